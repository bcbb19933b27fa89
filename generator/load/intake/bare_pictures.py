"""Pictures that may stay as they are: with nothing beside the picture in the file."""

from generator.load.attachments.picture_parts import MissingEnd, picture_parts
from generator.model.message import N_

# The longer side, in pixels: fills a screen, and prints on half a sheet of paper.
LONGEST_SIDE = 1920
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WebP": ".webp"}
# Segments of JPEG that only say how to decode it.
_HARMLESS = (b"JFIF\0", b"Adobe\0")


def is_bare(content: bytes, kind: str) -> bool:
    """Whether nothing but the picture is in the file."""
    if kind not in SUFFIXES:
        return False
    try:
        parts = [*picture_parts(content)]
    except MissingEnd:
        return False
    return all(
        not part.strip(b"\0\r\n\t ") or (where == "part" and part.startswith(_HARMLESS))
        for where, part in parts
    )


DAMAGED = N_("the picture is damaged or incomplete; open it, and save it once more as .jpg")
