"""Counties compared: one page to choose from, and a page for each pair where they are few."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from generator.model.message import N_
from generator.model.numbers import shown_beside
from generator.model.page import Address, Link, Neighbour, Page
from generator.model.rubric import County
from generator.pages.compared import (
    ComparedBlock,
    ComparedGroup,
    ComparedRow,
    section_blocks,
    summary_block,
)
from generator.pages.scene import OVERVIEW_TAB, Scene
from generator.pages.surveys import COMPARE, compares, survey_neighbours

FEW = 8
"""Up to as many counties each pair has a page, and one page holds every row."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two counties are apart; ``side`` is left or right for who has more, same, other."""

    side: str
    words: str


def compare_pages(scene: Scene) -> Iterator[Page]:
    """Yield the page to choose from, then a page a pair; a page a section for many counties."""
    if not compares(scene):
        return
    counties = scene.rubric.counties
    summary, sections = summary_block(scene), section_blocks(scene)
    few = len(counties) <= FEW
    parts = () if few else tuple(_part(scene, one) for one in sections)
    yield _page(
        scene,
        scene.addresses.compare,
        scene.text(COMPARE),
        (summary, *sections) if few else (summary,),
        parts,
    )
    if few:
        for left, right in combinations(range(len(counties)), 2):
            yield _pair_page(scene, (summary, *sections), left, right)
    for one, part in zip(sections, parts, strict=False):
        yield _page(scene, part.address, part.title, (one,), parts)


def apart(scene: Scene, row: ComparedRow, left: County, right: County) -> Apart | None:
    """How far the two cells of a row about a pair are apart, None where both are empty."""
    if row.differs is None:
        return None
    if not row.differs:
        return Apart("same", scene.text(N_("alike")))
    one, other = (cell.number for cell in row.cells)
    if not row.more or one is None or other is None or one == other:
        return Apart("other", scene.text(N_("different")))
    ahead, side = (left, "left") if one > other else (right, "right")
    return Apart(
        side,
        scene.say(
            N_("{county} {more} {number} {unit}"),
            county=ahead.name,
            more=row.more,
            number=shown_beside(abs(one - other), row.cells[0].figure),
            unit=row.unit,
        ),
    )


def _part(scene: Scene, block: ComparedBlock) -> Link:
    address = scene.addresses.compared_section(block.anchor)
    return Link(title=scene.say(N_("Comparison: {name}"), name=block.name), address=address)


def _page(
    scene: Scene,
    address: Address,
    title: str,
    blocks: tuple[ComparedBlock, ...],
    parts: tuple[Link, ...],
) -> Page:
    counties = scene.rubric.counties
    pairs = [_pair_link(scene, *two) for two in combinations(counties, 2)]
    return Page(
        address=address,
        title=title,
        description=scene.say(
            N_("{title}: two to four counties item by item and clause by clause."),
            title=scene.rubric.title,
        ),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "compare.html",
            address,
            heads=[(one.id, scene.county_link(one)) for one in counties],
            blocks=blocks,
            parts=tuple(one for one in parts if one.address != address),
            summary=scene.addresses.compare if address != scene.addresses.compare else None,
            pairs=pairs if len(counties) <= FEW else (),
        ),
        path=_path(scene, address),
        neighbours=_beside(scene, parts),
    )


def _pair_page(scene: Scene, blocks: tuple[ComparedBlock, ...], left: int, right: int) -> Page:
    pair = (scene.rubric.counties[left], scene.rubric.counties[right])
    link = _pair_link(scene, *pair)
    return Page(
        address=link.address,
        title=scene.say(N_("{counties} compared"), counties=link.title),
        description=scene.say(
            N_("{title}: {counties} item by item, and how far they are apart."),
            title=scene.rubric.title,
            counties=link.title,
        ),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "compare_pair.html",
            link.address,
            heads=[(one.id, scene.county_link(one)) for one in pair],
            blocks=tuple(_narrowed(one, left, right) for one in blocks),
            apart=lambda row: apart(scene, row, *pair),
            compare=scene.addresses.compare,
        ),
        path=_path(scene, link.address),
        neighbours=survey_neighbours(scene),
    )


def _pair_link(scene: Scene, left: County, right: County) -> Link:
    address = scene.addresses.compared_pair(left.id, right.id)
    return Link(title=scene.text(N_(", ")).join((left.name, right.name)), address=address)


def _narrowed(block: ComparedBlock, left: int, right: int) -> ComparedBlock:
    """The block with two of its columns."""

    def narrow(row: ComparedRow) -> ComparedRow:
        return replace(row, cells=(row.cells[left], row.cells[right]))

    groups = (ComparedGroup(tuple(narrow(row) for row in group.rows)) for group in block.groups)
    return replace(block, groups=tuple(groups))


def _path(scene: Scene, address: Address) -> tuple[Link, ...]:
    overview = scene.tab_link(OVERVIEW_TAB, scene.addresses.overview)
    if address == scene.addresses.compare:
        return scene.path(overview)
    return scene.path(overview, scene.tab_link(COMPARE, scene.addresses.compare))


def _beside(scene: Scene, parts: tuple[Link, ...]) -> tuple[Neighbour, ...]:
    return (*survey_neighbours(scene), *(Neighbour(link=one) for one in parts))
