"""A county or an item beside its past years, only where the figures are comparable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model.checklist import ClauseResult
from generator.model.disclosure import Disclosure
from generator.model.message import N_
from generator.model.page import Link
from generator.model.rubric import Clause, County, Indicator, NoTarget, Target
from generator.model.state import Field
from generator.pages.comparability import (
    clause_difference,
    clause_named,
    item_difference,
    item_named,
)
from generator.pages.dots import percent
from generator.pages.page_context import PageContext
from generator.pages.past import year_word
from generator.pages.result import CountyResult, county_result
from generator.pages.target_rows import UNKNOWN_RATE, shown_figure, target_number
from generator.pages.words import CLAUSE_STATES, DIFFERENCES

_NOT_ASSESSED, _INCOMPARABLE = N_("not assessed that year"), N_("not comparable")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One figure of one year.

    ``figure`` is "" where the audience may not see it; ``target`` is the number asked for, or the
    most points. ``bar`` is the length on the scale, "" for none; ``absent`` says why the cell is
    empty.
    """

    figure: str = ""
    target: str = ""
    bar: str = ""
    state: str = ""
    word: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One county or one clause through the years."""

    link: Link
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """Lines under the same years, the oldest first; ``name`` heads the first column."""

    name: str
    years: tuple[str, ...]
    lines: tuple[YearLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOutcome:
    """What was announced of a county in one year; ``most`` are the points of that year's rubric."""

    link: Link
    result: CountyResult | None
    most: str
    commended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverYears:
    """The part of a page about past years; ``notes`` say what is not compared, and why."""

    tables: tuple[YearTable, ...]
    outcomes: tuple[YearOutcome, ...]
    notes: tuple[str, ...]


def item_over_years(context: PageContext, item: Indicator) -> OverYears | None:
    """An item of the current cycle with its counties, None where there is no past cycle."""
    if not context.past:
        return None
    # Cycles are matched by Chinese names: a translation may change, or be missing in one year.
    item = context.official.items[item.id]
    tables = [
        _clause_table(context, item, clause) for clause in item.clauses if clause.demand is not None
    ]
    return OverYears(
        tables=tuple(
            table for table in (*tables, _points_table(context, item)) if table is not None
        ),
        outcomes=(),
        notes=tuple(note for past in context.past for note in _notes(context, past, item)),
    )


def county_over_years(context: PageContext, county: County) -> OverYears | None:
    """A county of the current cycle with its clauses, None where it is in no past cycle."""
    past = tuple(cycle for cycle in context.past if county.id in cycle.rubric.county_by_id)
    if not past:
        return None
    years = (*past, context)
    lines = tuple(_county_lines(context, years, county))
    table = YearTable(
        name=context.text(N_("The same clauses")), years=tuple(map(year_word, years)), lines=lines
    )
    return OverYears(
        tables=(table,) if lines else (),
        outcomes=tuple(outcome for cycle in years for outcome in _outcome(cycle, county)),
        notes=(),
    )


def _clause_table(context: PageContext, item: Indicator, clause: Clause) -> YearTable | None:
    # The current cycle is always the last: one year alone has nothing beside it.
    years = _comparable(context, context.past, item, clause)
    if len(years) == 1:
        return None
    rows = [
        (county, [_result_in_year(cycle, county, item, clause) for cycle in years])
        for county in context.rubric.counties
    ]
    most = _largest(pair for _, results in rows for pair in zip(years, results, strict=True))
    return YearTable(
        name=context.rubric.clause(clause.id).name,
        years=tuple(map(year_word, years)),
        lines=tuple(
            YearLine(context.county_link(county), tuple(_cells(years, results, most)))
            for county, results in rows
        ),
    )


def _county_lines(
    context: PageContext, years: Sequence[PageContext], county: County
) -> Iterator[YearLine]:
    for item in context.official.items.values():
        for clause in item.clauses:
            comparable = _comparable(context, years[:-1], item, clause)
            if clause.demand is None or len(comparable) == 1:
                continue
            # A year that is not comparable keeps its column and says so.
            results = [
                _result_in_year(cycle, county, item, clause)
                # By identity: equality would compare every submission of both cycles.
                if any(cycle is same for same in comparable)
                else _INCOMPARABLE
                for cycle in years
            ]
            most = _largest(zip(years, results, strict=True))
            name = context.rubric.clause(clause.id).name
            link = Link(title=f"{item.id} {name}", address=context.addresses.indicator(item.id))
            yield YearLine(link, tuple(_cells(years, results, most)))


def _comparable(
    context: PageContext, past: Iterable[PageContext], item: Indicator, clause: Clause
) -> tuple[PageContext, ...]:
    """The past cycles whose clause of that name is the same, then the current one."""
    new = context.official
    same = (cycle for cycle in past if clause_difference(cycle.official, new, item, clause) is None)
    return (*same, context)


def _result_in_year(
    context: PageContext, county: County, item: Indicator, clause: Clause
) -> ClauseResult | str:
    """The result of the clause of that name in one cycle, or why it has none."""
    year_item = item_named(context.official, item.name)
    year_clause = clause_named(context.official, item, clause.name)
    if year_item is None or year_clause is None or county.id not in context.rubric.county_by_id:
        return _NOT_ASSESSED
    return context.clauses(county.id, year_item.id)[year_item.clauses.index(year_clause)]


def _largest(results: Iterable[tuple[PageContext, ClauseResult | str]]) -> Fraction:
    """The largest figure or target shown, whose bar fills its cell."""
    figures = [
        # What is not shown yet must not be guessed from the scale either.
        max(result.asked.number, result.counted if context.shows(Field.CHECKLIST) else Fraction(0))
        for context, result in results
        if not isinstance(result, str) and isinstance(result.asked, Target)
    ]
    return max(figures, default=Fraction(0)) or Fraction(1)


def _cells(
    years: Iterable[PageContext], results: Iterable[ClauseResult | str], most: Fraction
) -> Iterator[YearCell]:
    for context, result in zip(years, results, strict=True):
        yield (
            YearCell(absent=context.text(result))
            if isinstance(result, str)
            else _cell(context, result, most)
        )


def _cell(context: PageContext, result: ClauseResult, most: Fraction) -> YearCell:
    if isinstance(result.asked, NoTarget):
        return YearCell(absent=context.text(CLAUSE_STATES[result.state]))
    number = target_number(context, result.asked)
    cell = YearCell(target=f"{number} {context.unit(result.asked.unit).of(number)}")
    if not context.shows(Field.CHECKLIST):
        return cell
    figure = shown_figure(context, result, result.counted)
    return replace(
        cell,
        figure=figure,
        bar="" if figure == UNKNOWN_RATE else percent(result.counted / most),
        state=result.state.value,
        word=context.text(CLAUSE_STATES[result.state]),
    )


def _points_table(context: PageContext, item: Indicator) -> YearTable | None:
    """The points of an item in the years where they are comparable and announced."""
    years = (*(cycle for cycle in context.past if not _points_note(context, cycle, item)), context)
    if len(years) == 1:
        return None
    lines = tuple(
        YearLine(
            context.county_link(county), tuple(_points_cell(cycle, county, item) for cycle in years)
        )
        for county in context.rubric.counties
    )
    return YearTable(
        name=context.text(N_("Points")), years=tuple(map(year_word, years)), lines=lines
    )


def _points_cell(context: PageContext, county: County, item: Indicator) -> YearCell:
    year_item = item_named(context.official, item.name)
    points = "" if year_item is None else context.points(county, year_item)
    if year_item is None or not points:
        return YearCell(absent=context.text(_NOT_ASSESSED))
    share = Fraction(points) / year_item.points
    return YearCell(
        figure=points,
        target=context.say(N_("/ {points} points"), points=context.number(year_item.points)),
        bar=percent(share),
    )


def _points_note(context: PageContext, past: PageContext, item: Indicator) -> str:
    """Why the points for an item cannot be compared with a past cycle's, "" where they can."""
    difference = item_difference(past.official, context.official, item)
    if difference is not None:
        return context.text(DIFFERENCES[difference])
    both = (context.announcement, past.announcement)
    announced = all(
        announcement and announcement.disclosure.covers(Disclosure.INDICATORS)
        for announcement in both
    )
    return "" if announced else context.text(N_("the points of items were not announced in both"))


def _notes(context: PageContext, past: PageContext, item: Indicator) -> Iterator[str]:
    year = year_word(past)
    if item_named(past.official, item.name) is None:
        yield context.say(N_("The {year} had no such item."), year=year)
        return
    for clause in item.clauses:
        difference = clause_difference(past.official, context.official, item, clause)
        if difference is not None and clause.demand is not None:
            yield context.say(
                N_("“{clause}” of the {year} cannot be compared: {reason}."),
                clause=context.rubric.clause(clause.id).name,
                year=year,
                reason=context.text(DIFFERENCES[difference]),
            )
    points = _points_note(context, past, item)
    if points:
        yield context.say(
            N_("The points of the {year} cannot be compared: {reason}."), year=year, reason=points
        )


def _outcome(context: PageContext, county: County) -> Iterator[YearOutcome]:
    """The announced result of the county, nothing before there is one."""
    announced = context.announcement
    own = context.announced_county(county)
    if announced is not None:
        yield YearOutcome(
            link=Link(title=year_word(context), address=context.addresses.county(county.id)),
            result=None if own is None else county_result(context, announced, own),
            most=context.number(context.rubric.base + context.rubric.bonus),
            commended=county.id in announced.commended,
        )
