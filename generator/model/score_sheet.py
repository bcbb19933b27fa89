"""A judge's score sheet: what stands in which of its cells, for who writes it and who reads it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from generator.model.ballot import Cell, Judge
from generator.model.message import Message
from generator.model.rubric import Block, Indicator, Rubric

SHEET = "评分表"
GUIDE = "怎样打分"
IDENTITY = "taizhang"
VERSION = "1"
CLOSED = "／"
# Number, name and points of an item stand before the counties.
BEFORE = 3
HEAD = 3


@dataclass(frozen=True, slots=True)
class Sum:
    """The formula of a cell, and the score cells that it comes down to."""

    formula: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The cells of one judge's sheet by their names, such as E9; ``rows`` tells their look.

    ``open`` are those to fill in; a ``closed`` one is not the judge's to score.
    """

    columns: int
    rows: tuple[str, ...]
    texts: Mapping[str, str]
    points: Mapping[str, Fraction]
    sums: Mapping[str, Sum]
    open: Mapping[str, Cell]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in a sheet that was handed in; ``cell`` is "" for the whole of it."""

    cell: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """The scores of a sheet that was handed in, and which evidence they are for."""

    judge: Judge
    rehearsal: bool
    evidence: Mapping[str, str]
    scores: Mapping[Cell, Fraction]
    faults: tuple[SheetFault, ...] = field(default=())


def column_name(number: int) -> str:
    """The letters of a column, counted from 0: A, Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: E9."""
    return f"{column_name(column)}{row + 1}"


def sheet_layout(rubric: Rubric, judge: Judge, *, rehearsal: bool) -> SheetLayout:
    """What stands in the sheet of the judge."""
    return _Builder(rubric, judge, rehearsal).layout()


def rules_digest(rubric: Rubric) -> str:
    """The SHA-256 of what a sheet rests on: items, points, counties, the step and who scores what."""
    rules = ("own-county-judge", "missing-score", "bonus-judges", "score-step")
    rests_on = {
        "cycle": rubric.cycle,
        "title": rubric.title,
        "items": [
            [block.id, block.name, item.id, item.name, item.text, str(item.points)]
            for block in rubric.blocks
            for item in block.items
        ],
        "counties": [[county.id, county.name] for county in rubric.counties],
        "not-scored": [
            [item.id, county.id]
            for item in rubric.items.values()
            for county in rubric.counties
            if not rubric.is_scored(item, county)
        ],
        "rules": [rubric.open_rules[rule].choice for rule in rules],
    }
    return hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()


def sheet_identity(
    rubric: Rubric, judge: Judge, evidence: Mapping[str, str], *, rehearsal: bool
) -> Mapping[str, str]:
    """What the hidden page of a sheet says: whose it is, and what its scores rest on."""
    return {
        "version": VERSION,
        "cycle": rubric.cycle,
        "judge": judge.id,
        "rehearsal": "true" if rehearsal else "false",
        "rules": rules_digest(rubric),
        **{f"evidence {county}": digest for county, digest in evidence.items()},
    }


def group_name(rubric: Rubric, judge: Judge) -> str:
    """What the judge's group is called."""
    return next(group.name for group in rubric.judge_groups if group.id == judge.group)


class _Builder:
    def __init__(self, rubric: Rubric, judge: Judge, rehearsal: bool) -> None:  # noqa: FBT001
        self.rubric, self.judge = rubric, judge
        self.last = BEFORE + len(rubric.counties)
        mark = "（演练）" if rehearsal else ""
        step = rubric.score_step
        unit = f"以 {decimal_text(step)} 分为一档，" if step else ""
        self.rows: list[str] = ["title", "judge", "head"]
        self.texts = {
            "A1": f"{rubric.title}评分表{mark}",
            "A2": f"评委：{judge.id}（{group_name(rubric, judge)}）　　每项不超过满分，{unit}灰格不填",
            **{
                cell_name(2, at): text
                for at, text in enumerate(
                    ("序号", "考核内容", "满分", *(one.name for one in rubric.counties), "合计")
                )
            },
        }
        self.points: dict[str, Fraction] = {}
        self.sums: dict[str, Sum] = {}
        self.open: dict[str, Cell] = {}
        self.closed: set[str] = set()

    def layout(self) -> SheetLayout:
        subtotals = [self._block(block) for block in self.rubric.blocks if block.items]
        self._total(subtotals)
        self.texts[cell_name(len(self.rows), 0)] = (
            "评委签名：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日　　　录入：＿＿＿＿＿＿　　再次录入：＿＿＿＿＿＿"
        )
        self.rows.append("sign")
        return SheetLayout(
            columns=self.last + 1,
            rows=tuple(self.rows),
            texts=self.texts,
            points=self.points,
            sums=self.sums,
            open=self.open,
            closed=frozenset(self.closed),
        )

    def _block(self, block: Block) -> int:
        first = len(self.rows)
        for item in block.items:
            self._item(item)
        row = len(self.rows)
        self.rows.append("subtotal")
        self.texts[cell_name(row, 0)] = f"小计：{block.name}"
        self.points[cell_name(row, 2)] = block.points
        for column in range(BEFORE, self.last + 1):
            span = f"{cell_name(first, column)}:{cell_name(row - 1, column)}"
            cells = (cell_name(one, column) for one in range(first, row))
            self._sum(row, column, f"=SUM({span})", cells)
        return row

    def _item(self, item: Indicator) -> None:
        row = len(self.rows)
        self.rows.append("item")
        self.texts[cell_name(row, 0)] = item.id
        self.texts[cell_name(row, 1)] = item.name
        self.points[cell_name(row, 2)] = item.points
        for at, county in enumerate(self.rubric.counties):
            name = cell_name(row, BEFORE + at)
            if self.judge.owes(county, item, self.rubric):
                self.open[name] = (county.id, item.id)
            else:
                self.closed.add(name)
        span = f"{cell_name(row, BEFORE)}:{cell_name(row, self.last - 1)}"
        cells = (cell_name(row, column) for column in range(BEFORE, self.last))
        self._sum(row, self.last, f"=SUM({span})", cells)

    def _total(self, subtotals: Iterable[int]) -> None:
        row, rows = len(self.rows), tuple(subtotals)
        self.rows.append("total")
        self.texts[cell_name(row, 0)] = "合计"
        for column in range(BEFORE, self.last + 1):
            parts = [cell_name(one, column) for one in rows]
            self._sum(row, column, f"={'+'.join(parts)}", parts)

    def _sum(self, row: int, column: int, formula: str, cells: Iterable[str]) -> None:
        self.sums[cell_name(row, column)] = Sum(formula, tuple(self._scores(cells)))

    def _scores(self, cells: Iterable[str]) -> Iterator[str]:
        for cell in cells:
            if cell in self.sums:
                yield from self.sums[cell].of
            elif cell in self.open:
                yield cell


def decimal_text(number: Fraction) -> str:
    """A number of six decimals at most, as it is written: 3.5."""
    text = f"{number.numerator * 1_000_000 // number.denominator:07d}"
    return f"{text[:-6]}.{text[-6:]}".rstrip("0").rstrip(".")


def described(cell: Cell, rubric: Rubric) -> Mapping[str, str]:
    """County and item of a score, for a sentence."""
    county, item = cell
    return {"county": rubric.county_by_id[county].name, "item": item}
