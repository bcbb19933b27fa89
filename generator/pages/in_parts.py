"""A page about all counties: one, or where they are many an index and a page a part below it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Address, Link, Page
from generator.model.rubric import County
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import PageKind
from generator.pages.regions import Part, county_parts

MakePage = Callable[[PageContext, Address, PageKind], Page]
"""Makes the page of the counties that the view has, for an address and of a kind."""


TABLE_KINDS = (PageKind.OVERVIEW_TABLE, PageKind.COMPARED)
"""The kinds of an overview's table and of its parts."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part in the list of all: its page, its counties, and a figure of theirs, "" for none."""

    link: Link
    counties: tuple[Link, ...]
    figure: str = ""


def pages_in_parts(
    context: PageContext,
    address: Address,
    kinds: tuple[PageKind, PageKind],
    make: MakePage,
    *,
    index: Callable[[], Html] = lambda: Html(""),
    figure: Callable[[PageContext], str] = lambda _: "",
) -> Iterator[Page]:
    """Yield the page, or the list of its parts at the same address and then a page a part.

    ``kinds`` are those of the page and of a part; ``index`` is what stands above the list, and
    ``figure`` what the list says of a part.
    """
    parts, (kind, of_part) = county_parts(context.rubric), kinds
    if not parts:
        yield make(context, address, kind)
        return
    views = [context.of(part.rows) for part in parts]
    lines = [
        PartLine(part_link(context, address, part), _links(context, part.rows), figure(view))
        for part, view in zip(parts, views, strict=True)
    ]
    pages = (
        make(view, line.link.address, of_part) for view, line in zip(views, lines, strict=True)
    )
    first = next(pages)
    body = Html(index() + part_list(context, address, lines))
    whole = replace(first, address=address, shell=context.shell(kind), body=body)
    yield whole
    yield from part_pages(context, whole, chain([first], pages), lines)


def part_list(context: PageContext, address: Address, lines: Sequence[PartLine]) -> Html:
    """The list of the parts, for the page at the address; empty where there are none."""
    if not lines:
        return Html("")
    return context.templates.render("part_list.html", address, lines=lines)


def part_pages(
    context: PageContext, whole: Page, pages: Iterable[Page], lines: Sequence[PartLine]
) -> Iterator[Page]:
    """Yield the pages of the parts of ``whole``, each with its way to the others."""
    # Padded at both ends: the first page has none before it, the last none after.
    beside = [None, *(line.link for line in lines), None]
    for at, (line, page) in enumerate(zip(lines, pages, strict=True)):
        head = context.templates.render(
            "part_head.html",
            page.address,
            line=line,
            at=at + 1,
            of=len(lines),
            all=sum(len(one.counties) for one in lines),
            whole=whole.address,
        )
        yield replace(
            page,
            title=context.say(N_("{title}: {part}"), title=whole.title, part=line.link.title),
            body=Html(head + page.body),
            path=(*page.path, Link(title=whole.title, address=whole.address)),
            previous=beside[at],
            next=beside[at + 2],
        )


def part_lines(context: PageContext, address: Address) -> list[PartLine]:
    """The parts of the counties, each as a heading of its own on the page at the address."""
    return [
        PartLine(Link(title=_name(context, part), address=address), _links(context, part.rows))
        for part in county_parts(context.rubric)
    ]


def part_link(context: PageContext, address: Address, part: Part[Any]) -> Link:
    """The way to the page of a part below the address."""
    return Link(title=_name(context, part), address=Address(f"{address}{part.slug}/"))


def beside_others(context: PageContext, address: Address, county: County) -> Address:
    """Where the county stands among others: the page of its part below the address, or that itself."""
    for part in county_parts(context.rubric):
        if county in part.rows:
            return part_link(context, address, part).address
    return address


def _name(context: PageContext, part: Part[Any]) -> str:
    if part.whole:
        return part.region
    sentence = (
        N_("{region}, counties {first} to {last}")
        if part.region
        else N_("Counties {first} to {last}")
    )
    return context.say(sentence, region=part.region, first=part.first, last=part.last)


def _links(context: PageContext, counties: Sequence[County]) -> tuple[Link, ...]:
    return tuple(context.county_link(county) for county in counties)
