"""The page of what each county has handed in, item by item: for the reviewers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.model.evidence import Return
from generator.model.message import N_
from generator.model.page import Address, Link, Page
from generator.model.received import RECEIPT_NAMES, Late, Received
from generator.pages.in_parts import TABLE_KINDS, pages_in_parts
from generator.pages.overview_links import RECEIVED, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """A county: its items under each receipt, and those that changed since submission closed.

    ``changed`` where it is known of the county's folder alone.
    """

    link: Link
    items: tuple[tuple[Link, ...], ...]
    late: tuple[Link, ...]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One return of a file: whose, when, why, and what was answered."""

    county: Link
    item: Link
    status: str
    given: Return


def received_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page where the audience is told of what was received."""
    if not context.receipts:
        return
    yield from pages_in_parts(context, context.addresses.received, TABLE_KINDS, _page)


def _page(context: PageContext, address: Address, kind: PageKind) -> Page:
    return Page(
        address=address,
        title=context.text(RECEIVED),
        description=context.say(
            N_("{title}: what each county has handed in."), title=context.rubric.title
        ),
        shell=context.shell(kind),
        body=context.templates.render(
            "received.html",
            address,
            heads=tuple(context.text(name) for name in RECEIPT_NAMES.values()),
            rows=tuple(_rows(context)),
            returns=tuple(_returns(context)),
        ),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        neighbours=overview_neighbours(context),
    )


def _rows(context: PageContext) -> Iterator[ReceivedRow]:
    for county, group in groupby(context.receipts, key=lambda row: row.county):
        own = list(group)
        yield ReceivedRow(
            link=context.county_link(context.rubric.county_by_id[county]),
            items=tuple(
                _links(context, (row for row in own if row.receipt is receipt))
                for receipt in RECEIPT_NAMES
            ),
            late=_links(context, (row for row in own if row.late is Late.ITEM)),
            changed=any(row.late is Late.COUNTY for row in own),
        )


def _links(context: PageContext, rows: Iterable[Received]) -> tuple[Link, ...]:
    return tuple(_item(context, row, row.item) for row in rows)


def _item(context: PageContext, row: Received, title: str) -> Link:
    return Link(title=title, address=context.addresses.evidence(row.county, row.item))


def _returns(context: PageContext) -> Iterator[ReturnRow]:
    for row in context.receipts:
        for given in reversed(row.returns):
            name = context.rubric.items[row.item].name
            yield ReturnRow(
                county=context.county_link(context.rubric.county_by_id[row.county]),
                item=_item(context, row, f"{row.item} {name}"),
                status=context.text(RECEIPT_NAMES[row.receipt]),
                given=given,
            )
