"""The burden page: how much every county handed in for every item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from generator.model.evidence import Status
from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Address, Link, Page
from generator.model.rubric import County
from generator.model.state import Field
from generator.model.submission import NO_WORK, Workload
from generator.pages.in_parts import TABLE_KINDS, pages_in_parts
from generator.pages.overview_links import BURDEN, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenRow:
    """The work of one item, or of one county: clauses to answer, files and their contents."""

    link: Link
    clauses: int
    files: int
    work: Workload


def burden_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page where the audience sees evidence."""
    if not context.shows(Field.EVIDENCE):
        return
    address = context.addresses.burden
    yield from pages_in_parts(
        context,
        address,
        TABLE_KINDS,
        _page,
        index=lambda: _body(context, address, ()),
        figure=_files,
    )


def _files(context: PageContext) -> str:
    files = sum(_county(context, county).files for county in context.rubric.counties)
    return context.say(N_("{number} files"), number=files)


def _page(context: PageContext, address: Address, kind: PageKind) -> Page:
    counties = tuple(_county(context, county) for county in context.rubric.counties)
    return Page(
        address=address,
        title=context.text(BURDEN),
        description=context.say(
            N_("{title}: how much this round asked for and received."), title=context.rubric.title
        ),
        shell=context.shell(kind),
        body=_body(context, address, counties),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        neighbours=overview_neighbours(context),
    )


def _body(context: PageContext, address: Address, counties: tuple[BurdenRow, ...]) -> Html:
    """The counties, none where they stand on pages of their own, and the items of all."""
    items = tuple(_items(context))
    return context.templates.render(
        "burden.html",
        address,
        counties=counties,
        items=items,
        files=sum(row.files for row in items),
        total=_sum(row.work for row in items),
    )


def _county(context: PageContext, county: County) -> BurdenRow:
    items = context.rubric.items
    shown = [work for item in items if (work := _work(context, county.id, item)) is not None]
    return BurdenRow(
        link=context.county_link(county),
        clauses=sum(len(item.clauses) for item in items.values()),
        files=len(shown),
        work=_sum(shown),
    )


def _items(context: PageContext) -> Iterator[BurdenRow]:
    for item in context.rubric.items.values():
        works = (_work(context, county.id, item.id) for county in context.rubric.counties)
        shown = [work for work in works if work is not None]
        yield BurdenRow(
            link=Link(title=f"{item.id} {item.name}", address=context.addresses.indicator(item.id)),
            clauses=len(item.clauses),
            files=len(shown),
            work=_sum(shown),
        )


def _work(context: PageContext, county: str, item: str) -> Workload | None:
    """The contents of an evidence file that counts, None for any other."""
    # The same files as on the cards of the counties: no draft, none that was returned.
    if context.status(county, item) is not Status.SUBMITTED:
        return None
    return context.submissions[county].work[item]


def _sum(works: Iterable[Workload]) -> Workload:
    return reduce(add, works, NO_WORK)
