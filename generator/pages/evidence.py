"""The page of one county's evidence for one item."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.message import N_
from generator.model.page import Facet, Heading, Neighbour, Page
from generator.pages.evidence_view import EvidenceView
from generator.pages.pictures import first_at_once
from generator.pages.scene import (
    COUNTIES_TAB,
    COUNTY_FACET,
    SECTION_FACET,
    STATE_FACET,
    Scene,
)
from generator.pages.words import STATES


def evidence_pages(scene: Scene, views: tuple[EvidenceView, ...]) -> Iterator[Page]:
    """Yield a page an item of one county, with or without a file."""
    county = views[0].county
    links = [None, *(scene.evidence_link(county, one) for one in scene.rubric.items.values()), None]
    neighbours = scene.county_neighbours(county)
    for at, view in enumerate(views):
        page = _page(scene, view, neighbours)
        yield replace(page, previous=links[at], next=links[at + 2])


def _page(scene: Scene, view: EvidenceView, neighbours: tuple[Neighbour, ...]) -> Page:
    county, item = view.county, view.item
    address = scene.addresses.evidence(county.id, item.id)
    return Page(
        address=address,
        title=f"{county.name} {item.id} {item.name}",
        description=scene.say(
            N_("{county}, {item}: target, checklist, evidence and ledger."),
            county=county.name,
            item=item.name,
        ),
        tab=scene.text(COUNTIES_TAB),
        body=first_at_once(
            scene.templates.render(
                "evidence.html",
                address,
                view=view,
                official=(scene.official.county_by_id[county.id], scene.official.items[item.id]),
                cycle=scene.rubric.cycle,
                rules=scene.addresses.rules,
                state=scene.text(STATES[scene.state]),
                day=scene.since,
            )
        ),
        contents=tuple(_headings(scene, view)),
        path=scene.path(
            scene.tab_link(COUNTIES_TAB, scene.addresses.counties), scene.county_link(county)
        ),
        neighbours=neighbours,
        facets=(
            Facet(scene.text(COUNTY_FACET), county.name),
            Facet(scene.text(SECTION_FACET), scene.section_name(item)),
            *(
                Facet(scene.text(STATE_FACET), word)
                for word in dict.fromkeys(one.word for one in view.check)
            ),
        ),
    )


def _headings(scene: Scene, view: EvidenceView) -> Iterator[Heading]:
    yield Heading(title=scene.text(N_("Indicator and standard")), anchor="official")
    yield Heading(title=scene.text(N_("Checklist")), anchor="checklist")
    if view.evidence is None:
        return
    for at, part in enumerate(view.parts, start=1):
        yield Heading(title=part.title, anchor=f"part-{at}")
    if view.attachments:
        yield Heading(title=scene.text(N_("Attachments")), anchor="attachments")
