"""What a picture says beside what it shows, and what it shows in little: alone knows Pillow."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from generator.model.picture import COLOURS, SIDE, Size

# The least size that a large picture is decoded at, and the least step of light that shows.
_DECODED = 128
_SEEN = 4
# EXIF: the group of the position.
_GPS = 0x8825
# EXIF: how the camera was held; from 5 on it lay on its side.
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 5


class UnreadablePicture(Exception):
    """The file is no picture that can be read."""


def picture_texts(file: Path) -> Iterator[str]:
    """Yield every text of the metadata. Raises UnreadablePicture."""
    yield from _information(file)[1]


def has_position(file: Path) -> bool:
    """Whether the metadata tell where the picture was taken. Raises UnreadablePicture."""
    return _information(file)[0]


def fingerprint_of(file: Path) -> str:
    """The picture's fingerprint as text, "" where it shows too little to be told by it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only a file that is new needs it

    try:
        with Image.open(file) as picture:
            picture.draft("RGB", (_DECODED, _DECODED))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            grey = upright.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
            colours = upright.resize((COLOURS, COLOURS), Image.Resampling.BOX).tobytes()
    except Exception as error:
        raise UnreadablePicture from error
    rows = [grey[at : at + SIDE + 1] for at in range(0, len(grey), SIDE + 1)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    if sum(abs(one) >= _SEEN for one in steps) < len(steps) // 4:
        return ""
    light = int("".join("1" if one > 0 else "0" for one in steps), 2)
    return light.to_bytes(SIDE * SIDE // 8).hex() + colours.hex()


def size_of(file: Path) -> Size:
    """The picture's size. Raises UnreadablePicture."""
    from PIL import Image  # noqa: PLC0415 - only a file that is new needs it

    try:
        with Image.open(file) as picture:
            width, height = picture.size
            held = picture.getexif().get(_ORIENTATION, 1)
    except Exception as error:
        raise UnreadablePicture from error
    return Size(height, width) if held >= _ON_ITS_SIDE else Size(width, height)


def _information(file: Path) -> tuple[bool, list[str]]:
    from PIL import Image  # noqa: PLC0415 - only a file that is new needs it

    try:
        with Image.open(file) as picture:
            exif = picture.getexif()
            values = [*exif.values(), *exif.get_ifd(0x8769).values(), *picture.info.values()]
            return bool(exif.get_ifd(_GPS)), [text for one in values if (text := _text(one))]
    except Exception as error:
        # Whatever a file makes the library stumble over, it is the file that cannot be read.
        raise UnreadablePicture from error


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="ignore") if len(value) < 100_000 else ""
    return value if isinstance(value, str) else ""
