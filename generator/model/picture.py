"""What is known of a picture: its size, and what remains of it when it is saved anew."""

from dataclasses import dataclass
from pathlib import PurePosixPath

PICTURE_TYPES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})
"""The endings of files that are shown as pictures."""

UNDESCRIBED = "没有说明"
"""What is said of a picture of which its county says nothing."""

SIDE = 16
COLOURS = 8
FINGERPRINT_BYTES = SIDE * SIDE // 8 + 3 * COLOURS * COLOURS
# Copies at a fifth of the size or in poor quality stay below these; other pictures of the same
# drawn scene in other colours do not.
_MOST_BITS = 24
_MOST_APART = 12


def is_picture(name: str) -> bool:
    """Whether a file of that name is shown as a picture."""
    return PurePosixPath(name).suffix.lower() in PICTURE_TYPES


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, as the picture is shown: upright."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A small digest of a picture, comparable with those of others.

    ``light`` has a bit for each two neighbours of 16 rows of 17 fields: whether the right one
    is lighter. ``colours`` are the red, green and blue of 8 times 8 fields, ``total`` their sum.
    """

    light: int
    colours: bytes
    total: int

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """The fingerprint that was written as this text."""
        content = bytes.fromhex(text)
        light, colours = content[: SIDE * SIDE // 8], content[SIDE * SIDE // 8 :]
        return cls(int.from_bytes(light), colours, sum(colours))

    def may_be_near(self, other: "Fingerprint") -> bool:
        """Whether the two are about as bright; if not, they cannot look alike.

        A cheap first test: each picture is compared with all others.
        """
        return abs(self.total - other.total) <= _MOST_APART * len(self.colours) // 3

    def looks_like(self, other: "Fingerprint") -> bool:
        """Whether one of the pictures can have been made from the other."""
        if (self.light ^ other.light).bit_count() > _MOST_BITS:
            return False
        pairs = zip(self.colours, other.colours, strict=True)
        return all(abs(own - theirs) <= _MOST_APART for own, theirs in pairs)
