"""The same county or item in past years beside this one, only where it is the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.chinese.numbers import shown_number
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
from generator.pages.target_rows import shown_figure, target_number
from generator.pages.words import CLAUSE_STATES, DIFFERENCES

_NOT_THERE, _INCOMPARABLE = N_("not assessed that year"), N_("not comparable")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One figure of one year.

    ``figure`` is "" where the audience may not see it. ``bar`` is its place on the scale, "" for
    none; ``absent`` says why there is nothing at all.
    """

    figure: str = ""
    asked: str = ""
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
    """Lines that stand under the same years, the oldest first; ``name`` is what they are about."""

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
    """A page's part about past years. ``notes`` say what is not compared, and why."""

    tables: tuple[YearTable, ...]
    outcomes: tuple[YearOutcome, ...]
    notes: tuple[str, ...]


def item_over_years(context: PageContext, item: Indicator) -> OverYears | None:
    """An item of the current cycle with its counties, None where there is no past cycle."""
    if not context.past:
        return None
    item = context.official.items[item.id]
    tables = [_clause_table(context, item, one) for one in item.clauses if one.demand is not None]
    return OverYears(
        tables=tuple(one for one in (*tables, _points_table(context, item)) if one is not None),
        outcomes=(),
        notes=tuple(note for past in context.past for note in _notes(context, past, item)),
    )


def county_over_years(context: PageContext, county: County) -> OverYears | None:
    """A county of the current cycle with its clauses, None where it is in no past cycle."""
    past = tuple(one for one in context.past if county.id in one.rubric.county_by_id)
    if not past:
        return None
    years = (*past, context)
    lines = tuple(_county_lines(context, years, county))
    table = YearTable(
        name=context.text(N_("The same clauses")), years=tuple(map(year_word, years)), lines=lines
    )
    return OverYears(
        tables=(table,) if lines else (),
        outcomes=tuple(outcome for one in years for outcome in _outcome(one, county)),
        notes=(),
    )


def _clause_table(context: PageContext, item: Indicator, clause: Clause) -> YearTable | None:
    years = _comparable(context, context.past, item, clause)
    if len(years) == 1:
        return None
    found = [
        (county, [_found(one, county, item, clause) for one in years])
        for county in context.rubric.counties
    ]
    most = _most(pair for _, results in found for pair in zip(years, results, strict=True))
    return YearTable(
        name=context.rubric.clause(clause.id).name,
        years=tuple(map(year_word, years)),
        lines=tuple(
            YearLine(context.county_link(county), tuple(_cells(years, results, most)))
            for county, results in found
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
            results = [
                _found(one, county, item, clause)
                if any(one is same for same in comparable)
                else _INCOMPARABLE
                for one in years
            ]
            most = _most(zip(years, results, strict=True))
            name = context.rubric.clause(clause.id).name
            link = Link(title=f"{item.id} {name}", address=context.addresses.indicator(item.id))
            yield YearLine(link, tuple(_cells(years, results, most)))


def _comparable(
    context: PageContext, past: Iterable[PageContext], item: Indicator, clause: Clause
) -> tuple[PageContext, ...]:
    """The past cycles whose clause of that name is the same, then the current one."""
    new = context.official
    same = (one for one in past if clause_difference(one.official, new, item, clause) is None)
    return (*same, context)


def _found(
    context: PageContext, county: County, item: Indicator, clause: Clause
) -> ClauseResult | str:
    """The result of the clause of that name in one cycle, or why it has none."""
    there = item_named(context.official, item.name)
    named = clause_named(context.official, item, clause.name)
    if there is None or named is None or county.id not in context.rubric.county_by_id:
        return _NOT_THERE
    return context.clauses(county.id, there.id)[there.clauses.index(named)]


def _most(found: Iterable[tuple[PageContext, ClauseResult | str]]) -> Fraction:
    """The largest figure that is shown or asked for, whose bar fills its cell."""
    figures = [
        max(one.asked.number, one.counted if context.shows(Field.CHECKLIST) else Fraction(0))
        for context, one in found
        if not isinstance(one, str) and isinstance(one.asked, Target)
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
    number = target_number(result.asked)
    asked = YearCell(asked=f"{number} {context.unit(result.asked.unit).of(number)}")
    if not context.shows(Field.CHECKLIST):
        return asked
    figure = shown_figure(context, result, result.counted)
    return replace(
        asked,
        figure=figure,
        bar="" if figure == "—" else percent(result.counted / most),
        state=result.state.value,
        word=context.text(CLAUSE_STATES[result.state]),
    )


def _points_table(context: PageContext, item: Indicator) -> YearTable | None:
    """The points of an item that is the same in all, where every year's were announced."""
    years = (*(one for one in context.past if not _points_note(context, one, item)), context)
    if len(years) == 1:
        return None
    lines = tuple(
        YearLine(
            context.county_link(county), tuple(_points_cell(one, county, item) for one in years)
        )
        for county in context.rubric.counties
    )
    return YearTable(
        name=context.text(N_("Points")), years=tuple(map(year_word, years)), lines=lines
    )


def _points_cell(context: PageContext, county: County, item: Indicator) -> YearCell:
    there = item_named(context.official, item.name)
    points = "" if there is None else context.points(county, there)
    if there is None or not points:
        return YearCell(absent=context.text(_NOT_THERE))
    share = Fraction(points) / there.points
    return YearCell(
        figure=points,
        asked=context.say(N_("/ {points} points"), points=shown_number(there.points)),
        bar=percent(share),
    )


def _points_note(context: PageContext, past: PageContext, item: Indicator) -> str:
    """Why the points for an item cannot be compared with a past cycle's, "" where they can."""
    difference = item_difference(past.official, context.official, item)
    if difference is not None:
        return context.text(DIFFERENCES[difference])
    every = (context.announcement, past.announcement)
    told = all(one and one.disclosure.covers(Disclosure.INDICATORS) for one in every)
    return "" if told else context.text(N_("the points of items were not announced in both"))


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
    """What was announced of the county, nothing where nothing was."""
    announced = context.announcement
    own = None if announced is None else announced.county_by_id.get(county.id)
    if announced is not None:
        yield YearOutcome(
            link=Link(title=year_word(context), address=context.addresses.county(county.id)),
            result=None if own is None else county_result(context, announced, own),
            most=shown_number(context.rubric.base + context.rubric.bonus),
            commended=county.id in announced.commended,
        )
