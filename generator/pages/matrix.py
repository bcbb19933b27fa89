"""The matrix: every item against every county, how much of what was asked is reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.announcement import BONUS_SECTION
from generator.model.checklist import ClauseResult, ClauseState
from generator.model.evidence import Status
from generator.model.page import Link, Page
from generator.model.rubric import County, Indicator
from generator.model.state import Field
from generator.pages.scene import OVERVIEW_TAB, Scene
from generator.pages.surveys import MATRIX, survey_neighbours

_ASKED = frozenset({ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT})
HEATS = {
    "all": "全部达标",
    "most": "达标一半或以上",
    "some": "达标不到一半",
    "none": "一条也没有达标",
    "judged": "没有规定数量，由评委评议",
    "absent": "没有计入材料",
}
"""What a cell's shade and sign say; a darker shade is a larger share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One item of one county.

    ``share`` is reached/asked, "" where no number is asked; ``points`` "" where none are
    announced. ``lead`` says in words what stands before them; ``address`` is "" where no page has
    more.
    """

    county: str
    heat: str
    share: str
    points: str
    lead: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One item across the counties."""

    item: Indicator
    link: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixBlock:
    """The rows of one section."""

    name: str
    rows: tuple[MatrixRow, ...]


def matrix_pages(scene: Scene) -> Iterator[Page]:
    """Yield the matrix where the audience sees checklists."""
    if not scene.shows(Field.CHECKLIST):
        return
    address = scene.addresses.matrix
    counties = scene.rubric.counties
    yield Page(
        address=address,
        title=MATRIX,
        description=f"{scene.rubric.title}：每一项考核内容，各县（区）的量化条款达标多少。",
        tab=OVERVIEW_TAB,
        body=scene.templates.render(
            "matrix.html",
            address,
            heads=[scene.county_link(one) for one in counties],
            blocks=tuple(_blocks(scene)),
            totals=[(one.id, _share(_all_clauses(scene, one))) for one in counties],
            heats=HEATS,
            pointed=_has_points(scene),
        ),
        path=scene.path(Link(title=OVERVIEW_TAB, address=scene.addresses.overview)),
        neighbours=survey_neighbours(scene),
    )


def matrix_cell(scene: Scene, county: County, item: Indicator) -> MatrixCell:
    """Return what the matrix says of one item of one county."""
    clauses = scene.clauses(county.id, item.id)
    points = scene.points(county, item)
    share = _share(clauses)
    heat = _heat(scene, county, item)
    lead = f"{county.name} {item.id} {item.name}，"
    lead += f"{HEATS['absent']}，" if heat == "absent" else ""
    return MatrixCell(
        county=county.id,
        heat=heat,
        share=share,
        points=points,
        lead=lead + ("达标" if share else HEATS["judged"]),
        address=scene.addresses.evidence(county.id, item.id) if scene.shows(Field.EVIDENCE) else "",
    )


def _heat(scene: Scene, county: County, item: Indicator) -> str:
    if scene.status(county.id, item.id) is not Status.SUBMITTED:
        return "absent"
    reached, asked = _reached(scene.clauses(county.id, item.id))
    if not asked:
        return "judged"
    if reached == asked:
        return "all"
    if not reached:
        return "none"
    return "most" if 2 * reached >= asked else "some"


def _reached(clauses: Iterable[ClauseResult]) -> tuple[int, int]:
    """How many clauses with a number are met, and how many there are."""
    states = [one.state for one in clauses if one.state in _ASKED]
    return states.count(ClauseState.MET), len(states)


def _share(clauses: Iterable[ClauseResult]) -> str:
    reached, asked = _reached(clauses)
    return f"{reached}/{asked}" if asked else ""


def _all_clauses(scene: Scene, county: County) -> Iterator[ClauseResult]:
    for item in scene.rubric.items:
        yield from scene.clauses(county.id, item)


def _has_points(scene: Scene) -> bool:
    announced = scene.announcement
    return announced is not None and any(one.items for one in announced.counties)


def _blocks(scene: Scene) -> Iterator[MatrixBlock]:
    for section in scene.rubric.sections:
        yield _block(scene, section.name, section.indicators)
    if scene.rubric.bonus_items:
        yield _block(scene, BONUS_SECTION, scene.rubric.bonus_items)


def _block(scene: Scene, name: str, items: Iterable[Indicator]) -> MatrixBlock:
    return MatrixBlock(name=name, rows=tuple(_row(scene, one) for one in items))


def _row(scene: Scene, item: Indicator) -> MatrixRow:
    return MatrixRow(
        item=item,
        link=Link(title=f"{item.id} {item.name}", address=scene.addresses.indicator(item.id)),
        cells=tuple(matrix_cell(scene, one, item) for one in scene.rubric.counties),
    )
