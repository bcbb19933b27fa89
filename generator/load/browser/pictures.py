"""Size and fingerprint of a picture by what the browser saw of it."""

from generator.load.attachments.picture_texts import DamagedPicture
from generator.load.browser.seen_pictures import seen_picture
from generator.model.picture import Size


def fingerprint_of(content: bytes) -> str:
    """Return the picture's fingerprint. Raises DamagedPicture where the browser shows none."""
    if (seen := seen_picture(content)) is None:
        raise DamagedPicture
    return seen.fingerprint


def size_of(content: bytes) -> Size:
    """Return the size in which the picture is shown. Raises DamagedPicture."""
    if (seen := seen_picture(content)) is None:
        raise DamagedPicture
    return seen.size


def refuse_large(content: bytes) -> None:
    """Pass every picture: the browser has decoded it, or refused to."""
