"""A workbook that people fill in: what stands in its cells, and how they look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.model.rubric import Clause, Indicator

Style = Literal["title", "note", "head", "label", "fixed", "text"]
"""What a cell is for; only ``text`` is to be filled in."""

LONGEST_CELL = 32_767
"""What Excel holds in one cell, in units of UTF-16."""

TOO_LONG = "（这里的文字放不进 Excel 的一格，没有列出；文件里的原样保留，不要改这一格）"
"""Stands in the cell of a text that is left alone in its file."""

ITEM_COLUMNS = ("日期", "事项", "条款", "数量", "地点", "参加人数", "佐证文件", "编号")
"""The ledger's columns as the workbook calls them."""

PROBLEMS, ORIGIN = "问题", "来源"
"""Columns of a workbook that comes back: what the check says, and where the row was read."""

CLAUSE_HEAD, DEMAND_HEAD, CLAIM_HEAD = "条款", "本县（区）要求", "申报"
STATUS_LABEL = "状态"
STATUS_WORDS = ("草稿", "已提交")
PREFACE_LABEL = "开头的文字"
LEDGER_LABEL = "台账表外的文字"
STATEMENT_SHEET = "自述"
HELP_SHEET = "说明"
NO_QUANTITY = "—"
"""Written where a row has no quantity though its clause has one by default."""

DEFAULT_UNITS = ("场", "次")
"""A row of a clause counted in these is one of them where nothing else is written."""


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell and its text; rows and columns count from 0, ``last`` is the last column it covers."""

    row: int
    column: int
    text: str
    style: Style = "text"
    last: int = -1


@dataclass(frozen=True, slots=True)
class DropDown:
    """A list for the cells of a column, from one row to another; any other text is taken too."""

    first: int
    last: int
    column: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """One sheet; ``frozen`` is the first row that scrolls, ``heights`` are lines of text by row."""

    name: str
    widths: tuple[int, ...]
    cells: tuple[BookCell, ...]
    lists: tuple[DropDown, ...] = ()
    heights: Mapping[int, int] = field(default_factory=dict)
    blank: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook, with the title and the year that its properties name."""

    title: str
    year: int
    sheets: tuple[BookSheet, ...]


def fits_cell(text: str) -> bool:
    """Whether a cell holds the text as it is."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    # Signs that XML has no place for; an _x0041_ stands for a letter in a workbook.
    whole = all(letter >= " " or letter in "\n\t" for letter in text)
    return units <= LONGEST_CELL and whole and not _escaped(text)


def _escaped(text: str) -> bool:
    at = text.find("_x")
    while at >= 0:
        if text[at + 6 : at + 7] == "_":
            return True
        at = text.find("_x", at + 1)
    return False


def default_quantity(clause: Clause | None) -> str:
    """The quantity of a row of the clause where none is written, "" for none."""
    unit = clause.demand.unit if clause is not None and clause.demand is not None else ""
    return f"1 {unit}" if unit in DEFAULT_UNITS else ""


def shown_row(cells: Sequence[str], item: Indicator) -> tuple[str, ...]:
    """A row of a file as the workbook shows it."""
    clause = next((clause for clause in item.clauses if clause.name == cells[2]), None)
    shown = [text if fits_cell(text) else TOO_LONG for text in cells]
    if not shown[3] and default_quantity(clause):
        shown[3] = NO_QUANTITY
    return tuple(shown)


def with_quantity(texts: tuple[str, ...], clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """A row of the workbook with the quantity that is meant by none; ``clauses`` are by name."""
    default = default_quantity(clauses.get(texts[2]))
    if not default or texts[3] not in ("", NO_QUANTITY):
        return texts
    return (*texts[:3], "" if texts[3] else default, *texts[4:])
