"""A finished page before it is given its shell, and the links it names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NewType
from urllib.parse import quote

from generator.model.finding import Fault
from generator.model.html import Html
from generator.model.message import NOTHING, Language
from generator.model.open_data import Content, Dataset

Address = NewType("Address", str)
"""A site address from the root: begins and ends in "/", ids lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A titled way to one address of this site."""

    title: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line of a page's own contents column: the anchor it leads to."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One line of the local navigation; ``mark`` is a short state word or ""."""

    link: Link
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What a search can be narrowed to: the name of the choice, and the page's value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ShellKey:
    """What makes shells differ: the active tab, the depth, and which side columns show."""

    tab: str
    depth: int
    navigation: bool
    contents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One data page: its shell, and everything that differs between pages of one shell.

    ``path`` is the breadcrumb from the home page down, without the page itself. ``previous``
    and ``next`` are the reading order inside a county or the indicators; ``beside`` are the pages
    before and after it for whoever reads one item of all counties.
    ``source`` is the county's file or folder that the page shows, "" for one of the office's or of
    several counties. Where its text is ``withheld`` a sentence stands in its place. ``facets`` narrow a search. ``dataset`` is what can be downloaded from the page,
    ``frames`` whether it opens files of the site in a frame.
    """

    address: Address
    title: str
    description: str
    shell: ShellKey
    body: Html
    contents: tuple[Heading, ...] = ()
    path: tuple[Link, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    beside: tuple[Link | None, Link | None] = (None, None)
    source: str = ""
    withheld: bool = False
    facets: tuple[Facet, ...] = ()
    dataset: Dataset | None = None
    frames: bool = False

    def __post_init__(self) -> None:
        """Refuse a page that its shell has no place for. Raises ValueError."""
        # In another shell links would lead astray, and a column be empty or missing.
        needed = replace(
            self.shell,
            depth=self.address.count("/") - 1,
            navigation=bool(self.neighbours),
            contents=bool(self.contents),
        )
        if needed != self.shell:
            raise ValueError(
                f"The page {self.address} needs {needed}, but its kind declares {self.shell}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that goes into the site as it is: an attachment, a data file.

    ``address`` ends in the file's name. The content is in pieces of text, or in a file.
    """

    address: str
    content: Content | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """What all pages of one language share; known before any county is read.

    ``name`` is what the switch of languages calls this one. ``title``, ``description`` and
    ``copyright`` are "" where mkdocs.yml has them. ``public_url`` is where the whole site is
    published, without a last "/", "" for nowhere yet. ``root`` is where the language's pages
    stand, ``cycle`` the current cycle. Every page has one of ``shells``.

    ``words`` are the texts of the theme by their names, ``palette`` those of the switch of
    colours by the media query of each scheme. ``notice`` stands above every page, "" for none.
    ``indexed`` is False where search engines are to leave the site alone. ``exempted`` are the
    masked numbers of persons that the site may show, ``of_office`` those that rubric and results
    hold and that stop a build. ``feed`` is the address of the feed of
    announcements, "" before the first.
    """

    language: Language
    name: str
    title: str
    description: str
    copyright: str
    public_url: str
    root: Address
    cycle: str
    tabs: tuple[Link, ...]
    shells: tuple[ShellKey, ...]
    indexed: bool
    notice: str
    words: Mapping[str, str]
    palette: Mapping[str, str]
    exempted: frozenset[str]
    feed: str
    of_office: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """How many pages of a part were written, and a fault for each whose text was withheld.

    ``files`` are the SHA-256 of what was written, by path in the site.
    """

    pages: int
    withheld: tuple[Fault, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePart:
    """Some pages of one language, and files, which stand once for all of them.

    The pages can be gone through once, and may be made one by one: not all of them are held.
    """

    language: Language
    pages: Iterable[Page]
    assets: tuple[Asset, ...]


# Pages of one depth share most of their links.
_quoted = lru_cache(maxsize=4096)(quote)


def relative_link(source: Address, target: str) -> str:
    """The way from one page to an address of this site, as a relative link."""
    # Relative, so that a site works below any path of a server and from a disk.
    folders, steps = source.strip("/").split("/"), target.lstrip("/").split("/")
    folders = [] if folders == [""] else folders
    shared = 0
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    link = _quoted("/".join([".."] * (len(folders) - shared) + steps[shared:]))
    # An empty link would keep the query of the page that it stands on.
    return link or "./"
