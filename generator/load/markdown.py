"""Markdown to sections, tables, links and HTML: the only module that knows the parser."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model.evidence import LinkKind, LinkUse
from generator.model.place import Place

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_BARE_URL = re.compile(r"https?://[^\s<>|]+", re.ASCII)
# What CommonMark leaves as text because the target has spaces or open brackets.
_BROKEN_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^<>]*?\.[0-9A-Za-z]{2,5})>?\s*\)")


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table: its header's place and the source lines of header and body.

    ``top`` is False for a table inside a list or a quotation; ``first`` is the
    table's first token in its section.
    """

    first: int
    place: Place
    header: str
    rows: tuple[tuple[Place, str], ...]
    top: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of the second level; title "" before the first."""

    title: str
    place: Place
    tokens: tuple[Token, ...]
    tables: tuple[Table, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.tokens


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, as source text with its place."""

    place: Place
    text: str


def read_sections(text: str, origin: Place, titles: Collection[str] | None) -> tuple[Section, ...]:
    """Split a document at its headings of the second level.

    Only headings in ``titles`` split where that is given: text under any other
    heading stays in the section before it. ``origin`` is where the text begins.
    """
    lines = text.split("\n")
    tokens = _PARSER.parse(text)
    cuts = [(0, "", origin, 0)]
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            title = unicodedata.normalize("NFKC", _plain(tokens[at + 1])).strip()
            if titles is None or title in titles:
                cuts.append((at, title, _place(origin, token), at + 3))
    ends = [at for at, *_ in cuts[1:]] + [len(tokens)]
    return tuple(
        Section(title, place, tuple(tokens[first:end]), _tables(tokens[first:end], lines, origin))
        for (_, title, place, first), end in zip(cuts, ends, strict=True)
    )


def second_level_headings(section: Section, origin: Place) -> Iterator[tuple[Place, str]]:
    """The headings of the second level that were left inside a section."""
    for at, token in enumerate(section.tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            yield _place(origin, token), _plain(section.tokens[at + 1]).strip()


def render_section(section: Section, prefix: str, without: Collection[Table] = ()) -> str:
    """The section as HTML, unsanitised; attachments get ``prefix`` before their path.

    Tables in ``without`` are left out. Headings move one level down.
    """
    tokens = _without_tables(section.tokens, {table.first for table in without})
    shown = [_shown_token(token, prefix) for token in tokens]
    return str(_PARSER.renderer.render(shown, _PARSER.options, {}))


def section_links(
    section: Section, lines: Sequence[str], origin: Place, without: Collection[Table] = ()
) -> Iterator[LinkUse]:
    """Every link and picture of the section outside the tables in ``without``."""
    first, last = 0, 1
    for token in _without_tables(section.tokens, {table.first for table in without}):
        first, last = token.map or (first, last)
        if token.type == "inline":
            yield from _links(token, _finder(lines[first:last], origin, first))


def cell_links(cell: Cell) -> tuple[LinkUse, ...]:
    """Every link in a cell; an address of the web written bare is one as well."""
    if _BARE_URL.fullmatch(cell.text):
        return (_link_use(cell.place, cell.text, cell.text),)
    inline = _PARSER.parseInline(cell.text)[0]
    return tuple(_links(inline, lambda _: cell.place))


def cell_text(cell: Cell) -> str:
    """The text a reader sees in the cell."""
    return " ".join(_plain(_PARSER.parseInline(cell.text)[0]).split())


def split_row(row: str, place: Place) -> tuple[Cell, ...]:
    """Split a row at its bars; one behind a backslash is a bar in a cell.

    The parser gives cells no position, drops surplus cells and pads missing ones.
    """
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", row)]
    edges = [-1, *bars, len(row)]
    pieces = [(a + 1, row[a + 1 : b]) for a, b in pairwise(edges)]
    if not pieces[0][1].strip() and len(pieces) > 1:
        pieces = pieces[1:]
    if not pieces[-1][1].strip() and len(pieces) > 1:
        pieces = pieces[:-1]
    return tuple(_cell(at, piece, place) for at, piece in pieces)


def classify_target(target: str) -> tuple[LinkKind, str]:
    """Where a link leads, with an attachment's path in plain Unicode (NFC)."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return LinkKind.FOREIGN, target
    if parts.scheme in ("http", "https") and parts.netloc:
        return LinkKind.WEB, target
    path = unicodedata.normalize("NFC", unquote(parts.path)).removeprefix("./")
    steps = path.split("/")
    own = steps[0] == "attachments" and len(steps) > 1 and not {"", ".", ".."} & set(steps)
    if parts.scheme or parts.netloc or "\\" in path or not own:
        return LinkKind.FOREIGN, target
    return LinkKind.ATTACHMENT, path


def _cell(at: int, piece: str, place: Place) -> Cell:
    lead = len(piece) - len(piece.lstrip())
    column = place.column + at + (lead if piece.strip() else 0)
    return Cell(Place(place.path, place.line, column), piece.strip().replace("\\|", "|"))


def _place(origin: Place, token: Token) -> Place:
    return Place(origin.path, origin.line + (token.map or [0])[0], 1)


def _plain(inline: Token) -> str:
    children = inline.children or []
    return "".join(" " if one.type.endswith("break") else one.content for one in children)


def _tables(tokens: Sequence[Token], lines: Sequence[str], origin: Place) -> tuple[Table, ...]:
    found = []
    for at, token in enumerate(tokens):
        if token.type == "table_open" and token.map:
            first, last = token.map
            rows = tuple(
                (Place(origin.path, origin.line + row), lines[row])
                for row in range(first + 2, last)
            )
            place = Place(origin.path, origin.line + first)
            found.append(Table(at, place, lines[first], rows, token.level == 0))
    return tuple(found)


def _without_tables(tokens: Sequence[Token], firsts: Collection[int]) -> Iterator[Token]:
    inside = False
    for at, token in enumerate(tokens):
        inside = inside or at in firsts
        if not inside:
            yield token
        inside = inside and token.type != "table_close"


def _shown_token(token: Token, prefix: str) -> Token:
    changes: dict[str, Any] = {}
    if token.type in ("heading_open", "heading_close"):
        changes["tag"] = f"h{min(6, max(3, int(token.tag[1]) + 1))}"
    if token.children:
        changes["children"] = [_shown_token(child, prefix) for child in token.children]
    for name in ("href", "src"):
        if name in token.attrs:
            changes["attrs"] = _shown_attributes(token, name, prefix)
    return token.copy(**changes) if changes else token


def _shown_attributes(token: Token, name: str, prefix: str) -> dict[str, str | int | float]:
    kind, path = classify_target(str(token.attrs[name]))
    if kind is LinkKind.ATTACHMENT:
        return token.attrs | {name: prefix + quote(path)}
    if kind is LinkKind.WEB:
        return token.attrs
    return {key: value for key, value in token.attrs.items() if key != name}


def _links(inline: Token, find: Callable[[str], Place]) -> Iterator[LinkUse]:
    children = inline.children or []
    for at, child in enumerate(children):
        if child.type == "link_open":
            text = children[at + 1].content if at + 1 < len(children) else ""
            yield _link_use(find(str(child.attrs["href"])), text, str(child.attrs["href"]))
        elif child.type == "image":
            yield _link_use(find(str(child.attrs["src"])), child.content, str(child.attrs["src"]))
    for text, target in _BROKEN_LINK.findall(_plain(inline)):
        yield LinkUse(place=find(target), text=text, target=target, kind=LinkKind.BROKEN)


def _link_use(place: Place, text: str, target: str) -> LinkUse:
    kind, path = classify_target(target)
    return LinkUse(place=place, text=text, target=path, kind=kind)


def _finder(lines: Sequence[str], origin: Place, first: int) -> Callable[[str], Place]:
    def find(target: str) -> Place:
        for at, line in enumerate(lines):
            for written in (target, unquote(target)):
                if written in line:
                    column = line.index(written) + 1
                    return Place(origin.path, origin.line + first + at, column)
        return Place(origin.path, origin.line + first)

    return find
