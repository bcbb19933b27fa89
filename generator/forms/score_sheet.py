"""A judge's score sheet as a workbook to fill in or to print; the second that knows xlsxwriter."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from generator.model.ballot import Cell, Judge
from generator.model.rubric import Rubric
from generator.model.score_sheet import (
    BEFORE,
    CLOSED,
    GUIDE,
    HEAD,
    IDENTITY,
    SHEET,
    SheetLayout,
    cell_name,
    column_name,
    decimal_text,
    sheet_layout,
)

_A4 = 9
# More counties than these go on to a second page.
_COUNTIES_A_PAGE = 12
_ROWS_A_PAGE = 45
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "judge": {"align": "left"},
    "head": {
        "bold": True,
        "border": 1,
        "align": "center",
        "text_wrap": True,
        "bg_color": "#e8eef4",
    },
    "item": {"border": 1},
    "points": {"border": 1, "align": "center"},
    "open": {"border": 1, "align": "center", "locked": False},
    # What a second look has to settle.
    "asked": {"border": 1, "align": "center", "locked": False, "bg_color": "#fff2b3"},
    "closed": {"border": 1, "align": "center", "bg_color": "#bfbfbf"},
    "subtotal": {"bold": True, "border": 1, "bg_color": "#f2f2f2"},
    # A sum of nothing is left blank: on paper it is written by hand.
    "sum": {
        "bold": True,
        "border": 1,
        "align": "center",
        "bg_color": "#f2f2f2",
        "num_format": "General;-General;",
    },
    "total": {"bold": True, "border": 1, "bg_color": "#e8eef4"},
    "sign": {"align": "left"},
    "text": {"text_wrap": True, "font_size": 12},
}


def score_sheet(
    rubric: Rubric,
    judge: Judge,
    identity: Mapping[str, str],
    settled: Mapping[Cell, Fraction] | None = None,
) -> bytes:
    """The workbook of the judge; ``settled`` are scores already known, all others are asked for."""
    layout = sheet_layout(rubric, judge, rehearsal=identity["rehearsal"] == "true")
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        # The day of the clock would make each file another one.
        created = datetime(int(rubric.cycle), 1, 1, tzinfo=UTC)
        book.set_properties({"title": layout.texts["A1"], "created": created})
        font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        formats = {name: book.add_format({**font, **look}) for name, look in _FORMATS.items()}
        sheet = book.add_worksheet(SHEET)
        _write_cells(sheet, layout, formats)
        _write_scores(sheet, layout, rubric, formats, settled)
        _set_page(sheet, layout, judge)
        _write_guide(book.add_worksheet(GUIDE), rubric, formats["text"])
        hidden = book.add_worksheet(IDENTITY)
        for row, (key, value) in enumerate(identity.items()):
            hidden.write_string(row, 0, key)
            hidden.write_string(row, 1, value)
        hidden.very_hidden()
    return out.getvalue()


def _write_cells(sheet: Any, layout: SheetLayout, formats: Mapping[str, Any]) -> None:
    last = column_name(layout.columns - 1)
    for row, kind in enumerate(layout.rows):
        number = row + 1
        if kind in ("title", "judge", "sign"):
            text = layout.texts[f"A{number}"]
            sheet.merge_range(f"A{number}:{last}{number}", text, formats[kind])
            sheet.set_row(row, 30 if kind == "sign" else 24)
        elif kind in ("subtotal", "total"):
            sheet.merge_range(f"A{number}:B{number}", layout.texts[f"A{number}"], formats[kind])
            sheet.write_blank(row, 2, None, formats["sum"])
        else:
            for column in range(layout.columns):
                if name := layout.texts.get(cell_name(row, column)):
                    sheet.write_string(row, column, name, formats[kind])
            sheet.set_row(row, 20 if kind == "head" else 15)
    for name, points in layout.points.items():
        kind = layout.rows[int(name[1:]) - 1]
        sheet.write_number(name, float(points), formats["points" if kind == "item" else "sum"])


def _write_scores(
    sheet: Any,
    layout: SheetLayout,
    rubric: Rubric,
    formats: Mapping[str, Any],
    settled: Mapping[Cell, Fraction] | None,
) -> None:
    known = settled or {}
    for name, cell in layout.open.items():
        if cell in known:
            sheet.write_number(name, float(known[cell]), formats["points"])
        else:
            sheet.write_blank(name, None, formats["open" if settled is None else "asked"])
        sheet.data_validation(name, _validation(name, rubric.items[cell[1]].points, rubric))
    for name in layout.closed:
        sheet.write_string(name, CLOSED, formats["closed"])
    for name, one in layout.sums.items():
        values = (known.get(layout.open[cell], Fraction(0)) for cell in one.of)
        sheet.write_formula(name, one.formula, formats["sum"], float(sum(values)))


def _validation(name: str, points: Fraction, rubric: Rubric) -> Mapping[str, object]:
    step = rubric.score_step
    number = f"ISNUMBER({name}),{name}>=0,{name}<={decimal_text(points)}"
    unit = ""
    if step:
        many = f"{name}/{decimal_text(step)}"
        number += f",ROUND({many},6)=ROUND({many},0)"
        unit = f"，以 {decimal_text(step)} 分为一档"
    return {
        "validate": "custom",
        "value": f"=AND({number})",
        "ignore_blank": True,
        "error_title": "分数不对",
        "error_message": f"请写 0 到 {decimal_text(points)} 的数{unit}。",
    }


def _set_page(sheet: Any, layout: SheetLayout, judge: Judge) -> None:
    counties = layout.columns - BEFORE - 1
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 6)
    sheet.set_column(BEFORE, layout.columns - 1, 11)
    sheet.freeze_panes(HEAD, BEFORE)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.center_horizontally()
    across = -(-counties // _COUNTIES_A_PAGE)
    sheet.fit_to_pages(across, -(-len(layout.rows) // _ROWS_A_PAGE))
    sheet.repeat_rows(0, HEAD - 1)
    sheet.set_footer(f"&L{judge.id}&C第 &P 页，共 &N 页")
    if across > 1:
        sheet.repeat_columns(0, BEFORE - 1)
    # Without a password: it keeps from slips, and import finds what was changed all the same.
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _write_guide(sheet: Any, rubric: Rubric, text: Any) -> None:
    step = rubric.score_step
    unit = f"以 {decimal_text(step)} 分为一档。" if step else ""
    refused = rubric.open_rules["missing-score"].choice == "refused"
    blanks = "，办公室会请您补上" if refused else ""
    lines = (
        "怎样打分",
        "一、先看材料，再打分。看完一项考核内容，给各县（区）打这一项的分，再看下一项，尺度最容易一致。",
        f"二、每格只写一个数，例如 3 或者 2.5。不超过左边的满分。{unit}超过了、不合档的，表格不让填。",
        f"三、一分也不给的，写 0。空着的格子是没有打分{blanks}。",
        "四、灰格不填：那是您自己所在的县（区）、需要回避的县（区），或者不由您评分的内容。",
        "五、右边和下面的合计由表格自己算，不用填；请与自己的印象对一遍。",
        "六、请不要增删行列，不要排序，不要改文字；表格加了保护，改不了是正常的。",
        "七、请独立打分，不要与其他评委商量。",
        "八、填完保存，把文件交给市科协办公室；再打印一份（A4 横向），签名，一并交来。",
        "九、也可以打印出来用笔填，改动处签名，由办公室录入两遍，互相核对。",
    )
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, text)
        sheet.set_row(row, 36)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.protect()
