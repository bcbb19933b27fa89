"""The same county or item in past years beside this one, only where it is the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model.checklist import ClauseResult
from generator.model.disclosure import Disclosure
from generator.model.message import N_
from generator.model.numbers import shown_number
from generator.model.page import Link
from generator.model.rubric import Clause, County, Indicator, NoTarget, Target
from generator.model.sameness import (
    clause_difference,
    clause_named,
    item_difference,
    item_named,
)
from generator.model.state import Field
from generator.pages.asked import asked_number, shown_figure
from generator.pages.dots import percent
from generator.pages.past import year_word
from generator.pages.result import CountyResult, county_result
from generator.pages.scene import Scene
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


def item_over_years(scene: Scene, item: Indicator) -> OverYears | None:
    """An item of the current cycle with its counties, None where there is no past cycle."""
    if not scene.past:
        return None
    item = scene.official.items[item.id]
    tables = [_clause_table(scene, item, one) for one in item.clauses if one.demand is not None]
    return OverYears(
        tables=tuple(one for one in (*tables, _points_table(scene, item)) if one is not None),
        outcomes=(),
        notes=tuple(note for past in scene.past for note in _notes(scene, past, item)),
    )


def county_over_years(scene: Scene, county: County) -> OverYears | None:
    """A county of the current cycle with its clauses, None where it is in no past cycle."""
    past = tuple(one for one in scene.past if county.id in one.rubric.county_by_id)
    if not past:
        return None
    years = (*past, scene)
    lines = tuple(_county_lines(scene, years, county))
    table = YearTable(
        name=scene.text(N_("The same clauses")), years=tuple(map(year_word, years)), lines=lines
    )
    return OverYears(
        tables=(table,) if lines else (),
        outcomes=tuple(outcome for one in years for outcome in _outcome(one, county)),
        notes=(),
    )


def _clause_table(scene: Scene, item: Indicator, clause: Clause) -> YearTable | None:
    years = _comparable(scene, scene.past, item, clause)
    if len(years) == 1:
        return None
    found = [
        (county, [_found(one, county, item, clause) for one in years])
        for county in scene.rubric.counties
    ]
    most = _most(pair for _, results in found for pair in zip(years, results, strict=True))
    return YearTable(
        name=scene.rubric.clause(clause.id).name,
        years=tuple(map(year_word, years)),
        lines=tuple(
            YearLine(scene.county_link(county), tuple(_cells(years, results, most)))
            for county, results in found
        ),
    )


def _county_lines(scene: Scene, years: Sequence[Scene], county: County) -> Iterator[YearLine]:
    for item in scene.official.items.values():
        for clause in item.clauses:
            comparable = _comparable(scene, years[:-1], item, clause)
            if clause.demand is None or len(comparable) == 1:
                continue
            results = [
                _found(one, county, item, clause)
                if any(one is same for same in comparable)
                else _INCOMPARABLE
                for one in years
            ]
            most = _most(zip(years, results, strict=True))
            name = scene.rubric.clause(clause.id).name
            link = Link(title=f"{item.id} {name}", address=scene.addresses.indicator(item.id))
            yield YearLine(link, tuple(_cells(years, results, most)))


def _comparable(
    scene: Scene, past: Iterable[Scene], item: Indicator, clause: Clause
) -> tuple[Scene, ...]:
    """The past cycles whose clause of that name is the same, then the current one."""
    new = scene.official
    same = (one for one in past if clause_difference(one.official, new, item, clause) is None)
    return (*same, scene)


def _found(scene: Scene, county: County, item: Indicator, clause: Clause) -> ClauseResult | str:
    """The result of the clause of that name in one cycle, or why it has none."""
    there = item_named(scene.official, item.name)
    named = clause_named(scene.official, item, clause.name)
    if there is None or named is None or county.id not in scene.rubric.county_by_id:
        return _NOT_THERE
    return scene.clauses(county.id, there.id)[there.clauses.index(named)]


def _most(found: Iterable[tuple[Scene, ClauseResult | str]]) -> Fraction:
    """The largest figure that is shown or asked for, whose bar fills its cell."""
    figures = [
        max(one.asked.number, one.counted if scene.shows(Field.CHECKLIST) else Fraction(0))
        for scene, one in found
        if not isinstance(one, str) and isinstance(one.asked, Target)
    ]
    return max(figures, default=Fraction(0)) or Fraction(1)


def _cells(
    years: Iterable[Scene], results: Iterable[ClauseResult | str], most: Fraction
) -> Iterator[YearCell]:
    for scene, result in zip(years, results, strict=True):
        yield (
            YearCell(absent=scene.text(result))
            if isinstance(result, str)
            else _cell(scene, result, most)
        )


def _cell(scene: Scene, result: ClauseResult, most: Fraction) -> YearCell:
    if isinstance(result.asked, NoTarget):
        return YearCell(absent=scene.text(CLAUSE_STATES[result.state]))
    number = asked_number(result.asked)
    asked = YearCell(asked=f"{number} {scene.unit(result.asked.unit).of(number)}")
    if not scene.shows(Field.CHECKLIST):
        return asked
    figure = shown_figure(scene, result, result.counted)
    return replace(
        asked,
        figure=figure,
        bar="" if figure == "—" else percent(result.counted / most),
        state=result.state.value,
        word=scene.text(CLAUSE_STATES[result.state]),
    )


def _points_table(scene: Scene, item: Indicator) -> YearTable | None:
    """The points of an item that is the same in all, where every year's were announced."""
    years = (*(one for one in scene.past if not _points_note(scene, one, item)), scene)
    if len(years) == 1:
        return None
    lines = tuple(
        YearLine(scene.county_link(county), tuple(_points_cell(one, county, item) for one in years))
        for county in scene.rubric.counties
    )
    return YearTable(name=scene.text(N_("Points")), years=tuple(map(year_word, years)), lines=lines)


def _points_cell(scene: Scene, county: County, item: Indicator) -> YearCell:
    there = item_named(scene.official, item.name)
    points = "" if there is None else scene.points(county, there)
    if there is None or not points:
        return YearCell(absent=scene.text(_NOT_THERE))
    share = Fraction(points) / there.points
    return YearCell(
        figure=points,
        asked=scene.say(N_("/ {points} points"), points=shown_number(there.points)),
        bar=percent(share),
    )


def _points_note(scene: Scene, past: Scene, item: Indicator) -> str:
    """Why the points for an item cannot be compared with a past cycle's, "" where they can."""
    difference = item_difference(past.official, scene.official, item)
    if difference is not None:
        return scene.text(DIFFERENCES[difference])
    every = (scene.announcement, past.announcement)
    told = all(one and one.disclosure.covers(Disclosure.INDICATORS) for one in every)
    return "" if told else scene.text(N_("the points of items were not announced in both"))


def _notes(scene: Scene, past: Scene, item: Indicator) -> Iterator[str]:
    year = year_word(past)
    if item_named(past.official, item.name) is None:
        yield scene.say(N_("The {year} had no such item."), year=year)
        return
    for clause in item.clauses:
        difference = clause_difference(past.official, scene.official, item, clause)
        if difference is not None and clause.demand is not None:
            yield scene.say(
                N_("“{clause}” of the {year} cannot be compared: {reason}."),
                clause=scene.rubric.clause(clause.id).name,
                year=year,
                reason=scene.text(DIFFERENCES[difference]),
            )
    points = _points_note(scene, past, item)
    if points:
        yield scene.say(
            N_("The points of the {year} cannot be compared: {reason}."), year=year, reason=points
        )


def _outcome(scene: Scene, county: County) -> Iterator[YearOutcome]:
    """What was announced of the county, nothing where nothing was."""
    announced = scene.announcement
    own = None if announced is None else announced.county_by_id.get(county.id)
    if announced is not None:
        yield YearOutcome(
            link=Link(title=year_word(scene), address=scene.addresses.county(county.id)),
            result=None if own is None else county_result(scene, announced, own),
            most=shown_number(scene.rubric.base + scene.rubric.bonus),
            commended=county.id in announced.commended,
        )
