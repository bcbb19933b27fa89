"""The page of one county's evidence for one item."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.message import N_
from generator.model.page import Facet, Heading, Neighbour, Page
from generator.pages.county_files import load_first_picture_at_once
from generator.pages.evidence_view import EvidenceView
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import COUNTIES_TAB, PageKind
from generator.pages.words import COUNTY_FACET, SECTION_FACET, STATE_FACET


def evidence_pages(context: PageContext, views: tuple[EvidenceView, ...]) -> Iterator[Page]:
    """Yield a page an item of one county, with or without a file."""
    county = views[0].county
    # Padded at both ends: the first page has none before it, the last none after.
    links = [
        None,
        *(context.evidence_link(county, item) for item in context.rubric.items.values()),
        None,
    ]
    neighbours = context.county_neighbours(county)
    for at, view in enumerate(views):
        page = _page(context, view, neighbours)
        yield replace(page, previous=links[at], next=links[at + 2])


def _page(context: PageContext, view: EvidenceView, neighbours: tuple[Neighbour, ...]) -> Page:
    county, item = view.county, view.item
    address = context.addresses.evidence(county.id, item.id)
    return Page(
        address=address,
        title=f"{county.name} {item.id} {item.name}",
        description=context.say(
            N_("{county}, {item}: target, checklist, evidence and ledger."),
            county=county.name,
            item=item.name,
        ),
        shell=context.shell(PageKind.COUNTY_PART),
        body=load_first_picture_at_once(
            context.templates.render(
                "evidence.html",
                address,
                view=view,
                official=(
                    context.official.county_by_id[county.id],
                    context.official.items[item.id],
                ),
                cycle=context.rubric.cycle,
                rules=context.addresses.rules,
                state=context.state_name(context.state),
                day=context.since,
            )
        ),
        contents=tuple(_headings(context, view)),
        path=context.path(
            context.named_link(COUNTIES_TAB, context.addresses.counties),
            context.county_link(county),
        ),
        neighbours=neighbours,
        facets=tuple(_facets(context, view)),
    )


def _facets(context: PageContext, view: EvidenceView) -> Iterator[Facet]:
    yield Facet(context.text(COUNTY_FACET), view.county.name)
    yield Facet(context.text(SECTION_FACET), context.section_name(view.item))
    for word in dict.fromkeys(row.word for row in view.check):
        yield Facet(context.text(STATE_FACET), word)


def _headings(context: PageContext, view: EvidenceView) -> Iterator[Heading]:
    # The same order and anchors as in evidence.html.
    yield Heading(title=context.text(N_("Indicator and standard")), anchor="official")
    yield Heading(title=context.text(N_("Checklist")), anchor="checklist")
    if view.evidence is None:
        return
    for at, part in enumerate(view.parts, start=1):
        yield Heading(title=part.title, anchor=f"part-{at}")
    if view.attachments:
        yield Heading(title=context.text(N_("Attachments")), anchor="attachments")
