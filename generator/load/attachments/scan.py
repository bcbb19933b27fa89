"""An attachment scanned: the personal data in its text, and what its picture is like."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import PurePath
from types import MappingProxyType

from generator.load.attachments.enclosed import Enclosed
from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.attachments.pdf import (
    LongPdf,
    PdfLook,
    ProtectedPdf,
    UnreadablePdf,
    is_cut_off,
    pdf_texts,
)
from generator.load.attachments.picture_parts import lacks_end
from generator.load.attachments.picture_words import words_in
from generator.load.attachments.pictures import (
    DamagedPicture,
    LargePicture,
    Position,
    UnreadablePicture,
    fingerprint_of,
    picture_texts,
    refuse_unreadable,
    size_of,
)
from generator.load.attachments.workbook import workbook_cells
from generator.model.attachment import PROTECTED, TOO_MANY_PIXELS, Refusal
from generator.model.message import N_
from generator.model.passage import Passage, inside
from generator.model.picture import PICTURE_TYPES, Size
from generator.privacy.personal_numbers import find_personal

LARGEST_PART = 20_000_000
LARGEST_OLD = 20_000_000

# The parts of an Office archive that hold text a person wrote.
_OFFICE_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+|comments\d*)\.xml"
    r"|ppt/(?:slides|notesSlides)/[^/]+\.xml|docProps/[^/]+\.xml"
)
# Tags that end a word or line; without a break two numbers would run together.
# No XML parser: a hostile part could expand its entities, a damaged one would hide its text.
_BREAK = re.compile(rb"</(?:w:p|a:p|row|c|si|dc:\w+|cp:\w+)>|<(?:w:tab|w:br|a:br)\b[^<>]*>")
# Ends at the next bracket of either kind, so that a part of nothing but brackets takes no longer.
_TAG = re.compile(rb"<[^<>]*>")


_TEXTS = (".csv", ".txt")
# Spaces, ends of lines and byte-order marks: a text of nothing else says nothing.
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
# What stands in a folder whose large files were never fetched.
_POINTER = b"version https://git-lfs.github.com/spec/"


_CELL_END = re.compile("[\n\t]")
# How deep files in files are read.
_DEEPEST = 3
_OFFICE = (".docx", ".xlsx", ".pptx")
_ENDINGS = {
    "PDF": ".pdf",
    "JPEG": ".jpg",
    "PNG": ".png",
    "GIF": ".gif",
    "WebP": ".webp",
    "ZIP": ".zip",
    "OLE": ".doc",
}
# What a ZIP ends with, and other archives begin with.
_ZIP_END, _LONGEST_ZIP_END = b"PK\5\6", 65_557
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ")


class Unsearchable(Exception):
    """The file cannot be searched; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def personal_in(content: bytes, suffix: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, masked text and place of each passage in the file. Raises Unsearchable.

    A position in a picture's metadata is yielded as ``position`` without a text, pages without
    letters as ``scan``.
    """
    for found in _passages(content, suffix, 0):
        if not isinstance(found, Passage):
            yield ("position" if isinstance(found, Position) else "scan"), "", ""
            continue
        # A number stands in one cell of one line.
        for line in _CELL_END.split(found.text):
            for personal in find_personal(line):
                yield personal.kind.value, personal.masked_line, found.place


def _passages(content: bytes, suffix: str, depth: int) -> Iterator[Passage | Position | PdfLook]:
    """Yield what the file says, and the files in it. Raises Unsearchable."""
    for found in _READERS.get(suffix, _no_texts)(content):
        if isinstance(found, str):
            yield Passage("", found)
        elif not isinstance(found, Enclosed):
            yield found
        elif depth == _DEEPEST:
            raise Unsearchable(_NESTED)
        else:
            for inner in _enclosed(found, depth + 1):
                # Pictures in a document are no pages without letters.
                if isinstance(inner, Passage):
                    yield Passage(inside(found.place, inner.place), inner.text)
                elif isinstance(inner, Position):
                    yield inner


def _enclosed(file: Enclosed, depth: int) -> Iterator[Passage | Position | PdfLook]:
    head, named = file.content[:HEAD], PurePath(file.name).suffix.lower()
    suffix = _ENDINGS.get(seen_type(head), "")
    packed = suffix == ".zip" or _ZIP_END in file.content[-_LONGEST_ZIP_END:]
    if packed:
        suffix = named if named in _OFFICE else ".docx"
        if b"[Content_Types].xml" not in file.content:
            raise Unsearchable(_UNKNOWN)
    elif b"%PDF-" in head:
        suffix = ".pdf"
    elif head.startswith(_PACKED):
        raise Unsearchable(_UNKNOWN)
    elif not suffix and named in _TEXTS:
        suffix = named
    yield Passage("", file.name)
    if suffix:
        yield from _passages(file.content, suffix, depth)
    else:
        yield Passage("", words_in(file.content))


def cells_with(content: bytes) -> Mapping[tuple[str, str], str]:
    """Return the sheets and cells of a workbook in which each passage stands, by kind and mask."""
    places: dict[tuple[str, str], list[str]] = {}
    # A damaged workbook has been searched as far as it goes; only its places stay unknown.
    with suppress(Unsearchable), _archive(content) as archive:
        for place, text in workbook_cells(archive, lambda part: _unpacked(archive, part)):
            for passage in find_personal(text):
                places.setdefault((passage.kind.value, passage.masked_line), []).append(place)
    return {key: "、".join(dict.fromkeys(cells)) for key, cells in places.items()}


def fingerprint_and_damage(content: bytes, suffix: str) -> tuple[str, Refusal | None]:
    """Return the fingerprint of a picture, "" for other files, and why a file proves nothing."""
    if not content or (suffix in _TEXTS and not content.strip(_BLANK)):
        return "", Refusal.EMPTY
    if content.startswith(_POINTER):
        return "", Refusal.POINTER
    if _is_cut_off(content, suffix):
        return "", Refusal.INCOMPLETE
    try:
        return (fingerprint_of(content) if suffix in PICTURE_TYPES else ""), None
    except DamagedPicture:
        return "", Refusal.INCOMPLETE
    except UnreadablePicture:
        return "", None


def _is_cut_off(content: bytes, suffix: str) -> bool:
    if suffix == ".pdf":
        return is_cut_off(content)
    return suffix in PICTURE_TYPES and lacks_end(content)


def size_in(content: bytes, suffix: str) -> Size | None:
    """Return the size of a picture, None for other files and unreadable ones."""
    try:
        return size_of(content) if suffix in PICTURE_TYPES else None
    except UnreadablePicture:
        return None


def _no_texts(_: bytes) -> Iterator[str]:
    yield ""


def _text_file(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # The mark can be forged, so the file is searched as UTF-8 or GB 18030 as well.
        yield content.decode("utf-16", errors="ignore")
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("gb18030", errors="ignore")


def _pdf(content: bytes) -> Iterator[Passage | Enclosed | PdfLook]:
    look = PdfLook()
    try:
        yield from pdf_texts(content, look)
        if look.pictured:
            yield look
    except LongPdf as error:
        raise Unsearchable(_LARGE) from error
    except ProtectedPdf as error:
        raise Unsearchable(PROTECTED) from error
    except UnreadablePdf as error:
        raise Unsearchable(_BROKEN) from error


def _picture(content: bytes) -> Iterator[Passage | Position | Enclosed]:
    try:
        yield from picture_texts(content)
        refuse_unreadable(content)
    except LargePicture as error:
        raise Unsearchable(TOO_MANY_PIXELS) from error
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _office(content: bytes) -> Iterator[str]:
    """Yield text and properties of a document that is XML in an archive."""
    with _archive(content) as archive:
        for part in archive.infolist():
            if _OFFICE_PARTS.fullmatch(part.filename):
                part_content = _unpacked(archive, part)
                text = _TAG.sub(b"", _BREAK.sub(b"\n", part_content))
                yield text.decode("utf-8", errors="ignore")


@contextmanager
def _archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, open. Raises Unsearchable where it cannot be read, also while it is."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield archive
    except Unsearchable:
        raise
    except Exception as error:
        # A damaged archive raises many kinds of error (zlib.error, EOFError); all mean the same.
        raise Unsearchable(_BROKEN) from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # The size that the archive states can be false: no more than this is unpacked.
    with archive.open(part) as opened:
        content = opened.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unsearchable(_LARGE)
    return content


def _old_office(content: bytes) -> Iterator[str]:
    """Yield the bytes of a binary format decoded in the three ways it holds text.

    UTF-16 at even and at odd offsets, and GB 18030; what is no text is noise between.
    """
    if len(content) > LARGEST_OLD:
        raise Unsearchable(_LARGE)
    for encoding in ("utf-16-le", "gb18030"):
        yield content.decode(encoding, errors="ignore")
    yield content[1:].decode("utf-16-le", errors="ignore")


_Found = str | Passage | Position | Enclosed | PdfLook
_READERS: Mapping[str, Callable[[bytes], Iterator[_Found]]] = MappingProxyType(
    {
        ".pdf": _pdf,
        **dict.fromkeys(_TEXTS, _text_file),
        **dict.fromkeys(_OFFICE, _office),
        **dict.fromkeys((".doc", ".xls", ".ppt", ".wps", ".et"), _old_office),
        **dict.fromkeys(PICTURE_TYPES, _picture),
    }
)
_BROKEN = N_("it is encrypted or damaged")
_LARGE = N_("it is too large")
_NESTED = N_("files are hidden in it, one in the other")
_UNKNOWN = N_("a file of an unknown kind is hidden in it")
