"""Counties compared: one page to choose from, and a page for each pair where they are few."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from generator.model.message import N_
from generator.model.numbers import shown_beside
from generator.model.page import Address, Link, Page
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
    summary, sections = summary_block(scene), section_blocks(scene)
    if len(scene.rubric.counties) <= FEW:
        yield from _few(scene, (summary, *sections))
    else:
        yield from _many(scene, summary, sections)


def _few(scene: Scene, blocks: tuple[ComparedBlock, ...]) -> Iterator[Page]:
    counties = scene.rubric.counties
    pairs = tuple(_pair_link(scene, *pair) for pair in combinations(counties, 2))
    link = scene.tab_link(COMPARE, scene.addresses.compare)
    yield _page(scene, link, blocks, pairs=pairs)
    for left, right in combinations(range(len(counties)), 2):
        yield _pair_page(scene, blocks, left, right)


def _many(
    scene: Scene, summary: ComparedBlock, sections: tuple[ComparedBlock, ...]
) -> Iterator[Page]:
    blocks = (summary, *sections)
    links = [Link(title=summary.name, address=scene.addresses.compare)]
    links += [
        Link(title=one.name, address=scene.addresses.compared_section(one.anchor))
        for one in sections
    ]
    for own, block in zip(links, blocks, strict=True):
        title = scene.text(COMPARE)
        if block is not summary:
            title = scene.say(N_("Compare counties: {name}"), name=block.name)
        beside = tuple(one for one in links if one is not own)
        yield _page(scene, replace(own, title=title), (block,), beside=beside)


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
    far = shown_beside(abs(one - other), row.cells[0].figure, about=scene.about)
    return Apart(
        side,
        scene.say(
            N_("{county} {more} {number} {unit}"),
            county=ahead.name,
            more=row.more,
            number=far,
            unit=row.unit.of(far),
        ),
    )


def _page(
    scene: Scene,
    link: Link,
    blocks: tuple[ComparedBlock, ...],
    *,
    pairs: tuple[Link, ...] = (),
    beside: tuple[Link, ...] = (),
) -> Page:
    """The page at the link; ``pairs`` and ``beside`` are the ways to other pages of its kind."""
    counties = scene.rubric.counties
    return Page(
        address=link.address,
        title=link.title,
        description=scene.say(
            N_("{title}: two to four counties item by item and clause by clause."),
            title=scene.rubric.title,
        ),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "compare.html",
            link.address,
            heads=[(one.id, scene.county_link(one)) for one in counties],
            blocks=blocks,
            pairs=pairs,
            beside=beside,
        ),
        path=_path(scene, link.address),
        neighbours=survey_neighbours(scene),
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
