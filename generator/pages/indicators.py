"""The list of indicators, and each indicator across the counties."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.checklist import ClauseResult
from generator.model.english import NOT_COUNTED, Forms
from generator.model.message import N_
from generator.model.page import Address, Facet, Link, Neighbour, Page
from generator.model.rubric import Clause, Indicator
from generator.model.state import Field
from generator.pages.dots import DotPlot, dot_plot
from generator.pages.in_parts import pages_in_parts
from generator.pages.over_years import item_over_years
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import INDICATORS_TAB, PageKind
from generator.pages.target_rows import shown_figure, target_number
from generator.pages.words import CLAUSE_STATES, SECTION_FACET


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCell:
    """One clause for one county."""

    target: str
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


def indicator_pages(context: PageContext) -> Iterator[Page]:
    """Yield the list, then a page an item."""
    address = context.addresses.indicators
    rubric = context.rubric
    yield Page(
        address=address,
        title=context.text(INDICATORS_TAB),
        description=context.say(
            N_("{title}: {number} indicators and the bonus items."),
            title=rubric.title,
            number=len(rubric.indicators),
        ),
        shell=context.shell(PageKind.INDICATORS),
        body=context.templates.render(
            "indicators.html", address, rubric=rubric, link=context.addresses.indicator
        ),
        path=context.path(),
    )
    items = tuple(rubric.items.values())
    neighbours = tuple(Neighbour(link=_link(context, item)) for item in items)
    for at, item in enumerate(items):
        previous = _link(context, items[at - 1]) if at else None
        following = _link(context, items[at + 1]) if at + 1 < len(items) else None
        made = _item_pages(context, item, neighbours)
        yield replace(next(made), previous=previous, next=following)
        yield from made


def _item_pages(
    context: PageContext, item: Indicator, neighbours: tuple[Neighbour, ...]
) -> Iterator[Page]:
    def page(view: PageContext, address: Address, kind: PageKind) -> Page:
        return _page(view, item, neighbours, (address, kind))

    address, kind = context.addresses.indicator(item.id), PageKind.INDICATOR
    return pages_in_parts(
        context,
        address,
        (kind, PageKind.INDICATOR_PART),
        page,
        # The notice's words and the clauses, to which other pages link.
        index=lambda: page(context.of(()), address, kind).body,
    )


def _page(
    context: PageContext,
    item: Indicator,
    neighbours: tuple[Neighbour, ...],
    at: tuple[Address, PageKind],
) -> Page:
    address, kind = at
    checked = context.shows(Field.CHECKLIST)
    return Page(
        address=address,
        title=f"{item.id} {item.name}",
        description=context.say(
            N_("Indicator {id}, {name}: the targets of all counties side by side.")
            if context.several
            else N_("Indicator {id}, {name}: official text and targets."),
            id=item.id,
            name=item.name,
        ),
        shell=context.shell(kind),
        body=context.templates.render(
            "indicator.html",
            address,
            item=item,
            # Only the notice's own words bind: they stand beside their translation.
            official=context.official.items[item.id],
            section=context.section_name(item),
            heads=tuple(_heads(context, item)),
            rows=tuple(_row(context, item, at, clause) for at, clause in enumerate(item.clauses)),
            checked=checked,
            plots=tuple(_plots(context, item)) if checked else (),
            given=[context.points(county, item) for county in context.rubric.counties],
            all_years=context.addresses.years,
            years=item_over_years(context, item),
        ),
        path=context.path(context.named_link(INDICATORS_TAB, context.addresses.indicators)),
        neighbours=neighbours,
        facets=(Facet(context.text(SECTION_FACET), context.section_name(item)),),
    )


def _link(context: PageContext, item: Indicator) -> Link:
    return Link(title=f"{item.id} {item.name}", address=context.addresses.indicator(item.id))


def _heads(context: PageContext, item: Indicator) -> Iterator[Link]:
    """A link a county: to its evidence for the item, or to its page where that is not shown."""
    for county in context.rubric.counties:
        if context.shows(Field.EVIDENCE):
            address = context.addresses.evidence(county.id, item.id)
        else:
            address = context.addresses.county(county.id)
        yield Link(title=county.name, address=address)


def _results(context: PageContext, item: Indicator, at: int) -> list[ClauseResult]:
    """One clause as each county has met it, in the notice's order."""
    return [context.clauses(county.id, item.id)[at] for county in context.rubric.counties]


def _plots(context: PageContext, item: Indicator) -> Iterator[DotPlot]:
    for at, clause in enumerate(item.clauses):
        results = _results(context, item, at)
        plot = dot_plot(context, clause, results)
        if plot is not None:
            yield plot


def _row(context: PageContext, item: Indicator, at: int, clause: Clause) -> ClauseRow:
    results = _results(context, item, at)
    demand = clause.demand
    return ClauseRow(
        clause=clause,
        unit=NOT_COUNTED if demand is None else context.unit(demand.unit),
        reading=context.reading(clause.id),
        cells=tuple(_cell(context, result) for result in results),
    )


def _cell(context: PageContext, result: ClauseResult) -> CountyCell:
    return CountyCell(
        target=target_number(context, result.asked),
        counted=shown_figure(context, result, result.counted),
        proven=shown_figure(context, result, result.proven),
        state=result.state.value,
        word=context.text(CLAUSE_STATES[result.state]),
    )
