"""A ballot's sums to hold against the signed paper, and what these sums cannot show."""

import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from generator.model.ballot import Cell, Judge
from generator.model.message import N_, Message
from generator.model.rubric import Block, Rubric
from generator.model.score_sheet import decimal_text
from generator.report.catalogue import Catalogue

Scores = Mapping[Cell, Fraction]


def control_slip(scores: Scores, judge: Judge, rubric: Rubric, catalogue: Catalogue) -> str:
    """The sums by county, section and item; for the office alone."""
    say = catalogue.text
    counties = list(rubric.county_by_id)
    blocks = [block for block in rubric.blocks if block.items]
    head = ("", *(county.name for county in rubric.counties), say(N_("sum")))
    sums = [[_sum(scores, [one], block) for one in counties] for block in blocks]
    # As in the sheet: what the judge does not score is no 0.
    scored = {county for county, _ in scores}
    closed = [one not in scored and not judge.may_score(one, rubric) for one in counties]

    def line(name: str, figures: list[Fraction]) -> tuple[str, ...]:
        shown = zip(closed, figures, strict=True)
        cells = ("／" if no else decimal_text(figure) for no, figure in shown)
        return name, *cells, decimal_text(sum(figures, Fraction(0)))

    rows = [line(block.name, row) for block, row in zip(blocks, sums, strict=True)]
    total = line(say(N_("sum")), [sum(column, Fraction(0)) for column in zip(*sums, strict=True)])
    items = [
        f"{item} {decimal_text(_line(scores, item, rubric))}"
        for item in rubric.items
        if any((county, item) in scores for county in counties)
    ]
    lines = [
        catalogue.say(Message(_HEAD, {"judge": judge.id})),
        *table((head, *rows, total)),
        catalogue.say(Message(N_("By item: {sums}"), {"sums": "，".join(items)})),
        *_unseen(scores, rubric, catalogue),
    ]
    return "".join(f"{line}\n" for line in lines)


def score_table(scores: Scores, judge: Judge, rubric: Rubric) -> str:
    """Every score, items as lines and counties as columns, as in the sheet."""
    head = ("", *(county.name for county in rubric.counties))
    rows = [
        (
            f"{item.id} {item.name}",
            *(_shown(scores, (county.id, item.id), judge, rubric) for county in rubric.counties),
        )
        for item in rubric.items.values()
    ]
    return "".join(f"{line}\n" for line in table((head, *rows)))


def table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The rows with their columns below each other; a Chinese sign is as wide as two."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first + " " * (widths[0] - _width(first))]
        for cell, width in zip(rest, widths[1:], strict=True):
            cells.append(" " * (width - _width(cell)) + cell)
        yield "  ".join(cells).rstrip()


def _shown(scores: Scores, cell: Cell, judge: Judge, rubric: Rubric) -> str:
    if cell in scores:
        return decimal_text(scores[cell])
    owes = judge.owes(rubric.county_by_id[cell[0]], rubric.items[cell[1]], rubric)
    return "□" if owes else "／"


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in text)


def _sum(scores: Scores, counties: list[str], block: Block) -> Fraction:
    cells = ((county, item.id) for county in counties for item in block.items)
    return sum((scores.get(cell, Fraction(0)) for cell in cells), Fraction(0))


def _line(scores: Scores, item: str, rubric: Rubric) -> Fraction:
    cells = ((county, item) for county in rubric.county_by_id)
    return sum((scores.get(cell, Fraction(0)) for cell in cells), Fraction(0))


def _unseen(scores: Scores, rubric: Rubric, catalogue: Catalogue) -> Iterator[str]:
    """The single exchanges after which every sum is what it was.

    Of two cells with different scores one of both sums changes, wherever they stand.
    """
    lines = ["、".join(pair) for pair in unseen_lines(scores, rubric)]
    columns = [
        "、".join(rubric.county_by_id[one].name for one in pair)
        for pair in unseen_columns(scores, rubric)
    ]
    if not lines and not columns:
        yield catalogue.text(_ALL_SEEN)
        return
    yield catalogue.text(_SOME_UNSEEN)
    for text, pairs in ((_LINES, lines), (_COLUMNS, columns)):
        if pairs:
            yield catalogue.say(Message(text, {"pairs": "；".join(pairs)}))


def unseen_lines(scores: Scores, rubric: Rubric) -> list[tuple[str, str]]:
    """Two items of one section whose scores could stand in each other's line."""
    found = []
    for block in rubric.blocks:
        for first, second in combinations(block.items, 2):
            rows = [
                {county: scores[county, item.id] for county in _columns(scores, item.id, rubric)}
                for item in (first, second)
            ]
            fits = all(
                max(row.values(), default=0) <= item.points
                for row, item in zip(rows, (second, first), strict=True)
            )
            equal = sum(rows[0].values()) == sum(rows[1].values())
            if rows[0] != rows[1] and rows[0].keys() == rows[1].keys() and fits and equal:
                found.append((first.id, second.id))
    return found


def unseen_columns(scores: Scores, rubric: Rubric) -> list[tuple[str, str]]:
    """Two counties whose scores could stand in each other's column."""
    found = []
    for first, second in combinations(rubric.county_by_id, 2):
        columns = [
            {item: scores[one, item] for item in rubric.items if (one, item) in scores}
            for one in (first, second)
        ]
        equal = all(
            _sum(scores, [first], block) == _sum(scores, [second], block) for block in rubric.blocks
        )
        if columns[0] != columns[1] and columns[0].keys() == columns[1].keys() and equal:
            found.append((first, second))
    return found


def _columns(scores: Scores, item: str, rubric: Rubric) -> Iterator[str]:
    return (county for county in rubric.county_by_id if (county, item) in scores)


_HEAD = N_("Control slip of {judge} (for the office alone; hold it against the signed paper):")
_ALL_SEEN = N_(
    "Two scores exchanged, two lines exchanged or two columns exchanged: each would show in these sums."
)
_SOME_UNSEEN = N_(
    "Two scores exchanged would show in these sums. These exchanges would not; compare them cell by "
    "cell with the paper:"
)
_LINES = N_("  two lines: {pairs}")
_COLUMNS = N_("  two columns: {pairs}")
