"""The list of indicators, and each indicator across the counties."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.checklist import ClauseResult
from generator.model.english import NOT_COUNTED, Forms
from generator.model.message import N_
from generator.model.page import Facet, Link, Neighbour, Page
from generator.model.rubric import Clause, Indicator
from generator.model.state import Field
from generator.pages.asked import asked_number, shown_figure
from generator.pages.dots import DotPlot, dot_plot
from generator.pages.over_years import item_over_years
from generator.pages.scene import INDICATORS_TAB, SECTION_FACET, Scene
from generator.pages.words import CLAUSE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCell:
    """One clause for one county, beside the others."""

    asked: str
    counted: str
    proven: str
    state: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """One clause across the counties."""

    clause: Clause
    unit: Forms
    reading: str
    cells: tuple[CountyCell, ...]


def indicator_pages(scene: Scene) -> Iterator[Page]:
    """Yield the list, then a page an item."""
    address = scene.addresses.indicators
    rubric = scene.rubric
    yield Page(
        address=address,
        title=scene.text(INDICATORS_TAB),
        description=scene.say(
            N_("{title}: {number} indicators and the bonus items."),
            title=rubric.title,
            number=len(rubric.indicators),
        ),
        tab=scene.text(INDICATORS_TAB),
        body=scene.templates.render(
            "indicators.html", address, rubric=rubric, link=scene.addresses.indicator
        ),
        path=scene.path(),
    )
    items = tuple(rubric.items.values())
    neighbours = tuple(Neighbour(link=_link(scene, one)) for one in items)
    for at, item in enumerate(items):
        previous = _link(scene, items[at - 1]) if at else None
        following = _link(scene, items[at + 1]) if at + 1 < len(items) else None
        yield replace(_page(scene, item, neighbours), previous=previous, next=following)


def _page(scene: Scene, item: Indicator, neighbours: tuple[Neighbour, ...]) -> Page:
    address = scene.addresses.indicator(item.id)
    checked = scene.shows(Field.CHECKLIST)
    counties = scene.rubric.counties
    heads = [
        Link(
            title=county.name,
            address=scene.addresses.evidence(county.id, item.id)
            if scene.shows(Field.EVIDENCE)
            else scene.addresses.county(county.id),
        )
        for county in counties
    ]
    return Page(
        address=address,
        title=f"{item.id} {item.name}",
        description=scene.say(
            N_("Indicator {id}, {name}: the targets of all counties side by side.")
            if scene.several
            else N_("Indicator {id}, {name}: official text and targets."),
            id=item.id,
            name=item.name,
        ),
        tab=scene.text(INDICATORS_TAB),
        body=scene.templates.render(
            "indicator.html",
            address,
            item=item,
            official=scene.official.items[item.id],
            section=scene.section_name(item),
            heads=heads,
            rows=tuple(_row(scene, item, at, clause) for at, clause in enumerate(item.clauses)),
            checked=checked,
            plots=tuple(_plots(scene, item)) if checked else (),
            given=[scene.points(county, item) for county in counties],
            all_years=scene.addresses.years,
            years=item_over_years(scene, item),
        ),
        path=scene.path(scene.tab_link(INDICATORS_TAB, scene.addresses.indicators)),
        neighbours=neighbours,
        facets=(Facet(scene.text(SECTION_FACET), scene.section_name(item)),),
    )


def _link(scene: Scene, item: Indicator) -> Link:
    return Link(title=f"{item.id} {item.name}", address=scene.addresses.indicator(item.id))


def _plots(scene: Scene, item: Indicator) -> Iterator[DotPlot]:
    counties = scene.rubric.counties
    for at, clause in enumerate(item.clauses):
        results = [scene.clauses(county.id, item.id)[at] for county in counties]
        plot = dot_plot(scene, clause, results)
        if plot is not None:
            yield plot


def _row(scene: Scene, item: Indicator, at: int, clause: Clause) -> ClauseRow:
    results = [scene.clauses(county.id, item.id)[at] for county in scene.rubric.counties]
    demand = clause.demand
    return ClauseRow(
        clause=clause,
        unit=NOT_COUNTED if demand is None else scene.unit(demand.unit),
        reading=scene.reading(clause.id),
        cells=tuple(_cell(scene, result) for result in results),
    )


def _cell(scene: Scene, result: ClauseResult) -> CountyCell:
    return CountyCell(
        asked=asked_number(result.asked),
        counted=shown_figure(scene, result, result.counted),
        proven=shown_figure(scene, result, result.proven),
        state=result.state.value,
        word=scene.text(CLAUSE_STATES[result.state]),
    )
