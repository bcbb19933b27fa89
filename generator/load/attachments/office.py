"""Documents that are XML in an archive (.docx, .xlsx, .pptx): every part, by content, not by name."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath

from generator.load.attachments.workbook import Workbook, cell_name
from generator.load.attachments.xml_text import Declared, PartText
from generator.model.message import N_
from generator.model.passage import Passage, Table, inside, moved, place_in

LARGEST_PART = 20_000_000
LARGEST_SUM = 100_000_000
_MOST_PARTS = 3_000
_LISTED = b"PK\x01\x02"
# Documents within documents: deeper ones nobody opens.
DEEPEST = 3
_ROOT = re.compile(r"<(?:\w{1,20}:)?(\w{1,40})[\s>/]")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,64}<")

# What a part is called for people, by the element that it begins with.
_PARTS: Mapping[str, str] = {
    "document": N_("body text"),
    "hdr": N_("page header"),
    "ftr": N_("page footer"),
    "footnotes": N_("footnotes"),
    "endnotes": N_("endnotes"),
    "comments": N_("comments"),
    "cmLst": N_("comments"),
    "ThreadedComments": N_("comments"),
    "personList": N_("comments"),
    "people": N_("comments"),
    "authorLst": N_("comments"),
    "cmAuthorLst": N_("comments"),
    "coreProperties": N_("document properties"),
    "Properties": N_("document properties"),
    "chartSpace": N_("chart"),
    "Relationships": N_("links"),
    "notes": N_("notes of slide {}"),
    "sld": N_("slide {}"),
    "workbook": N_("names of sheets and ranges"),
    "sst": N_("cells"),
    "wsDr": N_("drawing"),
    "xml": N_("drawing"),
    "glossaryDocument": N_("building blocks"),
}
Embedded = Callable[[str, bytes, "Budget"], Iterator[Passage | Table]]


class UnreadableOffice(Exception):
    """The document is encrypted or damaged, or declares entities of its own."""


class LargeOffice(UnreadableOffice):
    """The document unpacks to more than is searched."""


class Budget:
    """How much of one attachment may still be unpacked, and how deep documents lie in it."""

    def __init__(self) -> None:
        self._left = LARGEST_SUM
        self.depth = 0

    def enter(self, parts: int) -> None:
        """Raise LargeOffice for a document of too many parts, or too deep in others."""
        if parts > _MOST_PARTS or self.depth > DEEPEST:
            raise LargeOffice

    def unpacked(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """The part. Raises LargeOffice: the size that the archive states can be false."""
        most = min(LARGEST_PART, self._left)
        with archive.open(part) as opened:
            content = opened.read(most + 1)
        if len(content) > most:
            raise LargeOffice
        self._left -= len(content)
        return content


def office_passages(
    content: bytes, budget: Budget, embedded: Embedded
) -> Iterator[Passage | Table]:
    """Yield all text of the document; ``embedded`` reads what is no XML. Raises UnreadableOffice."""
    # Counted before the archive is opened: its list alone can take a second.
    if content.count(_LISTED) > _MOST_PARTS:
        raise LargeOffice
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            budget.enter(len(parts))
            workbook = Workbook()
            # What cells refer to is read first, wherever it stands in the archive.
            first = {"workbook", "sst", "Relationships"}
            roots = [(part, _root(archive, part)) for part in parts if not part.is_dir()]
            roots.sort(key=lambda pair: (pair[1] not in first, pair[1] != "Relationships"))
            for part, root in roots:
                part_content = budget.unpacked(archive, part)
                if root is None:
                    yield from _within(part.filename, part_content, budget, embedded)
                else:
                    yield from _part_passages(part.filename, root, part_content, workbook)
            yield Passage(place_in(N_("cells")), "\n".join(workbook.unused()))
    except (UnreadableOffice, MemoryError):
        raise
    except Exception as error:
        # A damaged archive raises many kinds of error (zlib.error, EOFError); all mean the same.
        raise UnreadableOffice from error


def _root(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> str | None:
    """The name of the element that the part begins with, "" where it cannot be told; None: no XML."""
    with archive.open(part) as opened:
        head = opened.read(4096)
    if not _BEGINS.match(head):
        return None
    match = _ROOT.search(head.replace(b"\0", b"").decode("utf-8", errors="ignore"))
    return match[1] if match else ""


def _within(
    name: str, content: bytes, budget: Budget, embedded: Embedded
) -> Iterator[Passage | Table]:
    outer = place_in(N_("embedded file “{}”"), PurePosixPath(name).name)
    budget.depth += 1
    for piece in embedded(name, content, budget):
        yield moved(outer, piece)
    budget.depth -= 1


def _part_passages(
    name: str, root: str, content: bytes, workbook: Workbook
) -> Iterator[Passage | Table]:
    custom = name.startswith("customXml/")
    part = PartText(shared=workbook.strings, every_attribute=custom)
    try:
        part.read(content)
    except Declared as error:
        raise UnreadableOffice from error
    if root == "Relationships":
        workbook.take_relations(name, content)
    elif root == "workbook":
        workbook.take_sheets(name, content)
    elif root == "sst":
        workbook.strings = part.strings
    if root != "sst":
        part.lines.extend(("", text) for text in part.strings)
    workbook.used |= part.used
    sheet = workbook.sheets.get(name)
    place = place_in(N_("sheet “{}”"), sheet) if sheet is not None else _place(name, root)
    for at, lines in _by_place(part.lines):
        where = inside(place, at)
        yield Passage(where, "\n".join(lines))
    for nth, (title, rows) in enumerate(part.tables, start=1):
        if sheet is not None or root == "worksheet":
            yield _sheet_table(sheet or PurePosixPath(name).stem, rows)
        else:
            yield _document_table(place, nth, title, rows)


def _by_place(lines: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    places: dict[str, list[str]] = {}
    for at, line in lines:
        places.setdefault(at, []).append(line)
    yield from places.items()


def _place(name: str, root: str) -> str:
    sentence = _PARTS.get(root)
    path = PurePosixPath(name)
    if sentence is None:
        return place_in(N_("part “{}”"), path.name)
    number = "".join(letter for letter in path.stem if letter.isdecimal())
    return place_in(sentence, number) if "{}" in sentence else place_in(sentence)


def _sheet_table(sheet: str, rows: list[tuple[int, dict[int, str]]]) -> Table:
    def place(row: int, column: int) -> str:
        return place_in(N_("sheet “{}” {}"), sheet, cell_name(row, column))

    return Table(place_in(N_("sheet “{}”"), sheet), rows, place, sheet)


def _document_table(
    outer: str, nth: int, title: str, rows: list[tuple[int, dict[int, str]]]
) -> Table:
    def place(row: int, column: int) -> str:
        cell = place_in(N_("table {} row {} column {}"), str(nth), str(row), str(column + 1))
        return inside(outer, cell)

    return Table(inside(outer, place_in(N_("table {}"), str(nth))), rows, place, title)
