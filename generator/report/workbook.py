"""Tables of open data as workbooks (.xlsx), every cell of its type; alone knows xlsxwriter."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from typing import Any

from generator.model.message import N_, Language
from generator.model.open_data import COLUMN_TYPE_NAMES, Column, ColumnType
from generator.report.catalogue import Catalogue
from generator.report.table import Rows, Table

# As text, so that a cell that is edited and left stays what it was: 20.10, 05, 5-3.
_FORMATS: dict[ColumnType, str] = {"string": "@", "date": "yyyy-mm-dd"}
_WIDTH = 16
# What Excel holds in one cell.
_LONGEST = 32_767
_CUT = "…（全文见 CSV）"


def workbook(table: Table, rows: Sequence[Rows], cycle: str) -> bytes:
    """Return the table as a workbook; a second sheet says what its columns mean."""
    # A build in which no table has changed makes none.
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = BytesIO()
    # Each row goes to a temporary file: those of many counties need not be held.
    with Workbook(out, {"constant_memory": True}) as book:
        # Without a day of ours it would be the clock's, and no build like another.
        created = datetime(int(cycle), 1, 1, tzinfo=UTC)
        book.set_properties({"title": table.title, "created": created})
        _write_rows(book, table, rows)
        _write_meanings(book, table.columns)
    return out.getvalue()


def _write_rows(book: Any, table: Table, rows: Sequence[Rows]) -> None:
    sheet = book.add_worksheet(table.title.partition("：")[0])
    formats = _Formats(book)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _WIDTH, formats.format(_FORMATS.get(column.type, "General")))
        sheet.write_string(0, at, column.key, formats.bold)
    row = 0
    for row, values in enumerate(_values(rows), 1):
        for at, column in enumerate(table.columns):
            if (value := values[column.key]) != "":
                _write_cell(sheet, (row, at), column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(table.columns) - 1)
    # The green corners of numbers that are meant to be text.
    last = chr(ord("A") + len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}{row + 1}"})


def _write_meanings(book: Any, columns: Sequence[Column]) -> None:
    chinese = Catalogue(Language.CHINESE)
    sheet = book.add_worksheet("说明")
    sheet.set_column(1, 1, 4 * _WIDTH)
    lines = [[chinese.text(name) for name in (N_("Column"), N_("Meaning"), N_("Type"))]]
    for column in columns:
        type_name = chinese.text(COLUMN_TYPE_NAMES[column.type])
        lines.append([column.key, chinese.text(column.title), type_name])
    for row, line in enumerate(lines):
        for at, text in enumerate(line):
            sheet.write_string(row, at, text)


def _values(rows: Sequence[Rows]) -> Iterator[dict[str, str | int]]:
    for county in rows:
        yield from json.loads(f"[{county.json.decode()}]")


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.bold = book.add_format({"bold": True})

    def format(self, number_format: str) -> Any:
        if number_format not in self._made:
            self._made[number_format] = self._book.add_format({"num_format": number_format})
        return self._made[number_format]


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, value: str | int, formats: _Formats
) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    elif column.type == "date" and value > "1900-03":
        # Excel counts days from 1900 on, and knows a 29 February of that year.
        sheet.write_datetime(*place, date.fromisoformat(value), formats.format(_FORMATS["date"]))
    elif column.type == "decimal" and (number := _number(value)) is not None:
        sheet.write_number(*place, number, formats.format(_decimals(value)))
    else:
        sheet.write_string(*place, _text(value), formats.format("@"))


# Few figures stand in many rows.
@lru_cache(maxsize=1024)
def _number(text: str) -> Decimal | None:
    """The number that Excel shows as it is written, None for a text or where digits would be lost."""
    try:
        exact = Fraction(text)
        # Excel holds 15 digits: one third stays the text 1/3. A float would be written with 16,
        # and read back as another number.
        shown = Decimal(f"{float(exact):.15g}")
    except (ValueError, ArithmeticError):
        return None
    return shown if Fraction(shown) == exact else None


def _decimals(text: str) -> str:
    """The format that shows as many decimals as are written."""
    decimals = len(text.partition(".")[2])
    return f"0.{'0' * decimals}" if decimals else "General"


def _text(text: str) -> str:
    # xlsxwriter would take such a text for markup of its own.
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
