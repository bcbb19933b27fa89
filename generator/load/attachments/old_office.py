"""Documents of the binary formats (.doc, .xls, .ppt, .wps, .et): the only module that knows xlrd.

xlrd is imported inside functions: a check whose attachments are cached needs none of it.
"""

import re
import struct
from collections.abc import Iterator
from io import StringIO
from typing import Any

from generator.load.attachments.cell_text import plain_number
from generator.load.attachments.office import Budget, Embedded, UnreadableOffice
from generator.load.attachments.workbook import cell_name
from generator.load.attachments.xml_text import HEADER_CODE
from generator.model.message import N_
from generator.model.passage import Passage, Table, place_in

# Where a workbook says that it has a password, and an office document that it is encrypted whole.
_ENCRYPTED = re.compile("encrypt", re.IGNORECASE)
_PACKAGE = "EncryptedPackage"
_BOOKS = ("workbook", "book")
# Records of a workbook whose text the cells show: strings, their continuations, labels, numbers.
_CELL_RECORDS = frozenset({0x00FC, 0x00FF, 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0006})
_STRINGS, _CONTINUED = 0x00FC, 0x003C
# How documents begin, and how much may stand before one that is embedded.
_DOCUMENTS = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_NAMES_BEFORE = 2048


def old_office_passages(
    content: bytes, budget: Budget, embedded: Embedded
) -> Iterator[Passage | Table]:
    """Yield what stands in the document, noise between. Raises UnreadableOffice."""
    try:
        streams = _streams(content)
    except Exception:  # noqa: BLE001 - xlrd raises many kinds of error; all mean the same here
        # What cannot be taken apart is searched as it is.
        yield from raw_passages(content)
        return
    for name, stream in streams:
        if name == _PACKAGE:
            raise UnreadableOffice
        if name.lower() in _BOOKS:
            yield from _workbook(stream)
        elif (document := _document_in(stream)) is not None:
            budget.depth += 1
            yield from embedded(name, document, budget)
            budget.depth -= 1
        elif name == "WordDocument" and len(stream) > 11 and stream[11] & 1:
            raise UnreadableOffice
        else:
            yield from raw_passages(stream)


def _document_in(stream: bytes) -> bytes | None:
    """The document that a stream holds, behind its name and path where it has them."""
    starts = (stream.find(mark, 0, _NAMES_BEFORE) for mark in _DOCUMENTS)
    first = min((start for start in starts if start >= 0), default=None)
    return None if first is None else stream[first:]


def raw_passages(content: bytes) -> Iterator[Passage]:
    """Yield bytes decoded in the three ways in which a binary format holds text.

    UTF-16 at even and at odd offsets, and GB 18030; what is no text is noise between.
    """
    for encoding in ("utf-16-le", "gb18030"):
        yield Passage("", content.decode(encoding, errors="ignore"))
    yield Passage("", content[1:].decode("utf-16-le", errors="ignore"))


def _streams(content: bytes) -> list[tuple[str, bytes]]:
    from xlrd.compdoc import CompDoc  # noqa: PLC0415 - most checks scan no new file

    document = CompDoc(content, logfile=StringIO())
    return [
        (node.name, _stream(document, node))
        for node in document.dirlist
        if node.etype == 2 and node.tot_size > 0
    ]


def _stream(document: Any, node: Any) -> bytes:
    short = node.tot_size < document.min_size_std_stream
    base, table, size = (
        (0, document.SSAT, document.short_sec_size)
        if short
        else (512, document.SAT, document.sec_size)
    )
    source = document.SSCS if short else document.mem
    sectors: list[bytes] = []
    sector = node.first_SID
    # A chain that comes back to itself has more sectors than the table.
    while 0 <= sector < len(table) and len(sectors) <= len(table):
        sectors.append(source[base + sector * size : base + (sector + 1) * size])
        sector = table[sector]
    return b"".join(sectors)[: node.tot_size]


def _workbook(stream: bytes) -> Iterator[Passage | Table]:
    import xlrd  # noqa: PLC0415 - most checks scan no new file

    try:
        book = xlrd.open_workbook(file_contents=stream, logfile=StringIO(), ragged_rows=True)
        tables = [_sheet(sheet) for sheet in book.sheets()]
        notes = [
            (sheet.name, cell_name(row + 1, column), f"{note.author}\n{note.text}")
            for sheet in book.sheets()
            for (row, column), note in sheet.cell_note_map.items()
        ]
        names = [*book.sheet_names(), *(name.name for name in book.name_obj_list)]
    except Exception as error:
        if _ENCRYPTED.search(str(error)):
            raise UnreadableOffice from error
        # What xlrd cannot read is searched as it is, cells and all.
        yield from raw_passages(stream)
        return
    yield from tables
    for sheet, cell, text in notes:
        yield Passage(place_in(N_("comment at sheet “{}” {}"), sheet, cell), text)
    yield Passage(place_in(N_("names of sheets and ranges")), "\n".join(names))
    for place, text, *_ in raw_passages(b"\0\n\0".join(_other_records(stream))):
        yield Passage(place, HEADER_CODE.sub("\n", text))


def _sheet(sheet: Any) -> Table:
    rows = [
        (
            number + 1,
            {
                column: text
                for column, cell in enumerate(sheet.row(number))
                if (text := _cell_text(cell))
            },
        )
        for number in range(sheet.nrows)
    ]

    def place(row: int, column: int) -> str:
        return place_in(N_("sheet “{}” {}"), sheet.name, cell_name(row, column))

    return Table(place_in(N_("sheet “{}”"), sheet.name), rows, place, sheet.name)


def _cell_text(cell: Any) -> str:
    import xlrd  # noqa: PLC0415 - most checks scan no new file

    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return plain_number(repr(cell.value))
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else ""


def _other_records(stream: bytes) -> Iterator[bytes]:
    """Yield what the cells do not show: text boxes, headers, lists of values, links, charts."""
    at, before = 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        strings = kind in _CELL_RECORDS or (kind == _CONTINUED and before == _STRINGS)
        if not strings and length > 5:
            yield body
        before = before if kind == _CONTINUED else kind
        at += 4 + length
