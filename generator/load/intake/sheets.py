"""Workbooks old and new (.xlsx, .xls, .et): the only module that knows python-calamine.

Runs in the worker alone: a hostile file may end it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from generator.load.intake.raw_sheet import MOST_COLUMNS, RawSheet, TooLarge, refuse_many
from generator.model.errors import NotTaken
from generator.model.message import N_

_MOST_SHEETS = 60
_MOST_HEIGHT = 20_000


def workbook_sheets(content: bytes) -> Iterator[RawSheet]:
    """Yield the sheets in their order. Raises NotTaken."""
    import python_calamine as calamine  # noqa: PLC0415 - the worker's

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        is_sheet = calamine.SheetTypeEnum.WorkSheet
        known = [one for one in book.sheets_metadata if one.typ == is_sheet]
        refuse_many(known, _MOST_SHEETS)
        visible = calamine.SheetVisibleEnum.Visible
        for one in known:
            sheet = book.get_sheet_by_name(one.name)
            yield _read(sheet, one.name, hidden=one.visible != visible)
    except (TooLarge, MemoryError):
        raise
    except calamine.PasswordError as error:
        raise NotTaken(_PASSWORD) from error
    except Exception as error:
        # The library raises kinds of its own for each format; all mean the same here.
        raise NotTaken(_BROKEN) from error


def _read(sheet: Any, name: str, *, hidden: bool) -> RawSheet:
    raw = RawSheet(name, hidden=hidden)
    if sheet.start is None:
        return raw
    refuse_many(range(sheet.height), _MOST_HEIGHT)
    top, left = sheet.start
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        for column, value in enumerate(row[:MOST_COLUMNS], start=left):
            if (cell := _value(value)) is not None:
                raw.put(number + 1, column, cell)
    raw.merge([(a + 1, b, c + 1, d) for (a, b), (c, d) in _merged(sheet)])
    return raw


def _merged(sheet: Any) -> Sequence[Any]:
    return sheet.merged_cell_ranges or ()


def _value(value: Any) -> list[str] | None:
    """The kind and the text of a cell, None for an empty one."""
    if isinstance(value, bool):
        return ["text", "TRUE" if value else "FALSE"]
    if isinstance(value, float | int):
        return ["number", repr(value)]
    if isinstance(value, datetime):
        return ["date", value.date().isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    text = str(value).strip()
    return ["text", text] if text else None


_PASSWORD = N_("it has a password; save it once more without one")
_BROKEN = N_("it is damaged, or no workbook; open it, and save it once more as .xlsx")
