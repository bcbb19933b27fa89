"""The page of all years: the cycles, and what of them is comparable."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.page import Heading, Link, Page
from generator.model.rubric import Indicator
from generator.pages.comparability import clause_difference, item_difference, item_named
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import PageKind
from generator.pages.past import cycle_links, made_up, year_word
from generator.pages.words import DIFFERENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCard:
    """One cycle at a glance; ``since`` is the day of its state, "" where nothing was logged."""

    year: str
    current: bool
    state: str
    since: str
    counties: int
    indicators: int
    commended: tuple[str, ...]
    made_up: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameLine:
    """An item of the current cycle beside that of the same name in a past one.

    ``same`` of its ``numbered`` clauses with a number can be compared. ``points`` says why the
    points cannot, "" where they can.
    """

    item: Link
    past_item: Link
    same: int
    numbered: int
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparability:
    """Items that the current and a past cycle share by name, and those that one alone has."""

    year: str
    cycle: str
    lines: tuple[SameLine, ...]
    new: tuple[Link, ...]
    gone: tuple[Link, ...]


def years_page(context: PageContext) -> Page:
    """Return the page; with one cycle alone it says so."""
    cycles = (context, *reversed(context.past))
    compared = tuple(_comparability(context, past) for past in reversed(context.past))
    headings = [Heading(title=context.text(N_("All years")), anchor="cycles")]
    if compared:
        headings.append(
            Heading(title=context.text(N_("What can be compared")), anchor="comparable")
        )
    return Page(
        address=context.addresses.years,
        title=context.text(N_("The assessments of all years")),
        description=context.text(
            N_("Each assessment: state, counties, indicators, and what compares with past years.")
        ),
        shell=context.shell(PageKind.YEARS if context.past else PageKind.YEARS_WITHOUT_PAST),
        body=context.templates.render(
            "years.html",
            context.addresses.years,
            cards=tuple(_card(cycle) for cycle in cycles),
            compared=compared,
        ),
        contents=tuple(headings),
        path=context.path(),
    )


def _card(context: PageContext) -> CycleCard:
    announced = context.announcement
    counted = context if announced is None else context.under(announced)
    names = counted.rubric.county_by_id
    return CycleCard(
        year=year_word(context),
        current=not context.folder,
        state=context.state_name(context.state),
        since=context.since,
        counties=len(context.rubric.counties),
        indicators=len(context.rubric.indicators),
        commended=()
        if announced is None
        else tuple(names[county].name for county in announced.commended),
        made_up=made_up(context.templates.translator, context.rubric, announced),
        links=cycle_links(context),
    )


def _comparability(context: PageContext, past: PageContext) -> Comparability:
    return Comparability(
        year=year_word(past),
        cycle=past.rubric.cycle,
        lines=tuple(_lines(context, past)),
        new=tuple(_only_in(context, past)),
        gone=tuple(_only_in(past, context)),
    )


def _only_in(context: PageContext, compared: PageContext) -> Iterator[Link]:
    """Items of one cycle whose name the other lacks."""
    for item in context.official.items.values():
        if item_named(compared.official, item.name) is None:
            yield _link(context, item)


def _lines(context: PageContext, past: PageContext) -> Iterator[SameLine]:
    # By the Chinese rubrics: a translation may change while the item stays the same.
    old, new = past.official, context.official
    for item in new.items.values():
        past_item = item_named(old, item.name)
        if past_item is not None:
            numbered = [clause for clause in item.clauses if clause.demand is not None]
            points = item_difference(old, new, item)
            yield SameLine(
                item=_link(context, item),
                past_item=_link(past, past_item),
                same=sum(clause_difference(old, new, item, clause) is None for clause in numbered),
                numbered=len(numbered),
                points="" if points is None else context.text(DIFFERENCES[points]),
            )


def _link(context: PageContext, item: Indicator) -> Link:
    name = context.rubric.items[item.id].name
    return Link(title=f"{item.id} {name}", address=context.addresses.indicator(item.id))
