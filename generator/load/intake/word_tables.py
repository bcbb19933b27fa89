"""Tables of a Word document (.docx): cells, merged ones filled, and what stands above each."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from generator.load.intake.raw_sheet import MOST_COLUMNS, RawSheet, TooLarge, refuse_many
from generator.model.errors import NotTaken
from generator.model.message import N_

_LARGEST = 20_000_000
_MOST_TABLES = 60
_DOCUMENT = "word/document.xml"
_BREAKS = {"br": " ", "cr": " ", "tab": " "}
# Text that was deleted, or that another program would show in place of what stands beside it.
_HIDDEN = frozenset({"del", "moveFrom", "Fallback", "instrText"})


def word_sheets(content: bytes) -> Iterator[RawSheet]:
    """Yield the tables in their order. Raises NotTaken, TooLarge."""
    reader = _Reader()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_DOCUMENT) as part:
            document = part.read(_LARGEST + 1)
        refuse_many(document, _LARGEST)
        reader.read(document)
    except (TooLarge, MemoryError):
        raise
    except Exception as error:
        # A damaged archive raises many kinds of error; all mean the same here.
        raise NotTaken(_BROKEN) from error
    yield from reader.sheets


@dataclass(slots=True)
class _Open:
    """A table while it is read; ``down`` are its columns that a cell above goes on in."""

    title: str
    rows: list[dict[int, str]] = field(default_factory=list)
    areas: list[list[int]] = field(default_factory=list)
    column: int = 0
    width: int = 1
    merge: str = ""
    texts: list[str] = field(default_factory=list)
    down: dict[int, list[int]] = field(default_factory=dict)

    def close_cell(self) -> None:
        row, last = len(self.rows), self.column + self.width - 1
        if self.merge == "continue" and self.column in self.down:
            self.down[self.column][2] = row
        else:
            area = [row, self.column, row, last]
            self.areas.append(area)
            self.down.pop(self.column, None)
            if self.merge == "restart":
                self.down[self.column] = area
            if text := "\n".join(filter(None, (one.strip() for one in self.texts))):
                self.rows[-1][self.column] = text
        self.column, self.width, self.merge, self.texts = last + 1, 1, "", []

    def sheet(self, number: int) -> RawSheet:
        raw = RawSheet(f"表 {number}", lettered=False, title=self.title)
        for at, row in enumerate(self.rows, start=1):
            for column, text in row.items():
                if column < MOST_COLUMNS:
                    raw.put(at, column, ["text", text])
        wide = (area for area in self.areas if area[0] != area[2] or area[1] != area[3])
        raw.merge((top, left, bottom, right) for top, left, bottom, right in wide)
        return raw


class _Reader:
    """Goes through a document once."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self._open: list[_Open] = []
        self._text: list[str] = []
        self._hidden = 0
        self._above = ""

    def read(self, document: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.StartDoctypeDeclHandler = _refuse
        self._in_text = False
        parser.Parse(document, True)  # noqa: FBT003 - the last piece; expat takes no keyword

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        table = self._open[-1] if self._open else None
        if local in _HIDDEN:
            self._hidden += 1
        elif local == "t":
            self._in_text = True
        elif local in _BREAKS:
            self._text.append(_BREAKS[local])
        elif local == "tbl":
            if len(self.sheets) + len(self._open) >= _MOST_TABLES:
                raise TooLarge
            self._open.append(_Open(self._above))
        elif table is not None and local == "tr":
            table.rows.append({})
            table.column = 0
        elif table is not None and local == "gridSpan":
            width = _value(attributes)
            table.width = min(int(width), MOST_COLUMNS) if width.isdecimal() else 1
        elif table is not None and local == "vMerge":
            table.merge = _value(attributes) or "continue"

    def _end(self, name: str) -> None:
        local = _local(name)
        if local in _HIDDEN:
            self._hidden -= 1
        elif local == "t":
            self._in_text = False
        elif local == "p":
            text, self._text = "".join(self._text).strip(), []
            if self._open:
                self._open[-1].texts.append(text)
            elif text:
                self._above = text
        elif local == "tc" and self._open and self._open[-1].rows:
            self._open[-1].close_cell()
        elif local == "tbl" and self._open:
            self.sheets.append(self._open.pop().sheet(len(self.sheets) + 1))

    def _letters(self, text: str) -> None:
        if self._in_text and not self._hidden:
            self._text.append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if _local(name) == "val"), "")


def _refuse(*_: object) -> None:
    raise NotTaken(_BROKEN)


_BROKEN = N_("it is damaged, or has a password; open it, and save it once more as .docx")
