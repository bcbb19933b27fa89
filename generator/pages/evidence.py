"""The page of one county's evidence for one item."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.page import Facet, Heading, Link, Neighbour, Page
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
        description=f"{county.name}科协“{item.name}”的指标、对照清单、佐证材料和台账。",
        tab=COUNTIES_TAB,
        body=first_at_once(
            scene.templates.render(
                "evidence.html",
                address,
                view=view,
                cycle=scene.rubric.cycle,
                state=STATES[scene.state],
                day=scene.since,
            )
        ),
        contents=tuple(_headings(view)),
        path=scene.path(
            Link(title=COUNTIES_TAB, address=scene.addresses.counties), scene.county_link(county)
        ),
        neighbours=neighbours,
        facets=(
            Facet(COUNTY_FACET, county.name),
            Facet(SECTION_FACET, scene.section_name(item)),
            *(Facet(STATE_FACET, word) for word in dict.fromkeys(one.word for one in view.check)),
        ),
    )


def _headings(view: EvidenceView) -> Iterator[Heading]:
    yield Heading(title="考核内容及标准", anchor="official")
    yield Heading(title="对照清单", anchor="checklist")
    if view.evidence is None:
        return
    for at, part in enumerate(view.evidence.parts, start=1):
        yield Heading(title=part.name, anchor=f"part-{at}")
    if view.attachments:
        yield Heading(title="附件", anchor="attachments")
