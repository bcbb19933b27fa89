"""One handwritten page: its anchors, its links, the lines that no reader would see."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from generator.chinese.anchors import heading_anchor
from generator.load.evidence.markdown import (
    References,
    Token,
    parse_page,
    parse_page_inlines,
    plain_text,
    token_targets,
)
from generator.load.evidence.stray_rows import fenced_lines
from generator.load.evidence.text_limits import limit_paragraph
from generator.model.finding import Fault
from generator.model.place import Place

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
# Python-Markdown reads a heading also without the space, which CommonMark asks for.
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[^#\s])")
_ADMONITION = re.compile(r"\s*(?:!!!|\?\?\?\+?) ")
_ATTRIBUTES = re.compile(r"\{:?([^{}]*)\}\s*$")
_OWN_ID = re.compile(r"(?:^|\s)#([^\s#]+)")
_FOOTNOTE = re.compile(r"( {0,3})\[\^([^\]\n]+)\]:")
_FOOTNOTE_MARK = re.compile(r"\[\^([^\[\]\n]+)\](?!:)")
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]", re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_HTML_ANCHOR = re.compile(r"\s(?:id|name)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_HTML_LINK = re.compile(r"\s(?:href|src)\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
# Links that CommonMark leaves as text: Python-Markdown takes spaces, nobody full-width brackets.
_SPACED_LINK = re.compile(r"\[[^\[\]\n]*\]\(([^()<>\"'\n]+)\)")
_WIDE_LINK = re.compile(r"\[([^\[\]\n]+)\]（([^（）\s]+)）")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_LEADS_SOMEWHERE = re.compile(r"\.[A-Za-z]{2,5}|://|#")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link or picture: where it stands and where it leads; ``in_html`` is as a browser reads it."""

    place: Place
    target: str
    in_html: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """What other pages may link to in a page, and what it links to."""

    anchors: frozenset[str]
    links: tuple[PageLink, ...]


def read_page(text: str, path: str, faults: list[Fault]) -> PageText:
    """Read the text of one page; what no reader of it would see is a fault.

    Raises UnreadableFile for a paragraph that is too long.
    """
    lines = _plain_lines(text)
    notes = _footnotes(lines, path, faults)
    tokens, references = parse_page("\n".join(lines))
    for token in tokens:
        if token.type == "inline":
            limit_paragraph(token.content, path, (token.map or [0])[0] + 1)
    parse_page_inlines(tokens, references)
    faults += _unused_definitions(references, lines, path)
    written = text.split("\n")
    links = tuple(
        sorted({*_token_links(tokens, written, path), *_text_links(lines, path)}, key=_key)
    )
    faults += _wide_links(lines, path)
    return PageText(frozenset({*_anchors(tokens), *notes}), links)


def _key(link: PageLink) -> tuple[Place, str]:
    return link.place, link.target


def _plain_lines(text: str) -> list[str]:
    """The lines of the page as CommonMark: without front matter, admonitions as paragraphs."""
    front = _FRONT_MATTER.match(text)
    # Blanked, not removed, so that every line keeps its number.
    if front is not None:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    lines = text.split("\n")
    fenced, inside = fenced_lines(lines), False
    for at, line in enumerate(lines):
        if inside and (line.startswith(("    ", "\t")) or not line.strip()):
            lines[at] = line.removeprefix("    ").removeprefix("\t")
        elif at not in fenced:
            inside = _ADMONITION.match(line) is not None
            lines[at] = "" if inside else _TIGHT_HEADING.sub(r"\1 ", line)
    return lines


def _footnotes(lines: list[str], path: str, faults: list[Fault]) -> Iterator[str]:
    """The anchors of footnotes, whose definitions become paragraphs in ``lines``."""
    fenced = fenced_lines(lines)
    names, marks = set[str](), dict[str, Place]()
    for at, line in enumerate(lines):
        if at in fenced:
            continue
        if (match := _FOOTNOTE.match(line)) is not None:
            names.add(match[2])
            lines[at] = line[match.end() :].strip()
        for mark in _FOOTNOTE_MARK.finditer(_without_code(lines[at])):
            marks.setdefault(mark[1], Place(path, at + 1, mark.start() + 1))
    faults += (
        Fault("dead-link", marks[name], {"target": f"[^{name}]", "cause": "note"})
        for name in marks.keys() - names
    )
    return (f"fn:{name}" for name in names)


def _unused_definitions(references: References, lines: list[str], path: str) -> Iterator[Fault]:
    """Yield a fault for each definition of a link that no link uses, or that another hides."""
    defined: Mapping[str, dict[str, object]] = references.get("references", {})
    text = _without_code("\n".join(lines))
    written = Counter(_folded(label) for label in _LABEL.findall(text)) if defined else Counter()
    for label, reference in defined.items():
        # The definition itself is one occurrence.
        if written[_folded(label)] < 2:
            place = Place(path, _first_line(reference))
            yield Fault("unused-definition", place, {"label": f"[{label.lower()}]"})
    for reference in references.get("duplicate_refs", ()):
        label = str(reference.get("label", reference.get("title", ""))).lower()
        place = Place(path, _first_line(reference))
        yield Fault("unused-definition", place, {"label": f"[{label}]", "again": "yes"})


def _folded(label: str) -> str:
    """The label as Markdown compares it, without its case and spaces."""
    return " ".join(label.split()).casefold()


def _first_line(reference: Mapping[str, object]) -> int:
    span = reference.get("map")
    return int(span[0]) + 1 if isinstance(span, list) else 1


def _anchors(tokens: list[Token]) -> Iterator[str]:
    """Yield the anchors as the engine makes them: an own id, else the words, numbered if used."""
    given, titles, numbers = set[str](), list[str](), dict[str, int]()
    for at, token in enumerate(tokens):
        for piece in (token, *(token.children or [])):
            if piece.type in ("html_block", "html_inline"):
                given.update(unescape(anchor) for anchor in _HTML_ANCHOR.findall(piece.content))
        if token.type == "heading_open":
            title = plain_text(tokens[at + 1])
            attributes = _ATTRIBUTES.search(title)
            own = _OWN_ID.search(attributes[1]) if attributes is not None else None
            if own is not None:
                given.add(own[1])
            else:
                titles.append(title[: attributes.start()].rstrip() if attributes else title)
    yield from given
    for title in titles:
        anchor = _numbered(heading_anchor(title), given, numbers)
        given.add(anchor)
        yield anchor


def _numbered(anchor: str, used: set[str], numbers: dict[str, int]) -> str:
    # The next number is kept: a page of equal headings would be counted anew for each.
    number, free = numbers.get(anchor, 1), anchor
    while not free or free in used:
        free, number = f"{anchor}_{number}", number + 1
    numbers[anchor] = number
    return free


def _token_links(tokens: list[Token], lines: list[str], path: str) -> Iterator[PageLink]:
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type == "inline":
            for _, target in token_targets(token):
                yield PageLink(_find(target, lines, first, last, path), unquote(target))
        for piece in (token, *(token.children or [])):
            if piece.type in ("html_block", "html_inline"):
                for written in _HTML_LINK.findall(piece.content):
                    target = unescape(written)
                    place = _find(written, lines, first, last, path)
                    yield PageLink(place, unquote(target), in_html=True)


def _text_links(lines: list[str], path: str) -> Iterator[PageLink]:
    fenced = fenced_lines(lines)
    for at, line in enumerate(lines):
        if at not in fenced:
            for match in _SPACED_LINK.finditer(_without_code(line)):
                if " " in match[1] and _ENDING.search(match[1]):
                    yield PageLink(
                        Place(path, at + 1, match.start(1) + 1), unquote(match[1].strip())
                    )


def _wide_links(lines: list[str], path: str) -> Iterator[Fault]:
    fenced = fenced_lines(lines)
    for at, line in enumerate(lines):
        for match in _WIDE_LINK.finditer(_without_code(line)) if at not in fenced else ():
            if not _LEADS_SOMEWHERE.search(match[2]):
                continue
            place = Place(path, at + 1, match.start() + 1)
            values = {"target": match[0], "near": f"[{match[1]}]({match[2]})", "cause": "brackets"}
            yield Fault("dead-link", place, values)


def _find(target: str, lines: list[str], first: int, last: int, path: str) -> Place:
    """Where the target is written, as far as it stands among the lines of its paragraph."""
    # Between its brackets: index is also the beginning of index.md.
    either = "|".join(map(re.escape, {target, unquote(target)}))
    pattern = re.compile(rf"(?<=[(<\"'])(?:{either})(?=[)>\"'\s])")
    for at in range(first, min(last, len(lines))):
        match = pattern.search(lines[at])
        if match is not None:
            return Place(path, at + 1, match.start() + 1)
    return Place(path, first + 1)


def _without_code(text: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), text)
