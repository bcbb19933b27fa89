"""The list of counties, and the card that each has there."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.organiser import AttributeKind
from generator.model.page import Link, Page
from generator.model.rubric import County
from generator.model.state import Field
from generator.pages.in_parts import part_lines
from generator.pages.page_context import PageContext, StateCount, count_states
from generator.pages.page_kinds import COUNTIES_TAB, PageKind
from generator.pages.regions import is_in_parts
from generator.pages.result import CountyResult, county_result
from generator.pages.target_rows import target_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCard:
    """A county in short."""

    link: Link
    traits: tuple[str, ...]
    targets: int
    submitted: int
    items: int
    states: tuple[StateCount, ...]
    result: CountyResult | None
    commended: bool


def counties_page(context: PageContext) -> Page:
    """Return the list of counties."""
    address = context.addresses.counties
    return Page(
        address=address,
        title=context.text(COUNTIES_TAB),
        description=context.say(
            N_("{title}: the counties and what is asked of each."), title=context.rubric.title
        ),
        shell=context.shell(PageKind.COUNTIES),
        body=context.templates.render(
            "counties.html",
            address,
            cards=county_cards(context),
            parts=part_lines(context, address),
            show_evidence=context.shows(Field.EVIDENCE),
            matrix=context.addresses.matrix if context.shows(Field.CHECKLIST) else "",
        ),
        path=context.path(),
    )


def county_cards(context: PageContext) -> tuple[CountyCard, ...]:
    """Return a card a county, in the notice's order; none where they are too many for a page."""
    if is_in_parts(context.rubric):
        return ()
    return tuple(county_card(context, county) for county in context.rubric.counties)


def county_card(context: PageContext, county: County) -> CountyCard:
    """Return the card of a county."""
    items = context.rubric.items.values()
    submitted = context.submissions[county.id].submitted
    rows = [row for item in items for row in target_rows(context, county, item)]
    shown = context.shows(Field.CHECKLIST)
    return CountyCard(
        link=context.county_link(county),
        traits=tuple(_traits(context, county)),
        targets=sum(row.number != "" for row in rows),
        # Before the announcement no number may hint at who is ahead.
        submitted=submitted if context.shows(Field.EVIDENCE) else 0,
        items=len(items),
        states=count_states(context, context.clauses_of(county, items)) if shown else (),
        result=_result(context, county),
        commended=context.announcement is not None and county.id in context.announcement.commended,
    )


def _result(context: PageContext, county: County) -> CountyResult | None:
    """What was announced of the county, None where nothing of it is."""
    announced = context.announced_county(county)
    if announced is None or context.announcement is None:
        return None
    return county_result(context, context.announcement, announced)


def _traits(context: PageContext, county: County) -> Iterator[str]:
    for attribute in context.rubric.attributes:
        value = county.attributes[attribute.id]
        if attribute.kind is AttributeKind.COUNT:
            yield f"{attribute.name} {value}"
        elif county.has(attribute.id):
            yield context.say(N_("has {name}"), name=attribute.name)
        else:
            yield context.say(N_("no {name}"), name=attribute.name)
