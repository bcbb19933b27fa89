"""What a picture says beside what it shows: the only module that knows Pillow."""

from collections.abc import Iterator
from pathlib import Path

# EXIF: the group of the position.
_GPS = 0x8825


class UnreadablePicture(Exception):
    """The file is no picture that can be read."""


def picture_texts(file: Path) -> Iterator[str]:
    """Yield every text of the metadata. Raises UnreadablePicture."""
    yield from _information(file)[1]


def has_position(file: Path) -> bool:
    """Whether the metadata tell where the picture was taken. Raises UnreadablePicture."""
    return _information(file)[0]


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
