"""A file made clean, or the sentence that says why it is not taken. Runs in the worker alone."""

from base64 import b64encode

from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.intake.clean_pdf import clean_pdf
from generator.load.intake.clean_pictures import clean_picture
from generator.model.errors import NotTaken
from generator.model.message import N_

PICTURES = frozenset({"JPEG", "PNG", "GIF", "WebP", "BMP", "TIFF", "HEIC"})
CLEANED_TYPES = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".pdf")
)


def clean(content: bytes, suffix: str) -> dict[str, str]:
    """The cleaned file and its ending as JSON; no content where it may stay as it is."""
    try:
        cleaned, suffix = _cleaned(content, suffix)
    except NotTaken as error:
        return {"reason": error.reason}
    if cleaned is None:
        return {"suffix": suffix}
    return {"suffix": suffix, "content": b64encode(cleaned).decode()}


def _cleaned(content: bytes, suffix: str) -> tuple[bytes | None, str]:
    kind = seen_type(content[:HEAD])
    # By the content: phones send HEIC under the name .jpg.
    if kind in PICTURES:
        return clean_picture(content)
    if suffix == ".pdf" and b"%PDF-" in content[:HEAD]:
        return clean_pdf(content), ".pdf"
    raise NotTaken(_OTHER if content else _EMPTY)


_EMPTY = N_("it is empty")
_OTHER = N_("its content is not what its ending says; save it once more in the right format")
