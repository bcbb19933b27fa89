"""Tables of open data as workbooks (.xlsx), every cell of its type; alone knows xlsxwriter."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.model.message import N_, Language
from generator.model.open_data import COLUMN_TYPE_NAMES, Column, ColumnType
from generator.report.catalogue import Catalogue
from generator.report.table import Rows, Table

# As text, so that a cell that is edited and left stays what it was: 20.10, 05, 5-3.
_FORMATS: dict[ColumnType, str] = {"string": "@", "date": "yyyy-mm-dd"}
_WIDTH = 16
# What XML or Excel reads as something else.
_ODD = re.compile('[\x00-\x1f&<>"\ufffe\uffff]|_x')
# What Excel holds in one cell.
_LONGEST = 32_767
_CUT = "…（全文见 CSV）"


def workbook(table: Table, rows: Sequence[Rows], cycle: str) -> bytes:
    """Return the table as a workbook; a second sheet says what its columns mean."""
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
    sheet = book.add_worksheet(table.title.partition("：")[0], worksheet_class=_Sheet)
    formats = _Formats(book)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _WIDTH, formats.format(_FORMATS.get(column.type, "General")))
        sheet.write_string(0, at, column.key, formats.bold)
    row = 0
    for row, values in enumerate(_values(rows), 1):
        sheet.write_line(row, table.columns, values, formats)
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


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet of many rows, each written at once: what the library would write cell by cell.

    Its checks and objects for each cell were a tenth of the time of a large site.
    """

    def write_line(
        self,
        row: int,
        columns: Sequence[Column],
        values: Mapping[str, str | int],
        formats: "_Formats",
    ) -> None:
        """Write the row; what is empty has no cell."""
        # Written before it is what the library itself still holds: the header.
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        cells = [
            self._cell(f"{chr(ord('A') + at)}{row + 1}", column, value, formats)
            for at, column in enumerate(columns)
            if (value := values[column.key]) != ""
        ]
        self.fh.write(f'<row r="{row + 1}">{"".join(cells)}</row>')

    def _cell(self, name: str, column: Column, value: str | int, formats: "_Formats") -> str:
        if isinstance(value, int):
            style = formats.style(_FORMATS.get(column.type, "General"))
            kind = ' t="b"' if isinstance(value, bool) else ""
            return f'<c r="{name}" s="{style}"{kind}><v>{int(value):.16G}</v></c>'
        if column.type == "date" and value > "1900-03":
            # Excel counts days from 1900 on, and knows a 29 February of that year.
            days = self._convert_date_time(date.fromisoformat(value))
            return f'<c r="{name}" s="{formats.style(_FORMATS["date"])}"><v>{days:.16G}</v></c>'
        if column.type == "decimal" and (number := _number(value)) is not None:
            return f'<c r="{name}" s="{formats.style(_decimals(value))}"><v>{number:.16G}</v></c>'
        return self._text_cell(name, _cut(value), formats.style("@"))

    def _text_cell(self, name: str, text: str, style: int) -> str:
        if _ODD.search(text):
            text = self._escape_data(self._escape_control_characters(text))
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f'<c r="{name}" s="{style}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self._styles: dict[str, int] = {}
        self.bold = book.add_format({"bold": True})

    def format(self, number_format: str) -> Any:
        if number_format not in self._made:
            self._made[number_format] = self._book.add_format({"num_format": number_format})
        return self._made[number_format]

    def style(self, number_format: str) -> int:
        """The number by which cells name the format; it gets one with the first that does."""
        if number_format not in self._styles:
            index: int = self.format(number_format)._get_xf_index()  # noqa: SLF001 - cells need it
            self._styles[number_format] = index
        return self._styles[number_format]


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


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
