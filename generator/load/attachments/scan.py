"""An attachment scanned: the personal data in its text, and what its picture is like."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from types import MappingProxyType

from generator.load.attachments.pdf import ProtectedPdf, UnreadablePdf, pdf_texts
from generator.load.attachments.pictures import (
    DamagedPicture,
    LargePicture,
    UnreadablePicture,
    fingerprint_of,
    has_position,
    picture_texts,
    refuse_large,
    size_of,
)
from generator.load.attachments.workbook import workbook_cells
from generator.model.attachment import PROTECTED, TOO_COSTLY, TOO_MANY_PIXELS, Refusal
from generator.model.message import N_
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


# What is unpacked of one archive in sum, and how many parts it may list.
MOST_UNPACKED = 100_000_000
_MOST_PARTS = 10_000
_LISTED = b"PK\x01\x02"


class Unsearchable(Exception):
    """The file cannot be searched; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def personal_in(content: bytes, suffix: str) -> Iterator[tuple[str, str]]:
    """Yield kind and masked text of each passage in the file. Raises Unsearchable.

    A position in a picture's metadata is yielded as ``position`` without a text.
    """
    for text in _READERS.get(suffix, _no_texts)(content):
        for passage in find_personal(text):
            yield passage.kind.value, passage.masked_line
    if suffix in PICTURE_TYPES and _has_position(content):
        yield "position", ""


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
    try:
        return (fingerprint_of(content) if suffix in PICTURE_TYPES else ""), None
    except DamagedPicture:
        return "", Refusal.INCOMPLETE
    except UnreadablePicture:
        return "", None


def refuse_large_picture(content: bytes, suffix: str) -> None:
    """Raise Unsearchable for a picture that would fill the memory."""
    try:
        if suffix in PICTURE_TYPES:
            refuse_large(content)
    except LargePicture as error:
        raise Unsearchable(TOO_MANY_PIXELS) from error
    except UnreadablePicture:
        # Its readers say what is wrong with it.
        return


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


def _pdf(content: bytes) -> Iterator[str]:
    try:
        yield from pdf_texts(content)
    except ProtectedPdf as error:
        raise Unsearchable(PROTECTED) from error
    except UnreadablePdf as error:
        raise Unsearchable(_BROKEN) from error


def _picture(content: bytes) -> Iterator[str]:
    try:
        yield from picture_texts(content)
    except LargePicture as error:
        raise Unsearchable(TOO_MANY_PIXELS) from error
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _has_position(content: bytes) -> bool:
    try:
        return has_position(content)
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


class _Archive(zipfile.ZipFile):
    """An archive that counts what was unpacked of it."""

    unpacked = 0


@contextmanager
def _archive(content: bytes) -> Iterator[_Archive]:
    """The archive, open. Raises Unsearchable where it cannot be read, also while it is."""
    if content.count(_LISTED) > _MOST_PARTS:
        raise Unsearchable(TOO_COSTLY)
    try:
        with _Archive(BytesIO(content)) as archive:
            yield archive
    except (Unsearchable, MemoryError):
        raise
    except Exception as error:
        # A damaged archive raises many kinds of error (zlib.error, EOFError); all mean the same.
        raise Unsearchable(_BROKEN) from error


def _unpacked(archive: _Archive, part: zipfile.ZipInfo) -> bytes:
    # The size that the archive states can be false: no more than this is unpacked.
    with archive.open(part) as opened:
        content = opened.read(LARGEST_PART + 1)
    archive.unpacked += len(content)
    if archive.unpacked > MOST_UNPACKED:
        raise Unsearchable(TOO_COSTLY)
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


_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType(
    {
        ".pdf": _pdf,
        **dict.fromkeys(_TEXTS, _text_file),
        **dict.fromkeys((".docx", ".xlsx", ".pptx"), _office),
        **dict.fromkeys((".doc", ".xls", ".ppt", ".wps", ".et"), _old_office),
        **dict.fromkeys(PICTURE_TYPES, _picture),
    }
)
_BROKEN = N_("it is encrypted or damaged")
_LARGE = N_("it is too large")
