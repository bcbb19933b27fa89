"""Put data pages into shells: what differs from page to page, escaped once and joined in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape

from generator.chinese.marking import mark_chinese
from generator.model.html import Html
from generator.model.message import Language
from generator.model.page import Address, Heading, Link, Neighbour, Page, SiteContext, relative_link
from generator.site.gate import Gate
from generator.site.head import Head, policy_meta
from generator.site.languages import alternate_meta, switch_links
from generator.site.search import DEPTH, FACET, NOT_SEARCHED
from generator.site.shells import Shell

Escape = Callable[[str], str]
"""A function from text to escaped HTML, in which Chinese is marked unless the page is Chinese."""


class Stamper:
    """Stamps pages of one shell.

    ``context`` is that of the shell's language, ``contexts`` are those of all languages. The
    gate checks the shell once, and of each page what is joined in: where it refuses a text, both
    the constructor and ``stamp`` raise SiteError.
    """

    def __init__(
        self,
        shell: Shell,
        head: Head,
        gate: Gate,
        context: SiteContext,
        contexts: tuple[SiteContext, ...],
    ) -> None:
        for piece in shell.pieces:
            gate.check(piece, "index.html")
        self.gate = gate
        self.shell = shell
        self.head = head
        self.policy = policy_meta()
        self.words = context.words
        self.context = context
        self.contexts = contexts
        chinese = context.language is Language.CHINESE
        self.marked: Escape = escape if chinese else _marked
        self.neighbour_lines = _NeighbourLines((), "", self.marked)

    def stamp(self, page: Page) -> str:
        """The finished page."""
        page = _withheld(page, self.words) if page.withheld else page
        title = self.marked(page.title)
        alternates = alternate_meta(page.address, self.context, self.contexts, self.head.base)
        values = {
            "POLICY": policy_meta(frames=True) if page.frames else self.policy,
            "DESCRIPTION": escape(page.description),
            "HEAD": self.head.lines(page.address, page.dataset)
            + alternates
            + "".join(_rel_links(page)),
            # A title element holds text alone, so that no Chinese can be marked in it.
            "TITLE": escape(page.title),
            "ALTERNATE": switch_links(page.address, self.context, self.contexts),
            "NAVIGATION": self._navigation(page),
            "CONTENTS": "".join(_headings(page, self.marked)),
            "PATH": "".join(_path_step(page, link, self.marked) for link in page.path),
            "H1": title,
            "BODY": page.body + _turn(page, self.words, self.marked) + self._search_data(page),
        }
        # Joined pieces only: the shell passed the gate when it was read.
        for value in values.values():
            self.gate.check(value, page.address)
        return self.shell.join(values)

    def _search_data(self, page: Page) -> str:
        """What a search can be narrowed to, and the page's depth, by which results are sorted."""
        language = f' {FACET}="language:{self.context.language}"' if len(self.contexts) > 1 else ""
        depth = f'{DEPTH}="depth:{page.address.count("/")}"'
        return f"<span hidden {depth}{language}></span>" + "".join(_facets(page))

    def _navigation(self, page: Page) -> str:
        """The links to the neighbours: the same on all pages of a folder but for the current page."""
        folder = _folder(page)
        # Pages of a folder share one tuple: its identity is enough, and cheap for many neighbours.
        if (
            self.neighbour_lines.neighbours is not page.neighbours
            or self.neighbour_lines.folder != folder
        ):
            self.neighbour_lines = _NeighbourLines(page.neighbours, folder, self.marked)
        return self.neighbour_lines.lines(page)


class _NeighbourLines:
    """The links to the neighbours, made once for all pages of a folder."""

    def __init__(self, neighbours: tuple[Neighbour, ...], folder: str, marked: Escape) -> None:
        self.marked = marked
        self.neighbours = neighbours
        self.folder = folder
        self._lines: dict[str, str] = {}

    def lines(self, page: Page) -> str:
        if not self._lines:
            # Links are relative: from any page of the folder they are the same.
            elsewhere = Address(f"{self.folder}-/")
            self._lines = {
                neighbour.link.address: _neighbour(elsewhere, neighbour, self.marked)
                for neighbour in self.neighbours
            }
        lines = dict(self._lines)
        for neighbour in self.neighbours:
            if neighbour.link.address == page.address:
                lines[page.address] = _neighbour(page.address, neighbour, self.marked, current=True)
        return "".join(lines.values())


def _withheld(page: Page, words: Mapping[str, str]) -> Page:
    """The page with its title and its ways on, and a sentence in place of its text."""
    heading = Heading(title=words["withheld"], anchor="withheld")
    text = f'<h2 id="withheld">{escape(heading.title)}</h2><p>{escape(words["withheld_why"])}</p>'
    return replace(
        page,
        description=page.title,
        body=Html(text),
        contents=(heading,) if page.contents else (),
        facets=(),
        dataset=None,
    )


def _marked(text: str) -> str:
    return mark_chinese(escape(text))


def _folder(page: Page) -> str:
    """The common start of the addresses of the page and of those beside it."""
    return page.address.rstrip("/").rpartition("/")[0] + "/"


def _rel_links(page: Page) -> Iterator[str]:
    for rel, link in (("prev", page.previous), ("next", page.next)):
        if link is not None:
            yield f'<link rel="{rel}" href="{_href(page.address, link)}">'


def _href(source: Address, link: Link) -> str:
    return escape(relative_link(source, link.address))


def _neighbour(
    source: Address, neighbour: Neighbour, marked: Escape, *, current: bool = False
) -> str:
    # The theme's script looks for the class, to scroll to the link.
    here = ' class="md-nav__link md-nav__link--active" aria-current="page"' if current else ""
    mark = f" <small>{escape(neighbour.mark)}</small>" if neighbour.mark else ""
    return (
        f'<li><a href="{_href(source, neighbour.link)}"{here}>'
        f"{marked(neighbour.link.title)}{mark}</a></li>"
    )


def _headings(page: Page, marked: Escape) -> Iterator[str]:
    for heading in page.contents:
        yield f'<li><a href="#{escape(heading.anchor)}">{marked(heading.title)}</a></li>'


def _path_step(page: Page, link: Link, marked: Escape) -> str:
    return f'<li><a href="{_href(page.address, link)}">{marked(link.title)}</a></li>'


def _turn(page: Page, words: Mapping[str, str], marked: Escape) -> str:
    """Previous and next at the foot of the page."""
    links = [
        f'<a rel="{rel}" href="{_href(page.address, link)}"><small>{word}</small>'
        f"<b>{marked(link.title)}</b></a>"
        for rel, word, link in (
            ("prev", words["previous"], page.previous),
            ("next", words["next"], page.next),
        )
        if link is not None
    ]
    if not links:
        return ""
    return (
        f'<nav class="tz-turn" aria-label="{words["turn"]}" {NOT_SEARCHED}>{"".join(links)}</nav>'
    )


def _facets(page: Page) -> Iterator[str]:
    for facet in page.facets:
        yield f'<span hidden {FACET}="{escape(facet.name)}:{escape(facet.value)}"></span>'
