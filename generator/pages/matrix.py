"""The matrix: every county and every item at a glance."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.checklist import ClauseState
from generator.model.evidence import Status
from generator.model.page import Address, Link, Page
from generator.model.rubric import County, Indicator
from generator.model.state import Field
from generator.pages.scene import BONUS_SECTION, OVERVIEW_TAB, Scene
from generator.pages.words import CLAUSE_STATE_NOTES, CLAUSE_STATES

TITLE = "对照矩阵"
# What decides a cell's colour: the first of these that any of its clauses is in.
_WORST_FIRST = (
    ClauseState.SHORT,
    ClauseState.UNPROVEN,
    ClauseState.MET,
    ClauseState.JUDGED,
    ClauseState.NOT_NAMED,
    ClauseState.NOT_APPLICABLE,
)
_MEASURED = (ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One item of one county.

    ``state`` is that of its worst clause, "absent" where nothing was submitted. ``figure`` is
    how many of the clauses with a number are met, else a word. ``points`` are those
    announced, "" for none.
    """

    county: str
    address: Address
    state: str
    figure: str
    note: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One item across the counties."""

    link: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixBlock:
    """The items of one section."""

    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSum:
    """One county over all items: how many of its clauses with a number are met."""

    met: int
    measured: int
    total: str


def matrix_page(scene: Scene) -> Iterator[Page]:
    """Yield the page where the audience sees the checklists."""
    if not scene.shows(Field.CHECKLIST):
        return
    address = scene.addresses.matrix
    yield Page(
        address=address,
        title=TITLE,
        description=f"{scene.rubric.title}：各县（区）各项考核内容的完成情况，一张表看全。",
        tab=OVERVIEW_TAB,
        body=scene.templates.render(
            "matrix.html",
            address,
            counties=[scene.county_link(one) for one in scene.rubric.counties],
            blocks=tuple(_blocks(scene)),
            sums=tuple(_sum(scene, one) for one in scene.rubric.counties),
            legend=[
                (one.value, CLAUSE_STATES[one], CLAUSE_STATE_NOTES[one]) for one in _WORST_FIRST
            ],
            given=scene.announcement is not None
            and any(one.items for one in scene.announcement.counties),
        ),
        path=scene.path(Link(title=OVERVIEW_TAB, address=scene.addresses.overview)),
    )


def _blocks(scene: Scene) -> Iterator[MatrixBlock]:
    for section in scene.rubric.sections:
        yield _block(scene, section.name, section.indicators)
    yield _block(scene, BONUS_SECTION, scene.rubric.bonus_items)


def _block(scene: Scene, name: str, items: Iterable[Indicator]) -> MatrixBlock:
    return MatrixBlock(name=name, rows=tuple(_row(scene, one) for one in items))


def _row(scene: Scene, item: Indicator) -> MatrixRow:
    link = Link(title=f"{item.id} {item.name}", address=scene.addresses.indicator(item.id))
    return MatrixRow(
        link=link, cells=tuple(_cell(scene, one, item) for one in scene.rubric.counties)
    )


def _cell(scene: Scene, county: County, item: Indicator) -> MatrixCell:
    submitted = scene.status(county.id, item.id) is Status.SUBMITTED
    states = Counter(one.state for one in scene.clauses(county.id, item.id))
    worst = next(one for one in _WORST_FIRST if states[one])
    measured = sum(states[one] for one in _MEASURED)
    words = [f"{CLAUSE_STATES[one]} {states[one]}" for one in _WORST_FIRST if states[one]]
    absence = scene.status_word(county, item)
    return MatrixCell(
        county=county.name,
        address=scene.addresses.evidence(county.id, item.id),
        state=worst.value if submitted else "absent",
        figure=_figure(states[ClauseState.MET], measured, worst) if submitted else absence,
        note="，".join(words) if submitted else absence,
        points=scene.points(county, item),
    )


def _figure(met: int, measured: int, worst: ClauseState) -> str:
    return f"{met}/{measured}" if measured else CLAUSE_STATES[worst]


def _sum(scene: Scene, county: County) -> MatrixSum:
    states = Counter(
        one.state for item in scene.rubric.items for one in scene.clauses(county.id, item)
    )
    announced = None if scene.announcement is None else scene.announcement.county_by_id
    one = None if announced is None else announced.get(county.id)
    return MatrixSum(
        met=states[ClauseState.MET],
        measured=sum(states[one] for one in _MEASURED),
        total="" if one is None else one.total,
    )
