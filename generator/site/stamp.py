"""Data pages into shells: what a shell cannot know, escaped once and joined in."""

from collections.abc import Iterator
from html import escape

from generator.model.page import Address, Link, Neighbour, Page, relative_link
from generator.site.gate import Gate
from generator.site.head import Head
from generator.site.policy import policy_meta
from generator.site.search import DEPTH, FACET, NOT_SEARCHED
from generator.site.shells import Shell


class Stamper:
    """Stamps pages of one shell; the shell's policy is the same for all of them.

    The shell is held against the gate once, and of each page what is joined in.
    Raises SiteError, as ``stamp`` does, for what the gate does not let through.
    """

    def __init__(self, shell: Shell, head: Head, gate: Gate) -> None:
        for piece in shell.pieces:
            gate.check(piece, "index.html")
        self.gate = gate
        self.shell = shell
        self.head = head
        self.policy = policy_meta("".join(shell.pieces))
        self.beside = _Beside((), "")

    def stamp(self, page: Page) -> str:
        """The finished page."""
        title = escape(page.title)
        values = {
            "POLICY": self.policy,
            "DESCRIPTION": escape(page.description),
            "HEAD": self.head.lines(page.address, page.dataset) + "".join(_rel_links(page)),
            "TITLE": title,
            "NAVIGATION": self._navigation(page),
            "CONTENTS": "".join(_headings(page)),
            "PATH": "".join(_path_step(page, link) for link in page.path),
            "H1": title,
            "BODY": page.body + _turn(page) + "".join(_facets(page)),
        }
        for value in values.values():
            self.gate.check(value, page.address)
        return self.shell.join(values)

    def _navigation(self, page: Page) -> str:
        """The neighbours; all pages of one folder have the same, but for the current one."""
        folder = _folder(page)
        if self.beside.neighbours is not page.neighbours or self.beside.folder != folder:
            self.beside = _Beside(page.neighbours, folder)
        return self.beside.lines(page)


class _Beside:
    """The neighbours as lines, as every page of one folder shows them."""

    def __init__(self, neighbours: tuple[Neighbour, ...], folder: str) -> None:
        self.neighbours = neighbours
        self.folder = folder
        self._lines: dict[str, str] = {}

    def lines(self, page: Page) -> str:
        if not self._lines:
            elsewhere = Address(f"{self.folder}-/")
            self._lines = {one.link.address: _neighbour(elsewhere, one) for one in self.neighbours}
        lines = dict(self._lines)
        for one in self.neighbours:
            if one.link.address == page.address:
                lines[page.address] = _neighbour(page.address, one, current=True)
        return "".join(lines.values())


def _folder(page: Page) -> str:
    """What the page's address and those of the pages beside it begin with."""
    return page.address.rstrip("/").rpartition("/")[0] + "/"


def _rel_links(page: Page) -> Iterator[str]:
    for rel, link in (("prev", page.previous), ("next", page.next)):
        if link is not None:
            yield f'<link rel="{rel}" href="{_href(page.address, link)}">'


def _href(source: Address, link: Link) -> str:
    return escape(relative_link(source, link.address))


def _neighbour(source: Address, neighbour: Neighbour, *, current: bool = False) -> str:
    classes, here = "md-nav__link", ""
    if current:
        classes, here = "md-nav__link md-nav__link--active", ' aria-current="page"'
    mark = f"<small>{escape(neighbour.mark)}</small>" if neighbour.mark else ""
    return (
        f'<li class="md-nav__item"><a href="{_href(source, neighbour.link)}" class="{classes}"{here}>'
        f'<span class="md-ellipsis">{escape(neighbour.link.title)}</span>{mark}</a></li>'
    )


def _headings(page: Page) -> Iterator[str]:
    for heading in page.contents:
        yield (
            f'<li class="md-nav__item"><a href="#{escape(heading.anchor)}" class="md-nav__link">'
            f'<span class="md-ellipsis">{escape(heading.title)}</span></a></li>'
        )


def _path_step(page: Page, link: Link) -> str:
    return (
        f'<li class="md-path__item"><a href="{_href(page.address, link)}" class="md-path__link">'
        f'<span class="md-ellipsis">{escape(link.title)}</span></a></li>'
    )


def _turn(page: Page) -> str:
    """Previous and next at the foot of the page."""
    links = [
        f'<a rel="{rel}" class="tz-{rel}" href="{_href(page.address, link)}"><small>{word}</small>'
        f"<b>{escape(link.title)}</b></a>"
        for rel, word, link in (("prev", "上一页", page.previous), ("next", "下一页", page.next))
        if link is not None
    ]
    if not links:
        return ""
    return f'<nav class="tz-turn" aria-label="前后页" {NOT_SEARCHED}>{"".join(links)}</nav>'


def _facets(page: Page) -> Iterator[str]:
    """What a search can be narrowed to, and how deep the page stands."""
    yield f'<span hidden {DEPTH}="depth:{page.address.count("/")}"></span>'
    for one in page.facets:
        yield f'<span hidden {FACET}="{escape(one.name)}:{escape(one.value)}"></span>'
