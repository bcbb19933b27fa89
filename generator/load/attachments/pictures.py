"""Size and fingerprint of a picture: the only module that knows Pillow.

Pillow is imported inside functions: a check whose attachments are cached needs none of it.
"""

from io import BytesIO
from math import isqrt, prod
from typing import TYPE_CHECKING, Any

from generator.load.attachments.picture_texts import (
    DamagedPicture,
    LargePicture,
    UnreadablePicture,
    fingerprint,
)
from generator.model.picture import COLOURS, SIDE, Size

if TYPE_CHECKING:
    from PIL.Image import Image

# A large JPEG is decoded at no less than this size, which is much faster.
_DECODED = 128
# Bytes that a decoded picture may take: 50 million pixels in colour, 200 million in grey.
_MOST_DECODED = 200_000_000
_MOST_PIXELS = 100_000_000
# A picture of more pixels is made smaller strip by strip before it is compared.
_MANY_PIXELS = 8_000_000
_STRIP = 64
# Progressive pictures have about ten; each costs as much as the first.
_MOST_SCANS = 100
# EXIF: how the camera was held; from 5 on it lay on its side.
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 5


def fingerprint_of(content: bytes) -> str:
    """Return the picture's fingerprint as hexadecimal text, "" for one that is nearly blank.

    Raises DamagedPicture, UnreadablePicture.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - most checks scan no new file

    try:
        with _decoded(content) as picture:
            upright = ImageOps.exif_transpose(_smaller(picture)).convert("RGB")
            grey = upright.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
            colours = upright.resize((COLOURS, COLOURS), Image.Resampling.BOX).tobytes()
    except (DamagedPicture, MemoryError):
        raise
    except Exception as error:
        raise UnreadablePicture from error
    return fingerprint(grey, colours)


def _decoded(content: bytes) -> "Image":
    """Return the picture, all of its data decoded. Raises DamagedPicture, DecompressionBombError."""
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    try:
        picture = Image.open(BytesIO(content))
        picture.draft("RGB", (_DECODED, _DECODED))
        picture.load()
    except (Image.DecompressionBombError, MemoryError):
        # Too large to be decoded here; whoever opens it may well see it.
        raise
    except Exception as error:
        raise DamagedPicture from error
    return picture


def refuse_large(content: bytes) -> None:
    """Raise LargePicture where it would take too much to decode, by what its header says.

    Raises UnreadablePicture for what cannot be opened as a picture.
    """
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    # libwebp holds two pictures as soon as a file is opened, and hands a third and fourth over.
    if _webp_pixels(content) * 16 > _MOST_DECODED:
        raise LargePicture
    try:
        with Image.open(BytesIO(content)) as picture:
            fits = _fits(picture, content)
    except Image.DecompressionBombError as error:
        raise LargePicture from error
    except Exception as error:
        raise UnreadablePicture from error
    if not fits:
        raise LargePicture


def _fits(picture: Any, content: bytes) -> bool:
    pixels = picture.width * picture.height
    if picture.format in ("JPEG", "MPO"):
        # Only one with several scans is held whole, in two bytes for each value.
        if not picture.info.get("progressive"):
            return True
        parts = [across * down for _, across, down, _ in picture.layer]
        held = 2 * pixels * sum(parts) / max(parts)
        return bool(held <= _MOST_DECODED) and content.count(b"\xff\xda") <= _MOST_SCANS
    return bool(pixels <= _MOST_PIXELS and pixels * _BYTES.get(picture.mode, 4) <= _MOST_DECODED)


def _webp_pixels(content: bytes) -> int:
    """How many pixels the header of a WebP states, 0 for other files."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return 0
    if content[12:16] == b"VP8X":
        sides = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif content[12:16] == b"VP8L":
        both = int.from_bytes(content[21:25], "little")
        sides = ((both >> shift & 0x3FFF) + 1 for shift in (0, 14))
    else:
        sides = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return prod(sides)


# In Pillow's memory; every other mode takes four.
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "LA": 4, "RGB": 4}


def _smaller(picture: Any) -> Any:
    """The picture in few enough pixels to be turned and converted, with how it was held."""
    from PIL import Image  # noqa: PLC0415 - most checks scan no new file

    width, height = picture.size
    if width * height <= _MANY_PIXELS or width < _STRIP or height < _STRIP:
        return picture
    times = isqrt(width * height // _MANY_PIXELS) + 1
    smaller = Image.new("RGB", (width // times, height // times))
    for top in range(0, height // times, _STRIP):
        strip = picture.crop((0, top * times, width, min(height, (top + _STRIP) * times)))
        smaller.paste(strip.convert("RGB").reduce(times), (0, top))
    smaller.getexif()[_ORIENTATION] = picture.getexif().get(_ORIENTATION, 1)
    return smaller


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
