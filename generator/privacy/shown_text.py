"""A line of Markdown or HTML as a reader sees it, each character with its place in the line."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

_ENTITY = "&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
# Of more digits than a character has: ``unescape`` fails from a few thousand on.
_LONG_DECIMAL = re.compile("&#(?=[0-9]{8})0*+([0-9]{0,7}+)([0-9]++;?)?")
_ESCAPED = r"\\(?=[!-/:-@\[-`{-~])"
# Where a link leads; its text stays.
_TARGET = r"(?<=\])(?:\((?:[^()]|\([^()]*+\))*+\)|\[[^\[\]]*+\])"
_TAG = "<!--[^\n]{0,300}?-->|</?[a-zA-Z!?][^<>]*+>"
_ENTITIES = re.compile(_ENTITY)
_MARKUP = re.compile(f"{_ENTITY}|{_ESCAPED}|{_TARGET}|{_TAG}")
# Elements that part what stands before them from what stands behind: members of an alternation.
BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|li|main|nav|ol|option|p|pre|section|select|summary|svg|"
    "table|tbody|td|text|tfoot|th|thead|tr|ul"
)
# In the source what no page shows parts as well.
_PARTS = re.compile(f"</?(?:{BLOCKS}|meta|script|style|title)(?![a-zA-Z0-9])", re.IGNORECASE)
_MARKS = ("&", "<", "](", "][", "\\")


@dataclass(frozen=True, slots=True)
class ShownText:
    """The ``text`` that is seen, with where its pieces begin in it and which places they are of."""

    text: str
    starts: list[int]
    places: list[tuple[int, int]]

    def place(self, at: int) -> tuple[int, int]:
        """Return where the character stands in the line: its start, and its end."""
        if not self.starts:
            return at, at + 1
        nth = bisect_right(self.starts, at) - 1
        start, end = self.places[nth]
        # A piece that was taken over is as long here as there.
        if end:
            return start, end
        start += at - self.starts[nth]
        return start, start + 1


def shown_texts(line: str) -> list[ShownText]:
    """Return the line with its character references read, and without its markup as well.

    The first holds what is in links and tags too; a line without such has one reading alone.
    """
    if not any(mark in line for mark in _MARKS):
        return [ShownText(line, [], [])]
    texts = [_replaced(line, _ENTITIES), _replaced(line, _MARKUP)]
    return texts[:1] if texts[0].text == texts[1].text else texts


def with_references_read(text: str) -> str:
    """Return the text with its character references read, as a browser reads them."""
    if "&#" in text:
        text = _LONG_DECIMAL.sub(lambda match: "\ufffd" if match[2] else f"&#{match[1] or 0}", text)
    return unescape(text)


def without_markup(line: str) -> str:
    """Return a line without "&" as its second reading, with nothing where a tag parts."""
    return _MARKUP.sub("", line)


def _replaced(line: str, signs: re.Pattern[str]) -> ShownText:
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    at = last = 0
    for match in signs.finditer(line):
        for piece, place in (
            (line[last : match.start()], (last, 0)),
            (_meaning(match[0]), match.span()),
        ):
            if piece:
                pieces.append(piece)
                starts.append(at)
                places.append(place)
                at += len(piece)
        last = match.end()
    if not last:
        return ShownText(line, [], [])
    return ShownText("".join([*pieces, line[last:]]), [*starts, at], [*places, (last, 0)])


def _meaning(markup: str) -> str:
    if markup.startswith("&"):
        # What the reference stands for can be a line end or a border of cells, but is none.
        return re.sub(r"[\n\r\t|]", " ", with_references_read(markup))
    return "\n" if _PARTS.match(markup) else ""
