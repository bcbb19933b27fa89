"""What a person reads in one XML part of an office document, and its tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote
from xml.parsers import expat

from generator.load.attachments.cell_text import plain_number
from generator.load.attachments.open_table import OpenTable

# Elements that hold a paragraph, in Word, slides, sheets and drawings; pPr holds stops of tabs.
_PARAGRAPHS = frozenset({"p", "si", "is", "text", "rPh", "div", "pPr"})
# Elements whose text is a piece of their paragraph, as it is and without spaces around it.
_KEPT = frozenset({"t", "text", "span", "font", "b", "i", "u", "em", "strong", "s", "a"})
_AROUND = _PARAGRAPHS | {"r"}
_CODES = frozenset({"instrText", "delInstrText"})
_BREAKS: Mapping[str, str] = {
    "br": "\n",
    "cr": "\n",
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "-",
}
# Attributes that people see or write; all others are measures, ids and addresses of parts.
_NAMES = (
    "descr title alt name string author initials displayName userId tooltip display location "
    "href Target prompt promptTitle error errorTitle displayText instr caption description "
    "commandText command connection sourceFile totalsRowLabel comment localName"
)
_WRITTEN = frozenset(_NAMES.split())
_ADDRESSES = frozenset({"Target", "href"})
# What the attribute holds goes by its element.
_WRITTEN_OF = frozenset(
    {
        *((element, "val") for element in ("alias", "tag", "docVar", "statusText", "helpText")),
        *((element, "val") for element in ("default", "listEntry", "filter", "customFilter")),
        *((element, "val") for element in ("inputCells", "sheetName", "textInput", "lvlText")),
        *((element, "v") for element in ("s", "n", "d")),
        ("listItem", "value"),
    }
)
_TAG = re.compile(r"<[^<>]*>")
_CLOSING = re.compile(
    r"</(?:\w+:)?(?:p|tc|tr|row|c|si|text|v|f|comment|author|lpwstr|creator|pt)>"
    r"|<(?:\w+:)?(?:tab|br|cr)\b[^<>]*>"
)
_ATTRIBUTE = re.compile(r"""[\s:](\w{1,20})\s?=\s?(?:"([^"<>]*)"|'([^'<>]*)')""")
HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[A-Za-z])')
_DEEPEST = 1_000
_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Declared(Exception):
    """The part declares entities of its own, which can hide text."""


class _TooDeep(Exception):
    """No program nests elements like this."""


class PartText:
    """The text of a part: ``lines`` with the cell each belongs to, "" for none, and ``tables``.

    A table is the line before it, and its rows as in ``Table``.
    """

    def __init__(self, *, shared: Sequence[str] = (), every_attribute: bool = False) -> None:
        self.lines: list[tuple[str, str]] = []
        self.tables: list[tuple[str, list[tuple[int, dict[int, str]]]]] = []
        self.strings: list[str] = []
        self._shared = shared
        self._every = every_attribute
        self._locals: dict[str, str] = {}
        self._path: list[str] = []
        self._chars: list[str] = []
        # Of each open paragraph: its text now, its text before revisions, codes of fields.
        self._open: list[tuple[list[str], list[str], list[str]]] = []
        self.used: set[int] = set()
        self._inserted = 0
        self._revised = False
        self._tables: list[OpenTable] = []
        self._sheet: OpenTable | None = None
        self._cell: tuple[str, str] = ("", "")
        self._value = ""
        self._at = ""

    def read(self, content: bytes) -> None:
        """Read the part. Raises Declared; what is no XML is read without its tags."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._chars.append
        parser.StartDoctypeDeclHandler = _refuse_declarations
        try:
            parser.Parse(content, True)  # noqa: FBT003 - the last piece; expat takes no keyword
        except (expat.ExpatError, ValueError, LookupError, _TooDeep):
            # Nothing may hide behind an error, so whatever was read is read again.
            self.lines.extend(("", line) for line in _without_tags(content))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._chars:
            self._flush()
        local = self._local(name)
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise _TooDeep
        if attributes:
            self._take_attributes(local, attributes)
        if local in _PARAGRAPHS:
            self._open.append(([], [], []))
        elif local in _BREAKS and self._open:
            self._put(_BREAKS[local])
        elif local == "ins":
            self._inserted += 1
        else:
            self._open_table(local, attributes)

    def _open_table(self, local: str, attributes: dict[str, str]) -> None:
        if local == "tbl":
            title = self.lines[-1][1] if self.lines else ""
            self._tables.append(OpenTable(title))
        elif local == "tr" and self._tables:
            self._tables[-1].open_row()
        elif local == "sheetData":
            self._sheet = OpenTable("")
        elif self._sheet is not None:
            if local == "row":
                self._sheet.open_row(attributes.get("r", ""))
            elif local == "c":
                self._cell, self._value = (attributes.get("r", ""), attributes.get("t", "")), ""

    def _take_attributes(self, local: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            key = self._local(name)
            if key in _WRITTEN or self._every or (local, key) in _WRITTEN_OF:
                self._line(unquote(value) if key in _ADDRESSES else value)
            elif key == "ref" and local in {"comment", "threadedComment"}:
                self._at = value
            elif self._tables and "gridSpan" in {key, local}:
                self._tables[-1].widen(value)

    def _end(self, name: str) -> None:
        if self._chars:
            self._flush()
        local = self._local(name)
        self._path.pop()
        if local in _PARAGRAPHS:
            self._close_paragraph(local)
        elif local == "ins":
            self._inserted -= 1
        elif local == "tc" and self._tables:
            self._tables[-1].close_cell()
        elif local == "tbl" and self._tables:
            table = self._tables.pop()
            self.tables.append((table.title, table.rows))
            self.lines.extend(("", text) for text in table.texts)
        elif local in {"comment", "threadedComment"}:
            self._at = ""
        elif local == "sheetData" and self._sheet is not None:
            self.tables.append(("", self._sheet.rows))
            self._sheet = None
        elif local == "c" and self._sheet is not None:
            self._close_cell(self._sheet)

    def _close_cell(self, sheet: OpenTable) -> None:
        reference, kind = self._cell
        text = self._value
        if kind == "s":
            at = int(text) if text.isdecimal() and len(text) < 9 else len(self._shared)
            text = self._shared[at] if at < len(self._shared) else ""
            self.used.add(at)
        elif kind not in {"str", "inlineStr"}:
            text = plain_number(text)
        sheet.put(reference, text)

    def _close_paragraph(self, local: str) -> None:
        now, before, codes = self._open.pop()
        text = "".join(now)
        if local == "si":
            self.strings.append(text)
        elif local == "is" and self._sheet is not None:
            self._value = text
        elif self._tables and local == "p":
            self._tables[-1].texts.append(text)
        elif text.strip():
            self._line(text)
        if self._revised and (earlier := "".join(before)) != text:
            self._line(earlier)
        if codes:
            self._line("".join(codes))

    def _flush(self) -> None:
        text = "".join(self._chars)
        self._chars.clear()
        local = self._path[-1] if self._path else ""
        if local in _CODES and self._open:
            self._open[-1][2].append(text)
        elif local == "delText" and self._open:
            self._revised = True
            self._open[-1][1].append(text)
        elif local == "v" and self._sheet is not None:
            self._value = text
        elif local in _KEPT and self._open:
            self._put(text)
        elif local in _AROUND and self._open:
            # Spaces between tags are the file's, not the text's.
            self._put(" ".join(text.split()))
        elif text.strip():
            if local.endswith(("Header", "Footer")):
                text = HEADER_CODE.sub("\n", text)
            self._line(plain_number(text))

    def _put(self, text: str) -> None:
        now, before, _ = self._open[-1]
        now.append(text)
        if not self._inserted:
            before.append(text)

    def _line(self, text: str) -> None:
        self.lines.append((self._at, text))

    def _local(self, name: str) -> str:
        local = self._locals.get(name)
        if local is None:
            local = self._locals[name] = name.rpartition(":")[2]
        return local


def _refuse_declarations(_name: Any, _system: Any, _public: Any, internal: Any) -> None:
    if internal:
        raise Declared


def _without_tags(content: bytes) -> Iterator[str]:
    text = decoded(content)
    lines = _TAG.sub("", _CLOSING.sub("\n", text)).split("\n")
    yield from (unescape(line) for line in lines if line.strip())
    for match in _ATTRIBUTE.finditer(text):
        if match[1] in _WRITTEN:
            yield unescape(match[2] or match[3] or "")


def decoded(content: bytes) -> str:
    """The text of a part in UTF-8, UTF-16 or GB 18030."""
    if content.startswith(_BOMS):
        return content.decode("utf-16", errors="ignore")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="ignore")
