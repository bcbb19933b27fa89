"""Metadata, size and fingerprint of a picture: the only module that knows Pillow.

Pillow is imported inside functions: a check whose attachments are cached needs none of it.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.load.attachments.enclosed import Enclosed
from generator.load.attachments.picture_parts import MissingEnd, picture_parts
from generator.load.attachments.picture_words import exif_words, says_where, words_in
from generator.model.message import N_
from generator.model.passage import POSITION, Passage
from generator.model.picture import COLOURS, SIDE, Size

if TYPE_CHECKING:
    from PIL.Image import Image

# A large JPEG is decoded at no less than this size, which is much faster.
_DECODED = 128
# Two neighbouring fields differ visibly from this step of brightness on.
_VISIBLE_STEP = 4
# EXIF: how the camera was held; from 5 on it lay on its side.
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 5


class UnreadablePicture(Exception):
    """The file is no picture that can be read."""


class DamagedPicture(UnreadablePicture):
    """The picture cannot be decoded to its end: it was cut off on the way, or damaged."""


class LargePicture(UnreadablePicture):
    """The picture would fill the memory when it is decoded."""


def picture_texts(content: bytes) -> Iterator[Passage | Enclosed]:
    """Yield every text beside the picture itself, and what stands behind its end.

    Raises DamagedPicture once all is yielded.
    """
    try:
        for kind, part in picture_parts(content):
            if kind == "behind" and part.strip(b"\0\r\n\t "):
                yield Enclosed(N_("behind its end"), "", part)
            elif kind != "behind":
                yield from (Passage("", text) for text in (words_in(part), *exif_words(part)))
                if says_where(part):
                    yield Passage("", "", kind=POSITION)
    except MissingEnd as error:
        raise DamagedPicture from error


def refuse_unreadable(content: bytes) -> None:
    """Raise LargePicture, UnreadablePicture for what cannot be opened as a picture."""
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    try:
        with Image.open(BytesIO(content)):
            pass
    except Image.DecompressionBombError as error:
        raise LargePicture from error
    except Exception as error:
        # Pillow raises many kinds of error for a damaged file; all mean the same here.
        raise UnreadablePicture from error


def fingerprint_of(content: bytes) -> str:
    """Return the picture's fingerprint as hexadecimal text, "" for one that is nearly blank.

    Raises DamagedPicture, UnreadablePicture.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - most checks scan no new file

    try:
        with _decoded(content) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            grey = upright.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
            colours = upright.resize((COLOURS, COLOURS), Image.Resampling.BOX).tobytes()
    except DamagedPicture:
        raise
    except Exception as error:
        raise UnreadablePicture from error
    rows = [grey[at : at + SIDE + 1] for at in range(0, len(grey), SIDE + 1)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    if sum(abs(step) >= _VISIBLE_STEP for step in steps) < len(steps) // 4:
        return ""
    # One bit a step: whether the picture gets brighter from left to right.
    light = int("".join("1" if step > 0 else "0" for step in steps), 2)
    return light.to_bytes(SIDE * SIDE // 8).hex() + colours.hex()


def _decoded(content: bytes) -> "Image":
    """Return the picture, all of its data decoded. Raises DamagedPicture, DecompressionBombError."""
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    try:
        picture = Image.open(BytesIO(content))
        picture.draft("RGB", (_DECODED, _DECODED))
        picture.load()
    except Image.DecompressionBombError:
        # Too large to be decoded here; whoever opens it may well see it.
        raise
    except Exception as error:
        raise DamagedPicture from error
    return picture


def size_of(content: bytes) -> Size:
    """Return the size in which the picture is shown. Raises UnreadablePicture."""
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = picture.size
            held = picture.getexif().get(_ORIENTATION, 1)
    except Exception as error:
        raise UnreadablePicture from error
    return Size(height, width) if held >= _ON_ITS_SIDE else Size(width, height)
