"""Markdown to sections: what stands under each heading of the second level."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.chinese.widths import fold_widths
from generator.load.evidence.links import classify_target, paragraph_links
from generator.load.evidence.markdown import (
    References,
    Token,
    parse_blocks,
    parse_inlines,
    plain_text,
    render_tokens,
)
from generator.load.evidence.text_limits import limit_paragraph
from generator.model.evidence import LinkKind, LinkUse
from generator.model.html import RawHtml
from generator.model.picture import Size
from generator.model.place import Place


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
    """What stands under one heading of the second level; title "" before the first.

    ``barred`` is the first line of text that begins with a bar as a table's would.
    """

    title: str
    place: Place
    tokens: tuple[Token, ...]
    tables: tuple[Table, ...]
    references: References
    barred: Place | None

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.tokens


def read_sections(
    text: str,
    origin: Place,
    titles: Collection[str],
    unparsed: Collection[tuple[str, ...]] = (),
) -> tuple[Section, ...]:
    """Split a document at its headings of the second level.

    Only headings in ``titles`` split: text under any other heading stays in the section
    before it. ``origin`` is where the text begins. Cells of tables whose header is one of
    ``unparsed`` are not parsed. Raises UnreadableFile for a paragraph that is too long.
    """
    lines = text.split("\n")
    tokens, references = parse_blocks(text, unparsed)
    for token in tokens:
        if token.type == "inline":
            limit_paragraph(token.content, origin.path, _place(origin, token).line)
    cuts = [(0, "", origin, 0)]
    for at, token in enumerate(tokens):
        if _is_second_level(token):
            parse_inlines(tokens[at + 1 : at + 2], references)
            title = fold_widths(plain_text(tokens[at + 1])).strip()
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


def _is_second_level(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2" and token.level == 0


def _barred(tokens: Sequence[Token], origin: Place) -> Place | None:
    texts = (token for token in tokens if token.type == "inline" and token.content.startswith("|"))
    return next((_place(origin, token) for token in texts), None)


def _tables(tokens: Sequence[Token], lines: Sequence[str], origin: Place) -> tuple[Table, ...]:
    tables = []
    for at, token in enumerate(tokens):
        # The parser pads and cuts rows, so that a row's own lines are the only true source.
        if token.type == "table_open" and token.map:
            first, last = token.map
            # Two lines of the table are its header and the dashes below it.
            rows = tuple(
                (Place(origin.path, origin.line + row), lines[row])
                for row in range(first + 2, last)
            )
            place = Place(origin.path, origin.line + first)
            tables.append(Table(at, place, lines[first], rows, token.level == 0))
    return tuple(tables)


def second_level_headings(section: Section, origin: Place) -> Iterator[tuple[Place, str]]:
    """Yield the headings of the second level that were left inside a section."""
    for at, token in enumerate(section.tokens):
        if _is_second_level(token):
            yield _place(origin, token), plain_text(section.tokens[at + 1]).strip()


def render_section(
    section: Section, sizes: Mapping[str, Size], without: Collection[Table] = ()
) -> RawHtml:
    """The section as HTML that is not sanitised yet, headings one level down.

    ``sizes`` are those of pictures by ``attachments/name``. Tables in ``without`` are left out.
    """

    def rewrite(target: str) -> str | None:
        kind, path = classify_target(target)
        if kind is LinkKind.ATTACHMENT:
            return quote(path)
        return target if kind is LinkKind.WEB else None

    def size_of(target: str) -> Size | None:
        return sizes.get(classify_target(target)[1])

    return render_tokens(_inlines_parsed(section, without), rewrite, size_of)


def section_links(
    section: Section, lines: Sequence[str], origin: Place, without: Collection[Table] = ()
) -> Iterator[LinkUse]:
    """Yield every link and picture of the section outside the tables in ``without``."""
    first, last = 0, 1
    for token in _inlines_parsed(section, without):
        # Not every token carries its lines; those of the token before it hold.
        first, last = token.map or (first, last)
        if token.type == "inline":
            yield from paragraph_links(token, lines[first:last], origin, first)


def section_lines(
    section: Section, origin: Place, without: Collection[Table] = ()
) -> Iterator[tuple[Place, str]]:
    """Yield every line of text of the section outside the tables in ``without``."""
    first, left_out = 0, {table.first for table in without}
    for token in _without_tables(section.tokens, left_out):
        first = token.map[0] if token.map else first
        if token.type == "inline":
            for nth, line in enumerate(token.content.split("\n")):
                yield Place(origin.path, origin.line + first + nth), line


def _inlines_parsed(section: Section, without: Collection[Table]) -> tuple[Token, ...]:
    """Return the tokens outside the tables in ``without``, their inline text parsed."""
    tokens = tuple(_without_tables(section.tokens, {table.first for table in without}))
    # What is shown and then searched for links is parsed once.
    parse_inlines([token for token in tokens if not token.children], section.references)
    return tokens


def _without_tables(tokens: Sequence[Token], firsts: Collection[int]) -> Iterator[Token]:
    inside = False
    for at, token in enumerate(tokens):
        inside = inside or at in firsts
        if not inside:
            yield token
        inside = inside and token.type != "table_close"


def _place(origin: Place, token: Token) -> Place:
    return Place(origin.path, origin.line + (token.map or [0])[0], 1)
