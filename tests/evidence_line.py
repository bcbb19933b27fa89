"""What a line of an evidence file can be, and what the tests' own reader says of one."""

import re
from dataclasses import dataclass
from enum import StrEnum

from inline_reader import Inline, Link, squeezed

COLUMNS = ("日期", "事项", "条款", "数量", "地点", "佐证", "编号")
PARTS = ("目标", "方案", "措施", "台账")
KEYS = ("指标", "状态", "申报", "indicator", "status", "claims")


class Sort(StrEnum):
    """What a line is."""

    FENCE = "fence"
    KEY = "key"
    NOTE = "note in the head"
    BLANK = "blank"
    HEADER = "header of the ledger"
    RULE = "rule of a table"
    BREAK = "rule across"
    ROW = "row"
    EMPTY_ROW = "empty row"
    SUM = "sum row"
    TABLE = "row of another table"
    HEADING = "heading"
    TEXT = "text"
    LIST = "list item"
    QUOTE = "quote"
    CODE = "code"
    COMMENT = "comment"
    HTML = "HTML"
    CONFLICT = "conflict marker"
    DEFINITION = "link definition"


SYNTAX = {Sort.FENCE, Sort.NOTE, Sort.BLANK, Sort.HEADER, Sort.RULE, Sort.BREAK, Sort.EMPTY_ROW}
"""Lines of which nothing is to be seen."""

IN_TABLE = {Sort.ROW, Sort.EMPTY_ROW, Sort.SUM}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line and what is to be seen of it.

    ``start`` is the first line of what it belongs to (a comment, HTML, a conflict): a finding
    there speaks for it. ``above`` is what parts a row from its table, BLANK where that is nothing but blanks,
    RULE where nothing does, HEADER where that is torn from its dashes; ``table`` is the line of
    the header that the row stands below. ``marker`` is what stands before a row;
    ``plain_heading`` is whether the part above it is written as the guide says.
    """

    number: int
    sort: Sort
    source: str
    seen: Inline
    cells: tuple[Inline, ...] = ()
    part: str = ""
    above: Sort = Sort.RULE
    marker: str = ""
    start: int = 0
    table: int = 0
    wide_bars: bool = False
    plain_heading: bool = True

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, those of its cells too."""
        return self.seen.links

    def cell(self, name: str) -> Inline:
        """A cell of a row by its column; empty where the row is too short."""
        place = COLUMNS.index(name)
        return self.cells[place] if place < len(self.cells) else Inline("")


def part_of(heading: str) -> str:
    """The part that a heading means (四、台账, 工作台账, 台账（2018年）), "" for another."""
    plain = re.sub(
        r"\(.*?\)$", "", re.sub(r"^\(?[一二三四五六七八九十\d]+[)、,.]+", "", squeezed(heading))
    )
    plain = plain.rstrip("。:;,.").removeprefix("工作")
    return plain if plain in PARTS else ""
