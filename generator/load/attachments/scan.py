"""An attachment scanned: the personal data in its text, and what its picture is like."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from types import MappingProxyType

from generator.load.attachments.csv_file import csv_table
from generator.load.attachments.enclosed import Enclosed
from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.attachments.office import (
    DEEPEST,
    Budget,
    LargeOffice,
    UnreadableOffice,
    office_passages,
)
from generator.load.attachments.old_office import old_office_passages, raw_passages
from generator.load.attachments.pdf import (
    LongPdf,
    PdfLook,
    ProtectedPdf,
    UnreadablePdf,
    is_cut_off,
    pdf_texts,
)
from generator.load.attachments.picture_parts import lacks_end
from generator.load.attachments.picture_texts import (
    DamagedPicture,
    LargePicture,
    UnreadablePicture,
    picture_texts,
)
from generator.load.attachments.picture_words import words_in
from generator.load.attachments.pictures import fingerprint_of, refuse_large, size_of
from generator.load.attachments.rtf import rtf_passages
from generator.load.attachments.search import Found, personal_data
from generator.model.attachment import PROTECTED, TOO_MANY_PIXELS, Refusal
from generator.model.message import N_
from generator.model.passage import SCAN, Passage, Table, moved
from generator.model.picture import PICTURE_TYPES, Size

LARGEST_OLD = 20_000_000

_TEXTS = (".csv", ".txt")
# Spaces, ends of lines and byte-order marks: a text of nothing else says nothing.
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_PICTURES = frozenset({"JPEG", "PNG", "GIF", "WebP"})
# What stands in a folder whose large files were never fetched.
_POINTER = b"version https://git-lfs.github.com/spec/"


# What a ZIP ends with, and other archives begin with.
_ZIP_END, _LONGEST_ZIP_END = b"PK\5\6", 65_557
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ")


class Unsearchable(Exception):
    """The file cannot be searched; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def personal_in(content: bytes, suffix: str) -> Iterator[Found]:
    """Yield the personal data in the file. Raises Unsearchable.

    A position in a picture's metadata and pages without letters are yielded without a text.
    """
    yield from personal_data(_READERS.get(suffix, _no_texts)(content, Budget()))


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


def _no_texts(_: bytes, __: Budget) -> Iterator[Passage]:
    yield Passage("", "")


def _text_file(content: bytes, _: Budget) -> Iterator[Passage]:
    yield from (Passage("", text, numbered=True) for text in _texts(content))


def _csv_file(content: bytes, _: Budget) -> Iterator[Table]:
    yield from (csv_table(text) for text in _texts(content))


def _texts(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # The mark can be forged, so the file is searched as UTF-8 or GB 18030 as well.
        yield content.decode("utf-16", errors="ignore")
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("gb18030", errors="ignore")


def _pdf(content: bytes, budget: Budget) -> Iterator[Passage | Table]:
    look = PdfLook()
    try:
        yield from _opened(pdf_texts(content, look), budget)
        if look.pictured:
            yield Passage("", "", kind=SCAN)
    except LongPdf as error:
        raise Unsearchable(_LARGE) from error
    except ProtectedPdf as error:
        raise Unsearchable(PROTECTED) from error
    except UnreadablePdf as error:
        raise Unsearchable(_BROKEN) from error


def _picture(content: bytes, budget: Budget) -> Iterator[Passage | Table]:
    try:
        yield from _opened(picture_texts(content), budget)
        refuse_large(content)
    except LargePicture as error:
        raise Unsearchable(TOO_MANY_PIXELS) from error
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _office(content: bytes, budget: Budget) -> Iterator[Passage | Table]:
    """Yield the text of a document of any format: its ending does not tell which."""
    with _office_faults():
        yield from _embedded("", content, budget)


@contextmanager
def _office_faults() -> Iterator[None]:
    try:
        yield
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
        yield from _pdf(content, budget)
    elif content.startswith(b"{\\rtf"):
        yield from rtf_passages(content)
    elif kind in _PICTURES:
        yield from _embedded_picture(content, budget)
    elif len(content) > LARGEST_OLD:
        raise LargeOffice
    else:
        yield from raw_passages(content)


def _embedded_picture(content: bytes, budget: Budget) -> Iterator[Passage | Table]:
    try:
        yield from [*_picture(content, budget)]
    except Unsearchable:
        # A picture that no reader opens still has bytes.
        yield from raw_passages(content)


def _opened(pieces: Iterable[Passage | Enclosed], budget: Budget) -> Iterator[Passage | Table]:
    """Yield the pieces of a PDF or a picture, and those of the files in it."""
    for piece in pieces:
        if isinstance(piece, Passage):
            yield piece
            continue
        if budget.depth == DEEPEST:
            raise Unsearchable(_NESTED)
        budget.depth += 1
        yield Passage(piece.place, piece.name)
        with _office_faults():
            for inner in _enclosed(piece, budget):
                # Pictures in a document are no pages without letters.
                if isinstance(inner, Table) or inner.kind != SCAN:
                    yield moved(piece.place, inner)
        budget.depth -= 1


def _enclosed(file: Enclosed, budget: Budget) -> Iterator[Passage | Table]:
    head, named = file.content[:HEAD], PurePath(file.name).suffix.lower()
    kind = seen_type(head)
    if kind in _PICTURES:
        yield from _picture(file.content, budget)
    elif kind == "ZIP" or _ZIP_END in file.content[-_LONGEST_ZIP_END:]:
        # What is no document is an archive of whatever.
        if b"[Content_Types].xml" not in file.content:
            raise Unsearchable(_UNKNOWN)
        yield from office_passages(file.content, budget, _embedded)
    elif head.startswith(_PACKED):
        raise Unsearchable(_UNKNOWN)
    elif b"%PDF-" in head:
        yield from _pdf(file.content, budget)
    elif kind == "OLE" or head.startswith(b"{\\rtf"):
        yield from _embedded(file.name, file.content, budget)
    elif named in _TEXTS:
        yield from _READERS[named](file.content, budget)
    else:
        yield Passage("", words_in(file.content))


_READERS: Mapping[str, Callable[[bytes, Budget], Iterator[Passage | Table]]] = MappingProxyType(
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
_NESTED = N_("files are hidden in it, one in the other")
_UNKNOWN = N_("a file of an unknown kind is hidden in it")
