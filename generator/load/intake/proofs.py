"""A file that is handed in made an attachment: cleaned, searched, or refused with a sentence."""

from dataclasses import dataclass

from generator.load.attachments.attachment_files import ATTACHMENT_TYPES
from generator.load.attachments.scan_cache import ScanCache, ScanResult
from generator.load.attachments.search import PUPILS
from generator.load.intake.ask import clean_file
from generator.load.intake.clean_files import CLEANED_TYPES
from generator.model.attachment import LARGEST, REFUSAL_REASONS, SCANNED
from generator.model.errors import NotTaken
from generator.model.message import N_

# What stands in files with macros: in an archive, and in the old formats.
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
# Half a million words: whoever exported it wants it read by a program, not by a judge.
_LARGEST_TEXT = 1_000_000
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz")
_TEXTS = (".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Proof:
    """The file as it goes into the county's folder; ``scanned`` where no program can read its pages."""

    content: bytes
    suffix: str
    scanned: bool


def as_proof(content: bytes, suffix: str) -> Proof:
    """The file as an attachment. Raises NotTaken."""
    if suffix in _ARCHIVES:
        raise NotTaken(_ARCHIVE)
    if suffix not in ATTACHMENT_TYPES | CLEANED_TYPES:
        raise NotTaken(_TYPE)
    if not content:
        raise NotTaken(_EMPTY)
    if suffix in _TEXTS and len(content) > _LARGEST_TEXT:
        raise NotTaken(_LONG_TEXT)
    if suffix in CLEANED_TYPES:
        content, suffix = clean_file(content, suffix)
    elif any(mark in content for mark in _MACROS):
        raise NotTaken(_MACRO)
    if len(content) > LARGEST:
        raise NotTaken(_LARGE)
    result = ScanCache(None, "", "").scan_handed(content, suffix)
    _refuse(result)
    return Proof(content, suffix, result.trouble == SCANNED)


def _refuse(result: ScanResult) -> None:
    if result.mistyped:
        raise NotTaken(_MISTYPED)
    if result.damage is not None:
        raise NotTaken(REFUSAL_REASONS[result.damage])
    if any(found.kind == PUPILS for found in result.found):
        raise NotTaken(_PUPILS)
    if result.found:
        raise NotTaken(_PERSONAL)
    if result.trouble and result.trouble != SCANNED:
        raise NotTaken(result.trouble)


_TYPE = N_(
    "files of this type are not taken; save it as PDF, Word (.docx), Excel (.xlsx) or a picture"
)
_ARCHIVE = N_(
    "an archive is not unpacked here; unpack it, and hand in its files in a folder or a zip"
)
_EMPTY = N_("the file is empty")
_MACRO = N_("it holds macros; save it once more as .docx or .xlsx, without them")
_LARGE = N_("it is larger than 10 MB even when cleaned; part it, or scan it in less detail")
_LONG_TEXT = N_(
    "a text of more than 1 MB is not taken; hand in the part of it that proves something"
)
_MISTYPED = N_("its content is not what its ending says; save it once more in the right format")
_PUPILS = N_("it holds a list of pupils; black out their names, or leave the file out")
_PERSONAL = N_(
    "it holds personal numbers (id card, mobile phone, bank card or e-mail); take them out, "
    "and hand it in again"
)
