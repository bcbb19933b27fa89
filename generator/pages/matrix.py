"""The matrix: every item against every county, how many of its targets are met."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.model.checklist import ClauseResult, ClauseState
from generator.model.evidence import Status
from generator.model.message import N_
from generator.model.page import Address, Link, Page
from generator.model.rubric import County, Indicator
from generator.model.state import Field
from generator.pages.in_parts import TABLE_KINDS, pages_in_parts
from generator.pages.overview_links import MATRIX, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind
from generator.pages.words import CLAUSE_STATES, HEATS

_NUMBERED = frozenset({ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One item of one county.

    ``share`` is met/targets, "" where there is no target; ``points`` "" where none are
    announced. ``words`` stand between the two, for readers who cannot see the shade; ``address`` is
    "" where no page has more.
    """

    heat: str
    share: str
    words: str
    points: str
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


def matrix_pages(context: PageContext) -> Iterator[Page]:
    """Yield the matrix where the audience sees checklists."""
    if not context.shows(Field.CHECKLIST):
        return
    yield from pages_in_parts(
        context, context.addresses.matrix, TABLE_KINDS, _page, figure=_met_in_all
    )


def _page(context: PageContext, address: Address, kind: PageKind) -> Page:
    counties = context.rubric.counties
    return Page(
        address=address,
        title=context.text(MATRIX),
        description=context.say(
            N_("{title}: how much of what was asked each county met, item by item."),
            title=context.rubric.title,
        ),
        shell=context.shell(kind),
        body=context.templates.render(
            "matrix.html",
            address,
            heads=[context.county_link(county) for county in counties],
            blocks=tuple(_blocks(context)),
            totals=[
                _share(context.clauses_of(county, context.rubric.items.values()))
                for county in counties
            ],
            heats={heat: context.text(word) for heat, word in HEATS.items()},
            pointed=_has_points(context),
        ),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        neighbours=overview_neighbours(context),
    )


def _met_in_all(context: PageContext) -> str:
    items = context.rubric.items.values()
    clauses = (context.clauses_of(county, items) for county in context.rubric.counties)
    return context.say(N_("{share} targets met"), share=_share(chain.from_iterable(clauses)))


def matrix_cell(context: PageContext, county: County, item: Indicator) -> MatrixCell:
    """Return what the matrix says of one item of one county."""
    clauses = context.clauses(county.id, item.id)
    points = context.points(county, item)
    share = _share(clauses)
    heat = _heat(context, county, item)
    return MatrixCell(
        heat=heat,
        share=share,
        words=_words(context, heat, share, points),
        points=points,
        address=context.addresses.evidence(county.id, item.id)
        if context.shows(Field.EVIDENCE)
        else "",
    )


def _words(context: PageContext, heat: str, share: str, points: str) -> str:
    if heat == "absent":
        words = HEATS["absent"]
    else:
        # The space joins it to the share before it: a screen reader says "3/4 met".
        words = N_(" met") if share else CLAUSE_STATES[ClauseState.JUDGED]
    return context.text(words) + (context.text(N_(", points ")) if points else "")


def _heat(context: PageContext, county: County, item: Indicator) -> str:
    # Only a submitted file counts, whatever its clauses would be.
    if context.status(county.id, item.id) is not Status.SUBMITTED:
        return "absent"
    met, numbered = _count_met(context.clauses(county.id, item.id))
    if not numbered:
        return "judged"
    if met == numbered:
        return "all"
    if not met:
        return "none"
    return "most" if 2 * met >= numbered else "some"


def _count_met(clauses: Iterable[ClauseResult]) -> tuple[int, int]:
    """How many clauses with a number are met, and how many there are."""
    states = [clause.state for clause in clauses if clause.state in _NUMBERED]
    return states.count(ClauseState.MET), len(states)


def _share(clauses: Iterable[ClauseResult]) -> str:
    met, numbered = _count_met(clauses)
    return f"{met}/{numbered}" if numbered else ""


def _has_points(context: PageContext) -> bool:
    announced = context.announcement
    return announced is not None and any(county.items for county in announced.counties)


def _blocks(context: PageContext) -> Iterator[MatrixBlock]:
    for block in context.rubric.blocks:
        if block.items:
            rows = tuple(_row(context, item) for item in block.items)
            yield MatrixBlock(name=block.name, rows=rows)


def _row(context: PageContext, item: Indicator) -> MatrixRow:
    return MatrixRow(
        item=item,
        link=Link(title=f"{item.id} {item.name}", address=context.addresses.indicator(item.id)),
        cells=tuple(matrix_cell(context, county, item) for county in context.rubric.counties),
    )
