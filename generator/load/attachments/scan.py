"""What an attachment says, as texts that can be searched for personal data."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from generator.load.attachments.pdf import UnreadablePdf, pdf_texts
from generator.load.attachments.pictures import (
    UnreadablePicture,
    fingerprint_of,
    has_position,
    picture_texts,
    size_of,
)
from generator.model.message import N_
from generator.model.picture import PICTURE_TYPES, Size, is_picture
from generator.privacy.personal_numbers import Personal, find_personal

LARGEST_PART = 20_000_000
LARGEST_OLD = 20_000_000

_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+|comments\d*)\.xml"
    r"|ppt/(?:slides|notesSlides)/[^/]+\.xml|docProps/[^/]+\.xml"
)
_BREAK = re.compile(rb"</(?:w:p|a:p|row|c|si|dc:\w+|cp:\w+)>|<(?:w:tab|w:br|a:br)\b[^>]*>")
_TAG = re.compile(rb"<[^>]*>")


class Unsearchable(Exception):
    """The file cannot be searched; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def personal_in(file: Path) -> Iterator[tuple[str, str]]:
    """Yield kind and masked text of each passage in the file. Raises Unsearchable.

    The position of a picture is told as ``position`` without a text.
    """
    suffix = file.suffix.lower()
    for text in _TEXTS.get(suffix, _nothing)(file):
        for one in find_personal(text):
            yield one.kind.value, shown(one)
    if is_picture(file.name) and _position(file):
        yield "position", ""


def fingerprint_in(file: Path) -> str:
    """The fingerprint of a picture, "" for other files and for what cannot be read."""
    if not is_picture(file.name):
        return ""
    try:
        return fingerprint_of(file)
    except UnreadablePicture:
        return ""


def size_in(file: Path) -> Size | None:
    """The size of a picture, None for other files and for what cannot be read."""
    try:
        return size_of(file) if is_picture(file.name) else None
    except UnreadablePicture:
        return None


def shown(found: Personal) -> str:
    """The masked text on one line."""
    return " ".join(found.masked.split())


def _nothing(_: Path) -> Iterator[str]:
    yield ""


def _plain(file: Path) -> Iterator[str]:
    content = file.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield content.decode("utf-16", errors="ignore")
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("gb18030", errors="ignore")


def _pdf(file: Path) -> Iterator[str]:
    try:
        yield from pdf_texts(file)
    except UnreadablePdf as error:
        raise Unsearchable(_BROKEN) from error


def _picture(file: Path) -> Iterator[str]:
    try:
        yield from picture_texts(file)
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _position(file: Path) -> bool:
    try:
        return has_position(file)
    except UnreadablePicture as error:
        raise Unsearchable(_BROKEN) from error


def _office(file: Path) -> Iterator[str]:
    """Text and properties of a document that is XML in an archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if _PARTS.fullmatch(part.filename):
                    with archive.open(part) as opened:
                        content = opened.read(LARGEST_PART + 1)
                    if len(content) > LARGEST_PART:
                        raise Unsearchable(_LARGE)
                    text = _TAG.sub(b"", _BREAK.sub(b"\n", content))
                    yield text.decode("utf-8", errors="ignore")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise Unsearchable(_BROKEN) from error


def _old_office(file: Path) -> Iterator[str]:
    """The binary formats: whatever reads as text in them, in the three ways it is written."""
    if file.stat().st_size > LARGEST_OLD:
        raise Unsearchable(_LARGE)
    content = file.read_bytes()
    for encoding in ("utf-16-le", "gb18030"):
        yield content.decode(encoding, errors="ignore")
    yield content[1:].decode("utf-16-le", errors="ignore")


_TEXTS: Mapping[str, Callable[[Path], Iterator[str]]] = MappingProxyType(
    {
        ".pdf": _pdf,
        **dict.fromkeys((".txt", ".csv"), _plain),
        **dict.fromkeys((".docx", ".xlsx", ".pptx"), _office),
        **dict.fromkeys((".doc", ".xls", ".ppt", ".wps", ".et"), _old_office),
        **dict.fromkeys(PICTURE_TYPES, _picture),
    }
)
_BROKEN = N_("it is encrypted or damaged")
_LARGE = N_("it is too large")
