"""Counties compared: one page to choose from, and a page for each pair where they are few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from generator.chinese.numbers import shown_beside
from generator.model.message import N_
from generator.model.page import Address, Link, Page
from generator.model.rubric import County
from generator.pages.compared import (
    SUMMARY,
    ComparedBlock,
    ComparedGroup,
    ComparedRow,
    section_block,
    section_blocks,
    summary_block,
)
from generator.pages.in_parts import TABLE_KINDS, pages_in_parts
from generator.pages.overview_links import COMPARE, compares, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind

MOST_IN_PAIRS = 8
"""Up to this number of counties each pair has a page, and one page holds every row.

Pairs grow with the square of the counties: 8 make 28 pages, 100 would make 4,950.
"""


@dataclass(frozen=True, slots=True)
class PairDifference:
    """How two counties differ in one row.

    ``side`` is "left" or "right" for the county that has more, else "same" or "other".
    """

    side: str
    words: str


def compare_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page to choose from, then a page a pair; a page a section for many counties."""
    if not compares(context):
        return
    if len(context.rubric.counties) <= MOST_IN_PAIRS:
        yield from _few(context, (summary_block(context), *section_blocks(context)))
    else:
        yield from _many(context)


def _few(context: PageContext, blocks: tuple[ComparedBlock, ...]) -> Iterator[Page]:
    counties = context.rubric.counties
    pairs = tuple(_pair_link(context, *pair) for pair in combinations(counties, 2))
    link = context.named_link(COMPARE, context.addresses.compare)
    yield _page(context, link, blocks, kind=PageKind.OVERVIEW_TABLE, pairs=pairs)
    for left, right in combinations(range(len(counties)), 2):
        yield _pair_page(context, blocks, left, right)


def _many(context: PageContext) -> Iterator[Page]:
    # Other pages link to the address of the summary, however many counties there are.
    first, blocks = context.addresses.compare, context.rubric.blocks
    bases = [
        Link(title=context.text(SUMMARY), address=first),
        *(
            Link(title=one.name, address=context.addresses.compared_section(one.id))
            for one in blocks
        ),
    ]
    for at, base in enumerate(bases):
        # The page of a section stands a folder deeper than the one to choose from.
        kinds = (PageKind.COMPARED, PageKind.COMPARED_PART) if at else TABLE_KINDS
        page = partial(_block_page, bases, at)
        yield from pages_in_parts(context, base.address, kinds, page)


def _block_page(
    bases: Sequence[Link], at: int, context: PageContext, address: Address, kind: PageKind
) -> Page:
    """The page of one block; below each of the ``bases`` stands one, for the same counties."""
    base, rest = bases[at], address.removeprefix(bases[at].address)
    if at:
        title = context.say(N_("Compare counties: {name}"), name=base.title)
        block = section_block(context, context.rubric.blocks[at - 1])
    else:
        title, block = context.text(COMPARE), summary_block(context)
    other_pages = tuple(
        replace(link, address=Address(link.address + rest)) for link in bases if link is not base
    )
    link = Link(title=title, address=address)
    page = _page(context, link, (block,), kind=kind, other_pages=other_pages)
    return replace(page, path=_path(context, base.address))


def pair_difference(
    context: PageContext, row: ComparedRow, left: County, right: County
) -> PairDifference | None:
    """Compare the two cells of a row about a pair, None where both are empty."""
    if row.differs is None:
        return None
    if not row.differs:
        return PairDifference("same", context.text(N_("alike")))
    first, second = (cell.number for cell in row.cells)
    # Texts, and equal numbers whose notes differ, have no size of a difference.
    if not row.more or first is None or second is None or first == second:
        return PairDifference("other", context.text(N_("different")))
    ahead, side = (left, "left") if first > second else (right, "right")
    far = shown_beside(abs(first - second), row.cells[0].figure, about=context.about)
    return PairDifference(
        side,
        context.say(
            N_("{county} {more} {number} {unit}"),
            county=ahead.name,
            more=row.more,
            number=far,
            unit=row.unit.of(far),
        ),
    )


def _page(
    context: PageContext,
    link: Link,
    blocks: tuple[ComparedBlock, ...],
    *,
    kind: PageKind,
    pairs: tuple[Link, ...] = (),
    other_pages: tuple[Link, ...] = (),
) -> Page:
    """Return the page at the link; ``pairs`` and ``other_pages`` lead to other comparisons."""
    return Page(
        address=link.address,
        title=link.title,
        description=context.say(
            N_("{title}: two to four counties item by item and clause by clause."),
            title=context.rubric.title,
        ),
        shell=context.shell(kind),
        body=context.templates.render(
            "compare.html",
            link.address,
            heads=[(county.id, context.county_link(county)) for county in context.rubric.counties],
            blocks=blocks,
            pairs=pairs,
            other_pages=other_pages,
        ),
        path=_path(context, link.address),
        neighbours=overview_neighbours(context),
    )


def _pair_page(
    context: PageContext, blocks: tuple[ComparedBlock, ...], left: int, right: int
) -> Page:
    pair = (context.rubric.counties[left], context.rubric.counties[right])
    link = _pair_link(context, *pair)
    return Page(
        address=link.address,
        title=context.say(N_("{counties} compared"), counties=link.title),
        description=context.say(
            N_("{title}: {counties} item by item, and how far they are apart."),
            title=context.rubric.title,
            counties=link.title,
        ),
        shell=context.shell(PageKind.COMPARED),
        body=context.templates.render(
            "compare_pair.html",
            link.address,
            heads=[(county.id, context.county_link(county)) for county in pair],
            blocks=tuple(_narrowed(block, left, right) for block in blocks),
            apart=lambda row: pair_difference(context, row, *pair),
            compare=context.addresses.compare,
        ),
        path=_path(context, link.address),
        neighbours=overview_neighbours(context),
    )


def _pair_link(context: PageContext, left: County, right: County) -> Link:
    address = context.addresses.compared_pair(left.id, right.id)
    return Link(title=context.text(N_(", ")).join((left.name, right.name)), address=address)


def _narrowed(block: ComparedBlock, left: int, right: int) -> ComparedBlock:
    """The block with two of its columns."""

    def narrow(row: ComparedRow) -> ComparedRow:
        return replace(row, cells=(row.cells[left], row.cells[right]))

    groups = (ComparedGroup(tuple(narrow(row) for row in group.rows)) for group in block.groups)
    return replace(block, groups=tuple(groups))


def _path(context: PageContext, address: Address) -> tuple[Link, ...]:
    overview = context.named_link(OVERVIEW_TAB, context.addresses.overview)
    if address == context.addresses.compare:
        return context.path(overview)
    return context.path(overview, context.named_link(COMPARE, context.addresses.compare))
