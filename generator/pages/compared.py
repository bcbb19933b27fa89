"""The rows of figures in which counties are compared, and whether their cells differ."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.announcement import AnnouncedCounty
from generator.model.checklist import ClauseResult, ClauseState
from generator.model.english import NOT_COUNTED, Forms
from generator.model.message import N_
from generator.model.page import Address
from generator.model.rubric import Block, Clause, County, Indicator, Target
from generator.model.state import Field
from generator.pages.page_context import PageContext
from generator.pages.result import county_result
from generator.pages.target_rows import UNKNOWN_RATE, shown_figure, target_number
from generator.pages.words import CLAUSE_STATES

SUMMARY = N_("Summary")

# Clauses in other states ask for no number and are judged, not compared.
_SUMMARY_STATES = (ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCell:
    """One county's figure in a row.

    ``exact`` is compared instead of ``figure`` where that is cut, else "". ``number`` is what a
    difference is computed from, None where none can be.
    """

    county: str
    figure: str
    note: str = ""
    state: str = ""
    word: str = ""
    address: Address | None = None
    number: Fraction | None = None
    exact: str = ""

    @property
    def value(self) -> tuple[str, ...]:
        """The texts that equal cells share; empty for an empty cell."""
        texts = (self.exact or self.figure, self.note, self.word)
        return texts if any(texts) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One figure across the counties, in the notice's order.

    ``kind`` is rank, grade, total, section, item or clause, "" for others; ``key`` is the id of
    what it is about. A difference such as "more by 2 events" is made of ``more``, a number and
    ``unit``; where ``more`` is "", cells are only alike or different.
    """

    kind: str
    key: str
    name: str
    note: str
    more: str
    unit: Forms
    cells: tuple[ComparedCell, ...]
    address: Address | None = None

    @property
    def differs(self) -> bool | None:
        """Whether the cells differ, None where there is nothing to compare."""
        values = {cell.value for cell in self.cells}
        return None if values == {()} else len(values) > 1


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Rows that belong together: an item, then its clauses with a number."""

    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class ComparedBlock:
    """A part of the table under its own heading."""

    anchor: str
    name: str
    groups: tuple[ComparedGroup, ...]


def summary_block(context: PageContext) -> ComparedBlock:
    """The outcome as far as it is announced, and how many clauses are in which state."""
    rows = (*_outcome(context), *(_state_row(context, state) for state in _SUMMARY_STATES))
    return ComparedBlock("summary", context.text(SUMMARY), (ComparedGroup(rows),))


def section_blocks(context: PageContext) -> tuple[ComparedBlock, ...]:
    """A block a section, then the bonus items."""
    return tuple(section_block(context, block) for block in context.rubric.blocks)


def _outcome(context: PageContext) -> Iterator[ComparedRow]:
    """The announced rows, without those that the disclosure does not cover."""
    announcement = context.announcement
    if announcement is None:
        return
    known = context.rubric.county_by_id
    announced = (county for county in announcement.counties if county.county in known)
    results = [county_result(context, announcement, county) for county in announced]
    # No disclosure shows totals without ranks.
    if any(result.total for result in results):
        # A veto can leave a county without a rank.
        ranks = {result.county: result.rank or context.text(N_("No rank")) for result in results}
        yield _text_row(context, "rank", context.text(N_("Rank")), ranks)
        yield _points_row(
            context, "total", "total", context.text(N_("Total")), lambda county: county.total
        )
    if any(result.grade for result in results):
        grades = {result.county: result.grade for result in results}
        yield _text_row(context, "grade", context.text(N_("Grade")), grades)
    commended = announcement.commended
    yes, no = context.text(N_("yes")), context.text(N_("no"))
    marks = {county.id: yes if county.id in commended else no for county in context.rubric.counties}
    yield _text_row(context, "", context.text(N_("Commended")), marks)


def _text_row(context: PageContext, kind: str, name: str, texts: Mapping[str, str]) -> ComparedRow:
    return ComparedRow(
        kind=kind,
        key="",
        name=name,
        note="",
        more="",
        unit=NOT_COUNTED,
        cells=tuple(
            ComparedCell(county=county, figure=texts.get(county, ""))
            for county in context.rubric.county_by_id
        ),
    )


def _points_row(
    context: PageContext, kind: str, key: str, name: str, points: Callable[[AnnouncedCounty], str]
) -> ComparedRow:
    announced = {} if context.announcement is None else context.announcement.county_by_id
    texts = {
        county: points(announced[county]) if county in announced else ""
        for county in context.rubric.county_by_id
    }
    return ComparedRow(
        kind=kind,
        key=key,
        name=name,
        note=context.text(N_("points")),
        more=context.text(N_("higher by")),
        unit=_points(context),
        cells=tuple(
            ComparedCell(county=county, figure=text, number=Fraction(text) if text else None)
            for county, text in texts.items()
        ),
    )


def _state_row(context: PageContext, state: ClauseState) -> ComparedRow:
    counts = {
        county.id: _count(context.submissions[county.id].clauses.values(), state)
        for county in context.rubric.counties
    }
    return ComparedRow(
        kind="",
        key="",
        name=context.say(N_("Clauses {state}"), state=context.text(CLAUSE_STATES[state])),
        note=context.text(N_("clauses")),
        more=context.text(N_("more by")),
        unit=_clauses(context),
        cells=tuple(
            ComparedCell(county=county, figure=str(count), number=Fraction(count))
            for county, count in counts.items()
        ),
    )


def _count(items: Iterable[Iterable[ClauseResult]], state: ClauseState) -> int:
    return sum(result.state is state for item in items for result in item)


def section_block(context: PageContext, block: Block) -> ComparedBlock:
    """The block of a section, or of the bonus items."""
    groups = [_item_group(context, item) for item in block.items]
    name = context.text(N_("Points of the section"))
    total = _points_row(
        context, "section", block.id, name, lambda county: county.sections.get(block.id, "")
    )
    # An empty row, before points of sections are announced, is left out.
    if total.differs is not None:
        groups.insert(0, ComparedGroup((total,)))
    return ComparedBlock(block.id, block.name, tuple(groups))


def _item_group(context: PageContext, item: Indicator) -> ComparedGroup:
    clauses = (_clause_row(context, item, at, clause) for at, clause in enumerate(item.clauses))
    # A clause that asks no county for a number has no figure to compare.
    numbered = (row for row in clauses if any(cell.figure for cell in row.cells))
    return ComparedGroup((_item_row(context, item), *numbered))


def _item_row(context: PageContext, item: Indicator) -> ComparedRow:
    cells = tuple(_item_cell(context, county, item) for county in context.rubric.counties)
    # Before points are announced a row is about the clauses that are met.
    pointed = any(cell.figure for cell in cells)
    return ComparedRow(
        kind="item",
        key=item.id,
        name=f"{item.id} {item.name}",
        note=context.say(
            N_("{points} point") if item.points == 1 else N_("{points} points"),
            points=context.number(item.points),
        ),
        more=context.text(N_("higher by") if pointed else N_("more by")),
        unit=_points(context) if pointed else _clauses(context),
        cells=cells,
        address=context.addresses.indicator(item.id),
    )


def _item_cell(context: PageContext, county: County, item: Indicator) -> ComparedCell:
    """The points announced, and how many clauses with a number are met."""
    results = context.clauses(county.id, item.id)
    targets = sum(isinstance(result.asked, Target) for result in results)
    met = _count([results], ClauseState.MET)
    points = context.points(county, item)
    reached = context.say(N_("met {met}/{asked}"), met=met, asked=targets)
    judged = context.text(CLAUSE_STATES[ClauseState.JUDGED])
    note = context.status_word(county, item) or (reached if targets else judged)
    number = Fraction(points) if points else Fraction(met) if targets else None
    return ComparedCell(
        county=county.id,
        figure=points,
        note=note,
        address=context.addresses.evidence(county.id, item.id)
        if context.shows(Field.EVIDENCE)
        else None,
        number=number,
    )


def _clause_row(context: PageContext, item: Indicator, at: int, clause: Clause) -> ComparedRow:
    results = [
        # Every county has a result for each clause, in the order of the item.
        (county, context.clauses(county.id, item.id)[at])
        for county in context.rubric.counties
    ]
    unit = "" if clause.demand is None else clause.demand.unit
    unit_forms = context.unit(unit)
    return ComparedRow(
        kind="clause",
        key=clause.id,
        name=clause.name,
        note=unit_forms.many,
        # Rates differ by percentage points, not by percent.
        more=context.text(N_("higher by") if unit == "%" else N_("more by")),
        unit=context.percentage_points if unit == "%" else unit_forms,
        cells=tuple(_clause_cell(context, county, result) for county, result in results),
    )


def _points(context: PageContext) -> Forms:
    return Forms(context.text(N_("point")), context.text(N_("points")))


def _clauses(context: PageContext) -> Forms:
    return Forms(context.text(N_("clause")), context.text(N_("clauses")))


def _clause_cell(context: PageContext, county: County, result: ClauseResult) -> ComparedCell:
    figure = shown_figure(context, result, result.counted)
    # A cut number and a whole one may look alike: the exact value decides whether they differ.
    known = figure not in ("", UNKNOWN_RATE)
    return ComparedCell(
        county=county.id,
        figure=figure,
        note=target_number(context, result.asked),
        state=result.state.value,
        word=context.text(CLAUSE_STATES[result.state]),
        number=result.counted if known else None,
        exact=str(result.counted) if known and figure != str(result.counted) else "",
    )
