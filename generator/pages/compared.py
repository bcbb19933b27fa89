"""What is compared of the counties: rows of figures, each with what tells alike from different."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.announcement import BONUS, AnnouncedCounty
from generator.model.checklist import ClauseResult, ClauseState
from generator.model.english import NOT_COUNTED, Forms
from generator.model.message import N_
from generator.model.numbers import shown_number
from generator.model.page import Address
from generator.model.rubric import Clause, County, Indicator, Section, Target
from generator.model.state import Field
from generator.pages.asked import asked_number, shown_figure
from generator.pages.result import county_result
from generator.pages.scene import BONUS_ITEMS, Scene
from generator.pages.words import CLAUSE_STATES

_COUNTED = (ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCell:
    """One county's figure in a row.

    ``exact`` tells alike from different where the text alone does not, else it is "".
    ``number`` is what a difference is taken of, None where there is none to take.
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
        """What two cells must have in common to be alike; empty where there is nothing."""
        texts = (self.exact or self.figure, self.note, self.word)
        return texts if any(texts) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One figure across the counties, in the notice's order.

    ``kind`` is rank, grade, total, section, item or clause, "" for others; ``key`` is the id of
    what it is about. A difference reads such as more by 2 events: ``more``, number and ``unit``; it has no
    size where ``more`` is "".
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
        values = {one.value for one in self.cells}
        return None if values == {()} else len(values) > 1


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Rows that belong together: an item, then its clauses with a number."""

    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class ComparedBlock:
    """A headed part of the table."""

    anchor: str
    name: str
    groups: tuple[ComparedGroup, ...]


def summary_block(scene: Scene) -> ComparedBlock:
    """The outcome as far as it is announced, and how many clauses are in which state."""
    rows = (*_outcome(scene), *(_state_row(scene, state) for state in _COUNTED))
    return ComparedBlock("summary", scene.text(N_("Summary")), (ComparedGroup(rows),))


def section_blocks(scene: Scene) -> tuple[ComparedBlock, ...]:
    """A block a section, then the bonus items."""
    rubric = scene.rubric
    bonus = Section(
        id=BONUS,
        name=scene.text(BONUS_ITEMS),
        points=rubric.bonus,
        indicators=rubric.bonus_items,
        place=rubric.place,
    )
    return tuple(_section_block(scene, one) for one in (*rubric.sections, bonus))


def _outcome(scene: Scene) -> Iterator[ComparedRow]:
    """The announced rows; what the disclosure does not cover is in none."""
    announcement = scene.announcement
    if announcement is None:
        return
    results = [county_result(scene, announcement, one) for one in announcement.counties]
    if any(one.total for one in results):
        ranks = {one.county: one.rank or scene.text(N_("No rank")) for one in results}
        yield _text_row(scene, "rank", scene.text(N_("Rank")), ranks)
        yield _points_row(scene, "total", "total", scene.text(N_("Total")), lambda one: one.total)
    if any(one.grade for one in results):
        grades = {one.county: one.grade for one in results}
        yield _text_row(scene, "grade", scene.text(N_("Grade")), grades)
    commended = announcement.commended
    yes, no = scene.text(N_("yes")), scene.text(N_("no"))
    marks = {one.id: yes if one.id in commended else no for one in scene.rubric.counties}
    yield _text_row(scene, "", scene.text(N_("Commended")), marks)


def _text_row(scene: Scene, kind: str, name: str, texts: Mapping[str, str]) -> ComparedRow:
    return ComparedRow(
        kind=kind,
        key="",
        name=name,
        note="",
        more="",
        unit=NOT_COUNTED,
        cells=tuple(
            ComparedCell(county=one, figure=texts.get(one, "")) for one in scene.rubric.county_by_id
        ),
    )


def _points_row(
    scene: Scene, kind: str, key: str, name: str, points: Callable[[AnnouncedCounty], str]
) -> ComparedRow:
    announced = {} if scene.announcement is None else scene.announcement.county_by_id
    texts = {
        one: points(announced[one]) if one in announced else "" for one in scene.rubric.county_by_id
    }
    return ComparedRow(
        kind=kind,
        key=key,
        name=name,
        note=scene.text(N_("points")),
        more=scene.text(N_("higher by")),
        unit=_points(scene),
        cells=tuple(
            ComparedCell(county=one, figure=text, number=Fraction(text) if text else None)
            for one, text in texts.items()
        ),
    )


def _state_row(scene: Scene, state: ClauseState) -> ComparedRow:
    counts = {
        one.id: _count(scene.submissions[one.id].clauses.values(), state)
        for one in scene.rubric.counties
    }
    return ComparedRow(
        kind="",
        key="",
        name=scene.say(N_("Clauses {state}"), state=scene.text(CLAUSE_STATES[state])),
        note=scene.text(N_("clauses")),
        more=scene.text(N_("more by")),
        unit=_clauses(scene),
        cells=tuple(
            ComparedCell(county=one, figure=str(count), number=Fraction(count))
            for one, count in counts.items()
        ),
    )


def _count(items: Iterable[Iterable[ClauseResult]], state: ClauseState) -> int:
    return sum(one.state is state for item in items for one in item)


def _section_block(scene: Scene, section: Section) -> ComparedBlock:
    groups = [_item_group(scene, one) for one in section.indicators]
    name = scene.text(N_("Points of the section"))
    total = _points_row(
        scene, "section", section.id, name, lambda one: one.sections.get(section.id, "")
    )
    if total.differs is not None:
        groups.insert(0, ComparedGroup((total,)))
    return ComparedBlock(section.id, section.name, tuple(groups))


def _item_group(scene: Scene, item: Indicator) -> ComparedGroup:
    clauses = (_clause_row(scene, item, at, one) for at, one in enumerate(item.clauses))
    numbered = (row for row in clauses if any(cell.figure for cell in row.cells))
    return ComparedGroup((_item_row(scene, item), *numbered))


def _item_row(scene: Scene, item: Indicator) -> ComparedRow:
    cells = tuple(_item_cell(scene, one, item) for one in scene.rubric.counties)
    pointed = any(one.figure for one in cells)
    return ComparedRow(
        kind="item",
        key=item.id,
        name=f"{item.id} {item.name}",
        note=scene.say(
            N_("{points} point") if item.points == 1 else N_("{points} points"),
            points=shown_number(item.points),
        ),
        more=scene.text(N_("higher by") if pointed else N_("more by")),
        unit=_points(scene) if pointed else _clauses(scene),
        cells=cells,
        address=scene.addresses.indicator(item.id),
    )


def _item_cell(scene: Scene, county: County, item: Indicator) -> ComparedCell:
    """The points announced, and how many clauses with a number are met."""
    results = scene.clauses(county.id, item.id)
    asked = sum(isinstance(one.asked, Target) for one in results)
    met = _count([results], ClauseState.MET)
    points = scene.points(county, item)
    reached = scene.say(N_("met {met}/{asked}"), met=met, asked=asked)
    judged = scene.text(CLAUSE_STATES[ClauseState.JUDGED])
    note = scene.status_word(county, item) or (reached if asked else judged)
    number = Fraction(points) if points else Fraction(met) if asked else None
    return ComparedCell(
        county=county.id,
        figure=points,
        note=note,
        address=scene.addresses.evidence(county.id, item.id)
        if scene.shows(Field.EVIDENCE)
        else None,
        number=number,
    )


def _clause_row(scene: Scene, item: Indicator, at: int, clause: Clause) -> ComparedRow:
    results = [(one, scene.clauses(one.id, item.id)[at]) for one in scene.rubric.counties]
    unit = "" if clause.demand is None else clause.demand.unit
    called = scene.unit(unit)
    return ComparedRow(
        kind="clause",
        key=clause.id,
        name=clause.name,
        note=called.many,
        more=scene.text(N_("higher by") if unit == "%" else N_("more by")),
        unit=scene.percentage_points if unit == "%" else called,
        cells=tuple(_clause_cell(scene, county, one) for county, one in results),
    )


def _points(scene: Scene) -> Forms:
    return Forms(scene.text(N_("point")), scene.text(N_("points")))


def _clauses(scene: Scene) -> Forms:
    return Forms(scene.text(N_("clause")), scene.text(N_("clauses")))


def _clause_cell(scene: Scene, county: County, result: ClauseResult) -> ComparedCell:
    figure = shown_figure(scene, result, result.counted)
    known = figure not in ("", "—")
    return ComparedCell(
        county=county.id,
        figure=figure,
        note=asked_number(result.asked),
        state=result.state.value,
        word=scene.text(CLAUSE_STATES[result.state]),
        number=result.counted if known else None,
        exact=str(result.counted) if known and figure != str(result.counted) else "",
    )
