"""The text of a document in the Rich Text Format, which Word saves under .doc as well."""

import re
from collections.abc import Iterator

from generator.model.passage import Passage

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]"
)
# Groups that hold no text: tables of fonts and styles, and bytes of pictures and objects.
_TABLE_WORDS = (
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl themedata colorschememapping "
    b"latentstyles datastore pict objdata generator xmlnstbl"
)
_TABLES = frozenset(_TABLE_WORDS.split())
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"cell": "\t",
    b"nestcell": "\t",
    b"tab": "\t",
}
# Groups within a paragraph whose text is no part of it.
_APART = frozenset({b"footnote", b"annotation", b"header", b"footer", b"fldinst", b"info"})


class _Text:
    """The text of a document while it is read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._bytes = bytearray()
        # Of each open group: whether it is left out, how many letters stand for one of Unicode.
        self._groups = [(False, 1)]
        self._to_skip = 0

    def put(self, text: str) -> None:
        self._end_bytes()
        if not self._groups[-1][0]:
            self.pieces.append(text)

    def put_bytes(self, content: bytes) -> None:
        skipped = min(self._to_skip, len(content))
        self._to_skip -= skipped
        if not self._groups[-1][0]:
            self._bytes += content[skipped:]

    def group(self, bracket: bytes) -> None:
        self._end_bytes()
        self._to_skip = 0
        if bracket == b"{":
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def word(self, word: bytes, number: int) -> None:
        left_out, letters = self._groups[-1]
        if word in _TABLES:
            self._groups[-1] = (True, letters)
        elif word == b"uc":
            self._groups[-1] = (left_out, max(0, min(number, 8)))
        elif word == b"u":
            code = number & 0xFFFF
            self.put("" if 0xD800 <= code < 0xE000 else chr(code))
            self._to_skip = letters
        elif word in _BREAKS:
            self.put(_BREAKS[word])
        elif word in _APART:
            self.put("\n")

    def text(self) -> str:
        self._end_bytes()
        return "".join(self.pieces)

    def _end_bytes(self) -> None:
        if self._bytes:
            self.pieces.append(self._bytes.decode("gb18030", errors="ignore"))
            self._bytes.clear()


def rtf_passages(content: bytes) -> Iterator[Passage]:
    """Yield the text, cells parted by tabs."""
    text = _Text()
    for token in _TOKEN.finditer(content):
        word, number, byte, sign, bracket, plain = token.groups()
        if word:
            text.word(word, int(number or 0))
        elif byte:
            text.put_bytes(bytes.fromhex(byte.decode()))
        elif bracket:
            text.group(bracket)
        elif plain:
            text.put_bytes(plain)
        elif sign == b"~":
            text.put(" ")
        elif sign == b"_":
            text.put("-")
        elif sign and sign in b"\\{}":
            text.put_bytes(sign)
    yield Passage("", text.text())
