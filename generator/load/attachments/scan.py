"""An attachment scanned: the personal data in its text, and what its picture is like."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.load.attachments.csv_file import csv_table
from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.attachments.office import (
    Budget,
    LargeOffice,
    UnreadableOffice,
    office_passages,
)
from generator.load.attachments.old_office import old_office_passages, raw_passages
from generator.load.attachments.pdf import ProtectedPdf, UnreadablePdf, pdf_texts
from generator.load.attachments.pictures import (
    DamagedPicture,
    LargePicture,
    UnreadablePicture,
    fingerprint_of,
    has_position,
    picture_texts,
    size_of,
)
from generator.load.attachments.rtf import rtf_passages
from generator.load.attachments.search import Found, personal_data
from generator.model.attachment import PROTECTED, TOO_MANY_PIXELS, Refusal
from generator.model.message import N_
from generator.model.passage import Passage, Table
from generator.model.picture import PICTURE_TYPES, Size

LARGEST_OLD = 20_000_000

_TEXTS = (".csv", ".txt")
# Spaces, ends of lines and byte-order marks: a text of nothing else says nothing.
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_PICTURES = frozenset({"JPEG", "PNG", "GIF", "WebP"})
# What stands in a folder whose large files were never fetched.
_POINTER = b"version https://git-lfs.github.com/spec/"


class Unsearchable(Exception):
    """The file cannot be searched; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def personal_in(content: bytes, suffix: str) -> Iterator[Found]:
    """Yield the personal data in the file. Raises Unsearchable.

    A position in a picture's metadata is yielded as ``position`` without a text.
    """
    yield from personal_data(_READERS.get(suffix, _no_texts)(content))


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


def size_in(content: bytes, suffix: str) -> Size | None:
    """Return the size of a picture, None for other files and unreadable ones."""
    try:
        return size_of(content) if suffix in PICTURE_TYPES else None
    except UnreadablePicture:
        return None


def _no_texts(_: bytes) -> Iterator[Passage]:
    yield Passage("", "")


def _text_file(content: bytes) -> Iterator[Passage]:
    yield from (Passage("", text, numbered=True) for text in _texts(content))


def _csv_file(content: bytes) -> Iterator[Table]:
    yield from (csv_table(text) for text in _texts(content))


def _texts(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # The mark can be forged, so the file is searched as UTF-8 or GB 18030 as well.
        yield content.decode("utf-16", errors="ignore")
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("gb18030", errors="ignore")


def _pdf(content: bytes) -> Iterator[Passage]:
    try:
        yield from (Passage("", text) for text in pdf_texts(content))
    except ProtectedPdf as error:
        raise Unsearchable(PROTECTED) from error
    except UnreadablePdf as error:
        raise Unsearchable(_BROKEN) from error


def _picture(content: bytes) -> Iterator[Passage]:
    try:
        yield from (Passage("", text) for text in picture_texts(content))
        if has_position(content):
            yield Passage("", "", kind="position")
    except LargePicture as error:
        raise Unsearchable(TOO_MANY_PIXELS) from error
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _office(content: bytes) -> Iterator[Passage | Table]:
    """Yield the text of a document of any format: its ending does not tell which."""
    try:
        yield from _embedded("", content, Budget())
    except LargeOffice as error:
        raise Unsearchable(_LARGE) from error
    except UnreadableOffice as error:
        raise Unsearchable(_BROKEN) from error


def _embedded(name: str, content: bytes, budget: Budget) -> Iterator[Passage | Table]:
    """Yield the text of a document, or of a file in one, by its first bytes."""
    kind = seen_type(content[:HEAD])
    if kind == "ZIP" or (not name and content.startswith(b"PK")):
        yield from office_passages(content, budget, _embedded)
    elif kind == "OLE":
        yield from old_office_passages(content, budget, _embedded)
    elif kind == "PDF":
        yield from _pdf(content)
    elif content.startswith(b"{\\rtf"):
        yield from rtf_passages(content)
    elif kind in _PICTURES:
        yield from _embedded_picture(content)
    elif len(content) > LARGEST_OLD:
        raise LargeOffice
    else:
        yield from raw_passages(content)


def _embedded_picture(content: bytes) -> Iterator[Passage | Table]:
    try:
        yield from [*_picture(content)]
    except Unsearchable:
        # A picture that no reader opens still has bytes.
        yield from raw_passages(content)


_READERS: Mapping[str, Callable[[bytes], Iterator[Passage | Table]]] = MappingProxyType(
    {
        ".pdf": _pdf,
        ".txt": _text_file,
        ".csv": _csv_file,
        **dict.fromkeys(
            (".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".wps", ".et"), _office
        ),
        **dict.fromkeys(PICTURE_TYPES, _picture),
    }
)
_BROKEN = N_("it is encrypted or damaged")
_LARGE = N_("it is too large")
