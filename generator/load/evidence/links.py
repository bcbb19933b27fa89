"""Links in a county's text: where each leads, and where it is written."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.chinese.widths import composed
from generator.load.evidence.markdown import Token, inline_tokens, plain_text, token_targets
from generator.model.evidence import LinkKind, LinkUse
from generator.model.place import Place

# An address that every parser reads the same way.
_PLAIN_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._/-]*)?")
# What CommonMark leaves as text because the target has spaces or open brackets. Bounded: a text of
# nothing but beginnings of links would be searched to its end from each of them.
_BROKEN_LINK = re.compile(
    r"(!?\[([^\[\]\n]{0,200})\])\([ ]{0,8}<?((?:(?!\]\()[^<>\n]){0,500}?\.[0-9A-Za-z]{2,5})>?[ ]{0,8}\)"
)
_UNSAFE = frozenset({"javascript", "vbscript", "file", "data"})
# "#" begins no place in the file where the name of a file goes on behind it: 1#楼.pdf.
_FILE_ENDING = re.compile(r"\.[0-9A-Za-z]{2,5}")


def classify_target(target: str) -> tuple[LinkKind, str]:
    """Return where a link leads, with an attachment's path in plain Unicode (NFC)."""
    if _PLAIN_WEB.fullmatch(target):
        return LinkKind.WEB, target
    try:
        parts = urlsplit(target)
    except ValueError:
        return LinkKind.FOREIGN, target
    if parts.scheme in ("http", "https") and parts.netloc:
        return LinkKind.WEB, target
    name = target if _FILE_ENDING.fullmatch(PurePosixPath(parts.fragment).suffix) else parts.path
    path = composed(unquote(name)).removeprefix("./")
    steps = path.split("/")
    own = steps[0] == "attachments" and len(steps) > 1 and not {"", ".", ".."} & set(steps)
    if parts.scheme in _UNSAFE:
        return LinkKind.UNSAFE, target
    if parts.scheme or parts.netloc or "\\" in path or not own:
        return LinkKind.FOREIGN, target
    return LinkKind.ATTACHMENT, path


def link_use(place: Place, text: str, target: str) -> LinkUse:
    """Return a link with the kind of place it leads to."""
    kind, path = classify_target(target)
    return LinkUse(place=place, text=text, target=path, kind=kind)


def line_links(text: str, place: Place) -> tuple[LinkUse, ...]:
    """Return every link in a line of Markdown that stands at the place."""
    return tuple(_links(inline_tokens(text), lambda _: place))


def paragraph_links(
    inline: Token, lines: Sequence[str], origin: Place, first: int
) -> Iterator[LinkUse]:
    """Yield every link of a parsed inline token, each at its own line and column.

    ``lines`` are those the token was made of; the first of them is line ``first`` of the text
    that begins at ``origin``.
    """
    ends: dict[str, tuple[int, int]] = {}

    def find(written: str) -> Place:
        # Of equal ones each at its own place: the search goes on where it found the last.
        at, column = _position(written, lines, *ends.get(written, (0, 0)))
        ends[written] = at, column + 1
        return Place(origin.path, origin.line + first + at, column + 1)

    yield from _links(inline, find)


def _links(inline: Token, find: Callable[[str], Place]) -> Iterator[LinkUse]:
    for text, target in token_targets(inline):
        # An empty target is found by its brackets.
        yield link_use(find(target or "]()"), text, target)
    for match in _BROKEN_LINK.finditer(plain_text(inline)):
        target = match[3].replace("\\", "/")
        kind, path = classify_target(target)
        if kind is LinkKind.ATTACHMENT:
            kind, target = LinkKind.BROKEN, path
        yield LinkUse(
            place=find(match[0]), text=match[2].strip(), target=target, kind=kind, written=match[0]
        )


def _position(written: str, lines: Sequence[str], at: int, column: int) -> tuple[int, int]:
    """Return line and column of what is written, from there on, (0, 0) where it is not found."""
    for line in range(at, len(lines)):
        found = lines[line].find(written, column if line == at else 0)
        if found >= 0:
            return line, found
    return 0, 0
