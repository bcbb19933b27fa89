"""Workbooks that people fill in (.xlsx), drawn cell by cell."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from generator.model.book import Book, BookSheet, DropDown, Style

_STYLES: Mapping[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#444444"},
    "head": {"bold": True, "bg_color": "#DCE6E2", "border": 1, "text_wrap": True},
    "label": {"bold": True, "valign": "top"},
    "fixed": {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F3F3F3"},
    # As text, so that 05, 2018-3-1 and a leading = stay what they are.
    "text": {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1},
}
_LINE = 16
_TALLEST = 400


def draw_book(book: Book) -> bytes:
    """The workbook's bytes; the same book has the same bytes."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as drawn:
        created = datetime(book.year, 1, 1, tzinfo=UTC)
        drawn.set_properties({"title": book.title, "created": created})
        formats = {
            name: drawn.add_format({"font_name": "宋体", "font_size": 11, **style})
            for name, style in _STYLES.items()
        }
        for sheet in book.sheets:
            _draw(drawn.add_worksheet(sheet.name), sheet, formats)
    return out.getvalue()


def _draw(drawn: Any, sheet: BookSheet, formats: Mapping[Style, Any]) -> None:
    for column, width in enumerate(sheet.widths):
        drawn.set_column(column, column, width)
    for row, lines in sheet.heights.items():
        drawn.set_row(row, min(lines * _LINE, _TALLEST))
    for row in range(*sheet.blank):
        for column in range(len(sheet.widths)):
            drawn.write_blank(row, column, None, formats["text"])
    for cell in sheet.cells:
        style = formats[cell.style]
        if cell.last > cell.column:
            drawn.merge_range(cell.row, cell.column, cell.row, cell.last, "", style)
        # xlsxwriter takes such a text for markup of its own.
        guarded = cell.text.startswith("<r>") and cell.text.endswith("</r>")
        drawn.write_string(cell.row, cell.column, cell.text + " " * guarded, style)
    for choice in sheet.lists:
        _offer(drawn, choice)
    drawn.ignore_errors({"number_stored_as_text": "A1:J5000"})
    drawn.set_landscape()
    drawn.set_paper(9)
    drawn.fit_to_pages(1, 0)


def _offer(drawn: Any, choice: DropDown) -> None:
    # By the cells that hold them: Excel takes lists of at most 255 letters, parted by commas.
    source = choice.choices[0] if len(choice.choices) == 1 else list(choice.choices)
    options = {
        "validate": "list",
        "source": source,
        "error_type": "information",
        "error_title": "不在列表里",
        "error_message": "请从列表里选；确有需要也可以照写，检查时会指出。",
    }
    drawn.data_validation(choice.first, choice.column, choice.last, choice.column, options)
