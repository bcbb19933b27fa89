"""A picture that the browser has turned, made small enough and cleaned, if it was not so before."""

from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.browser.seen_pictures import seen_picture
from generator.load.intake.bare_pictures import DAMAGED, LONGEST_SIDE, SUFFIXES, is_bare
from generator.model.errors import NotTaken
from generator.model.message import N_

# Before each picture of a GIF that moves.
_FRAME = b"\x21\xf9\x04"


def clean_picture(content: bytes) -> tuple[bytes | None, str]:
    """Return the clean picture, None where it is so as it stands, and its ending. Raises NotTaken."""
    kind, seen = seen_type(content[:HEAD]), seen_picture(content)
    if seen is None:
        raise NotTaken(_HEIC if kind == "HEIC" else DAMAGED)
    small = max(seen.size.width, seen.size.height) <= LONGEST_SIDE
    if small and is_bare(content, kind) and content.count(_FRAME) < 2:
        return None, SUFFIXES[kind]
    return seen.clean, seen.suffix


_HEIC = N_(
    "this browser cannot open the photos of an iPhone (HEIC): save it as .jpg, or hand it in beside "
    "the package, where it is converted"
)
