"""The office's workbook: targets by county, attributes, the roster."""

from collections.abc import Iterable, Mapping, Sequence

from generator.model.book import Book, BookCell, BookSheet, DropDown, Style
from generator.model.office import (
    ATTRIBUTES_SHEET,
    NAMES_OF_YES,
    ROSTER_HEADS,
    ROSTER_SHEET,
    TARGET_HEADS,
    TARGETS_SHEET,
    WITH_AND_WITHOUT,
    RosterRow,
    WrittenTarget,
)
from generator.model.rubric import Rubric

_SPARE_ROWS = 60


def office_book(
    rubric: Rubric, targets: Mapping[str, WrittenTarget], roster: Sequence[RosterRow]
) -> Book:
    """The workbook over what stands in rubric.yaml and in the roster."""
    sheets = (_targets(rubric, targets), _attributes(rubric), _roster(rubric, roster))
    return Book(rubric.title, int(rubric.cycle), sheets)


def _sheet(
    name: str,
    rows: Iterable[Sequence[tuple[str, Style]]],
    widths: tuple[int, ...],
    lists: tuple[DropDown, ...] = (),
    blank: tuple[int, int] = (0, 0),
) -> BookSheet:
    cells = (
        BookCell(at, column, text, style)
        for at, row in enumerate(rows)
        for column, (text, style) in enumerate(row)
    )
    return BookSheet(name=name, widths=widths, cells=tuple(cells), lists=lists, blank=blank)


def _head(*titles: str) -> list[tuple[str, Style]]:
    return [(title, "head") for title in titles]


def _targets(rubric: Rubric, targets: Mapping[str, WrittenTarget]) -> BookSheet:
    names = [county.name for county in rubric.counties]
    rows = [_head(*TARGET_HEADS, *names, *WITH_AND_WITHOUT)]
    attributes = {attribute.id: attribute.name for attribute in rubric.attributes}
    for item in rubric.items.values():
        for clause in item.clauses:
            if clause.demand is None or (target := targets.get(clause.id)) is None:
                continue
            row: list[tuple[str, Style]] = [
                (text, "fixed")
                for text in (
                    clause.id,
                    f"{item.name} · {clause.name}",
                    clause.demand.unit,
                    attributes.get(target.attribute, ""),
                )
            ]
            # What an attribute decides is not written by county.
            style: Style = "fixed" if target.attribute else "text"
            row += [(target.numbers.get(county.id, ""), style) for county in rubric.counties]
            other: Style = "text" if target.attribute else "fixed"
            rows.append([*row, (target.having, other), (target.lacking, other)])
    widths = (8, 40, 8, 14, *(10 for _ in names), 10, 10)
    return _sheet(TARGETS_SHEET, rows, widths)


def _attributes(rubric: Rubric) -> BookSheet:
    rows = [_head("县（区）", *(attribute.name for attribute in rubric.attributes))]
    lists = []
    for column, attribute in enumerate(rubric.attributes, 1):
        if attribute.kind == "yes-no":
            words = tuple(NAMES_OF_YES.values())
            lists.append(DropDown(1, len(rubric.counties), column, words))
    for county in rubric.counties:
        row: list[tuple[str, Style]] = [(county.name, "fixed")]
        for attribute in rubric.attributes:
            value = county.attributes[attribute.id]
            row.append((NAMES_OF_YES.get(value, value), "text"))
        rows.append(row)
    return _sheet(ATTRIBUTES_SHEET, rows, (14, *(16 for _ in rubric.attributes)), tuple(lists))


def _roster(rubric: Rubric, roster: Sequence[RosterRow]) -> BookSheet:
    groups = {group.id: group.name for group in rubric.judge_groups}
    counties = {county.id: county.name for county in rubric.counties}
    rows = [_head(*ROSTER_HEADS)]
    for judge in roster:
        recusals = "、".join(counties.get(one, one) for one in judge.recusals)
        texts = (
            judge.id,
            groups.get(judge.group, judge.group),
            counties.get(judge.county, judge.county),
            recusals,
            judge.name,
            judge.post,
        )
        rows.append([(text, "text") for text in texts])
    last = len(rows) + _SPARE_ROWS
    lists = (
        DropDown(1, last - 1, 1, tuple(groups.values())),
        DropDown(1, last - 1, 2, tuple(counties.values())),
    )
    return _sheet(ROSTER_SHEET, rows, (10, 20, 14, 24, 12, 24), lists, (len(rows), last))
