"""Links in a county's text: where each leads, and where it is written."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from generator.load.evidence.markdown import Token, inline_tokens, plain_text, token_targets
from generator.model.evidence import LinkKind, LinkUse
from generator.model.place import Place

# An address that every parser reads the same way.
_PLAIN_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._/-]*)?")
# What CommonMark leaves as text because the target has spaces or open brackets. Bounded: a text
# of nothing but beginnings of links would be searched to its end from each of them.
_BROKEN_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*+<?([^<>]{0,500}?\.[0-9A-Za-z]{2,5})>?\s*+\)")


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
    path = unicodedata.normalize("NFC", unquote(parts.path)).removeprefix("./")
    steps = path.split("/")
    own = steps[0] == "attachments" and len(steps) > 1 and not {"", ".", ".."} & set(steps)
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
    yield from _links(inline, lambda target: _find(target, lines, origin, first))


def _links(inline: Token, find: Callable[[str], Place]) -> Iterator[LinkUse]:
    for text, target in token_targets(inline):
        yield link_use(find(target), text, target)
    for text, target in _BROKEN_LINK.findall(plain_text(inline)):
        yield LinkUse(place=find(target), text=text, target=target, kind=LinkKind.BROKEN)


def _find(target: str, lines: Sequence[str], origin: Place, first: int) -> Place:
    """Return where the target is written; the parser may have decoded it."""
    for at, line in enumerate(lines):
        for written in (target, unquote(target)):
            if written in line:
                column = line.index(written) + 1
                return Place(origin.path, origin.line + first + at, column)
    return Place(origin.path, origin.line + first)
