"""The page of one county's evidence for one item."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Address, Facet, Heading, Link, Page
from generator.model.rubric import County, Indicator
from generator.model.state import Audience
from generator.pages.county_files import evidence_path, load_first_picture_at_once
from generator.pages.evidence_view import EvidenceView
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import COUNTIES_TAB, PageKind
from generator.pages.words import COUNTY_FACET, SECTION_FACET, STATE_FACET


def evidence_pages(context: PageContext, views: tuple[EvidenceView, ...]) -> Iterator[Page]:
    """Yield a page an item of one county, with or without a file."""
    for page, view in zip(withheld_evidence(context, views[0].county), views, strict=True):
        yield replace(
            page,
            body=_body(context, view, page.address),
            contents=tuple(_headings(context, view)),
            facets=tuple(_facets(context, view)),
            withheld=False,
        )


def withheld_evidence(context: PageContext, county: County) -> Iterator[Page]:
    """Yield the same pages without any text, for a county whose text cannot be shown."""
    # Padded at both ends: the first page has none before it, the last none after.
    items = tuple(context.rubric.items.values())
    column = context.rubric.counties.index(county)
    links = [None, *(context.evidence_link(county, item) for item in items), None]
    neighbours = context.county_neighbours(county)
    for at, item in enumerate(items):
        yield Page(
            address=context.addresses.evidence(county.id, item.id),
            title=f"{county.name} {item.id} {item.name}",
            description=context.say(
                N_("{county}, {item}: target, checklist, evidence and ledger."),
                county=county.name,
                item=item.name,
            ),
            shell=context.shell(PageKind.COUNTY_PART),
            body=Html(""),
            contents=(_first_heading(context),),
            path=context.path(
                context.named_link(COUNTIES_TAB, context.addresses.counties),
                context.county_link(county),
            ),
            neighbours=neighbours,
            previous=links[at],
            next=links[at + 2],
            beside=_beside(context, items, at, column),
            source=context.source(evidence_path(county.id, item.id)),
            withheld=True,
        )


def _beside(
    context: PageContext, items: tuple[Indicator, ...], row: int, column: int
) -> tuple[Link | None, Link | None]:
    """The item of that row of the county before the one of that column, and of the one after.

    Behind the last county the next item begins with the first one, so that all can be read on.
    """
    # For those who score; a page for everybody has no room for what few of its readers need.
    if not context.several or context.audience is not Audience.REVIEWERS:
        return None, None
    counties = context.rubric.counties
    here = row * len(counties) + column

    def link(at: int) -> Link | None:
        beside, column = divmod(at, len(counties))
        if not 0 <= beside < len(items):
            return None
        other, name = items[beside], counties[column].name
        return Link(
            title=name if beside == row else f"{other.id} {name}",
            address=context.addresses.evidence(counties[column].id, other.id),
        )

    return link(here - 1), link(here + 1)


def _body(context: PageContext, view: EvidenceView, address: Address) -> Html:
    county, item = context.official.county_by_id[view.county.id], context.official.items
    return load_first_picture_at_once(
        context.templates.render(
            "evidence.html",
            address,
            view=view,
            official=(county, item[view.item.id]),
            cycle=context.rubric.cycle,
            rules=context.addresses.rules,
            state=context.state_name(context.state),
            day=context.since,
        )
    )


def _facets(context: PageContext, view: EvidenceView) -> Iterator[Facet]:
    yield Facet(context.text(COUNTY_FACET), view.county.name)
    yield Facet(context.text(SECTION_FACET), context.section_name(view.item))
    for word in dict.fromkeys(row.word for row in view.check):
        yield Facet(context.text(STATE_FACET), word)


def _first_heading(context: PageContext) -> Heading:
    return Heading(title=context.text(N_("Indicator and standard")), anchor="official")


def _headings(context: PageContext, view: EvidenceView) -> Iterator[Heading]:
    # The same order and anchors as in evidence.html.
    yield _first_heading(context)
    yield Heading(title=context.text(N_("Checklist")), anchor="checklist")
    if view.evidence is None:
        return
    for at, part in enumerate(view.parts, start=1):
        yield Heading(title=part.title, anchor=f"part-{at}")
    if view.attachments:
        yield Heading(title=context.text(N_("Attachments")), anchor="attachments")
