"""Markdown to sections, tables, links and HTML: the only module that knows the parser."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.model.evidence import LinkKind, LinkUse
from generator.model.html import RawHtml
from generator.model.picture import UNDESCRIBED, Size
from generator.model.place import Place

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_RENDERER = RendererHTML()
# The same in two steps: what a text holds is parsed only where it is shown or searched.
_BLOCKS = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_INLINES = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_INLINES.core.ruler.enableOnly(["inline", "text_join"])
# An address that no reading of it takes for anything else.
_PLAIN_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._/-]*)?")
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
class Ledger:
    """The tables that are read from their source: under which heading, with which headers.

    Tokens for their cells would be made to be thrown away; they are most of a file.
    """

    title: str
    headers: Collection[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of the second level; title "" before the first.

    ``barred`` is the first line of text that begins with a bar as a table's would.
    """

    title: str
    place: Place
    tokens: tuple[Token, ...]
    tables: tuple[Table, ...]
    references: EnvType
    barred: Place | None

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.tokens


def read_sections(
    text: str, origin: Place, titles: Collection[str], ledger: Ledger | None = None
) -> tuple[Section, ...]:
    """Split a document at its headings of the second level.

    Only headings in ``titles`` split: text under any other heading stays in the section
    before it. ``origin`` is where the text begins. The cells of ``ledger`` are not parsed.
    """
    sections = _read_sections(text, origin, titles, ledger)
    if ledger is not None and any(_holds_unparsed(one, ledger) for one in sections):
        return _read_sections(text, origin, titles, None)
    return sections


def _read_sections(
    text: str, origin: Place, titles: Collection[str], ledger: Ledger | None
) -> tuple[Section, ...]:
    lines = text.split("\n")
    references: EnvType = {_LEDGER: ledger}
    tokens = _BLOCKS.parse(text, references)
    cuts = [(0, "", origin, 0)]
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            _parse_inlines(tokens[at + 1 : at + 2], references)
            title = unicodedata.normalize("NFKC", _plain(tokens[at + 1])).strip()
            if title in titles:
                cuts.append((at, title, _place(origin, token), at + 3))
    ends = [at for at, *_ in cuts[1:]] + [len(tokens)]
    return tuple(
        Section(
            title,
            place,
            tuple(tokens[first:end]),
            _tables(tokens[first:end], lines, origin),
            references,
            _barred(tokens[first:end], origin),
        )
        for (_, title, place, first), end in zip(cuts, ends, strict=True)
    )


def _barred(tokens: Sequence[Token], origin: Place) -> Place | None:
    texts = (one for one in tokens if one.type == "inline" and one.content.startswith("|"))
    return next((_place(origin, one) for one in texts), None)


def _holds_unparsed(section: Section, ledger: Ledger) -> bool:
    """Whether a table with a ledger's header stands where it is shown as any other."""
    ends = pairwise(token.type for token in section.tokens)
    return section.title != ledger.title and ("table_open", "table_close") in ends


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """The parser's rule for tables; of a ledger it leaves no more than the two ends."""
    ledger: Ledger | None = state.env.get(_LEDGER)
    marked = ledger is not None and not state.level and _header(state, start) in ledger.headers
    if silent or not marked:
        return table(state, start, end, silent)
    return table(state, start, end, True) and _mark_table(state, start, end)  # noqa: FBT003


def _header(state: StateBlock, line: int) -> tuple[str, ...]:
    text = _line(state, line)
    if "|" not in text:
        return ()
    cells = text.strip("|").split("|")
    return tuple(unicodedata.normalize("NFKC", cell.strip()) for cell in cells)


def _mark_table(state: StateBlock, start: int, end: int) -> bool:
    """Go to the table's last line, as the parser's own rule finds it."""
    parent, state.parentType = state.parentType, "table"
    terminators = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and not (
        state.sCount[line] < state.blkIndent
        or state.is_code_block(line)
        or not _line(state, line)
        # A line that begins with a bar begins nothing else.
        or (
            state.src[state.bMarks[line] + state.tShift[line]] != "|"
            and any(rule(state, line, end, True) for rule in terminators)  # noqa: FBT003
        )
    ):
        line += 1
    state.push("table_open", "table", 1).map = [start, line]
    state.push("table_close", "table", -1)
    state.parentType, state.line = parent, line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


_LEDGER = "ledger"
_BLOCKS.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})


def second_level_headings(section: Section, origin: Place) -> Iterator[tuple[Place, str]]:
    """The headings of the second level that were left inside a section."""
    for at, token in enumerate(section.tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            yield _place(origin, token), _plain(section.tokens[at + 1]).strip()


def render_section(
    section: Section, sizes: Mapping[str, Size], without: Collection[Table] = ()
) -> RawHtml:
    """The section as HTML; ``sizes`` are those of pictures by ``attachments/name``.

    Tables in ``without`` are left out. Headings move one level down.
    """
    tokens = _inlines_parsed(section, without)
    shown = [_shown_token(token, sizes) for token in tokens]
    return RawHtml(str(_RENDERER.render(shown, _PARSER.options, {})))


def section_links(
    section: Section, lines: Sequence[str], origin: Place, without: Collection[Table] = ()
) -> Iterator[LinkUse]:
    """Every link and picture of the section outside the tables in ``without``."""
    first, last = 0, 1
    for token in _inlines_parsed(section, without):
        first, last = token.map or (first, last)
        if token.type == "inline":
            yield from _links(token, _finder(lines[first:last], origin, first))


def section_lines(
    section: Section, origin: Place, without: Collection[Table] = ()
) -> Iterator[tuple[Place, str]]:
    """Every line of text of the section outside the tables in ``without``."""
    first, left_out = 0, {one.first for one in without}
    for token in _without_tables(section.tokens, left_out):
        first = token.map[0] if token.map else first
        if token.type == "inline":
            for nth, line in enumerate(token.content.split("\n")):
                yield Place(origin.path, origin.line + first + nth), line


def inline_links(text: str, place: Place) -> tuple[LinkUse, ...]:
    """Every link in a line of text that stands at the place."""
    return tuple(_links(_PARSER.parseInline(text)[0], lambda _: place))


def inline_text(text: str) -> str:
    """What a reader sees of a line of text."""
    return _plain(_PARSER.parseInline(text)[0])


def classify_target(target: str) -> tuple[LinkKind, str]:
    """Where a link leads, with an attachment's path in plain Unicode (NFC)."""
    if _PLAIN_WEB.fullmatch(target):
        return LinkKind.WEB, target
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


def _inlines_parsed(section: Section, without: Collection[Table]) -> tuple[Token, ...]:
    """The tokens outside the tables in ``without``, their texts parsed."""
    tokens = tuple(_without_tables(section.tokens, {table.first for table in without}))
    _parse_inlines([one for one in tokens if not one.children], section.references)
    return tokens


def _parse_inlines(tokens: Sequence[Token], references: EnvType) -> None:
    _INLINES.core.process(StateCore("", _INLINES, references, list(tokens)))


def _without_tables(tokens: Sequence[Token], firsts: Collection[int]) -> Iterator[Token]:
    inside = False
    for at, token in enumerate(tokens):
        inside = inside or at in firsts
        if not inside:
            yield token
        inside = inside and token.type != "table_close"


def _shown_token(token: Token, sizes: Mapping[str, Size]) -> Token:
    changes: dict[str, Any] = {}
    if token.type in ("heading_open", "heading_close"):
        changes["tag"] = f"h{min(6, max(3, int(token.tag[1]) + 1))}"
    if token.type == "image":
        return _shown_picture(token, sizes)
    if token.children:
        changes["children"] = [_shown_token(child, sizes) for child in token.children]
    if "href" in token.attrs:
        changes["attrs"] = _shown_attributes(token, "href")
    return token.copy(**changes) if changes else token


def _shown_picture(token: Token, sizes: Mapping[str, Size]) -> Token:
    """The picture loaded when it comes into sight, never wordless, its place kept free."""
    attributes = _shown_attributes(token, "src")
    if "src" not in attributes:
        return token.copy(attrs=attributes)
    size = sizes.get(classify_target(str(attributes["src"]))[1])
    measured = {} if size is None else {"width": size.width, "height": size.height}
    words = _RENDERER.renderInlineAsText(token.children or [], _PARSER.options, {})
    # The renderer takes the words from what stands in the brackets, not from the attribute.
    text = Token("text", "", 0, content=words.strip() or UNDESCRIBED)
    title = {key: value for key, value in attributes.items() if key == "title"}
    attrs = {"loading": "lazy", "src": attributes["src"], "alt": "", **measured, **title}
    return token.copy(attrs=attrs, children=[text])


def _shown_attributes(token: Token, name: str) -> dict[str, str | int | float]:
    """The token's attributes: an attachment by its path alone, no link to anywhere foreign."""
    kind, path = classify_target(str(token.attrs[name]))
    if kind is LinkKind.ATTACHMENT:
        return token.attrs | {name: quote(path)}
    if kind is LinkKind.WEB:
        return token.attrs
    return {key: value for key, value in token.attrs.items() if key != name}


def _links(inline: Token, find: Callable[[str], Place]) -> Iterator[LinkUse]:
    children = inline.children or []
    for at, child in enumerate(children):
        if child.type == "link_open":
            text = children[at + 1].content if at + 1 < len(children) else ""
            yield link_use(find(str(child.attrs["href"])), text, str(child.attrs["href"]))
        elif child.type == "image":
            yield link_use(find(str(child.attrs["src"])), child.content, str(child.attrs["src"]))
    for text, target in _BROKEN_LINK.findall(_plain(inline)):
        yield LinkUse(place=find(target), text=text, target=target, kind=LinkKind.BROKEN)


def link_use(place: Place, text: str, target: str) -> LinkUse:
    """A link with the kind of place it leads to."""
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
