"""What the browser saw of pictures, by the SHA-256 of their content."""

import hashlib
from dataclasses import dataclass

from generator.load.attachments.picture_texts import fingerprint
from generator.model.picture import COLOURS, SIDE, Size

# The size that the browser draws each picture in: whole fields of both fingerprints.
WIDTH, HEIGHT = 16 * (SIDE + 1), 16 * SIDE


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as the browser showed it; ``clean`` is what it made of it, with its ending."""

    size: Size
    fingerprint: str
    clean: bytes = b""
    suffix: str = ""


_SEEN: dict[str, Seen] = {}


def remember_picture(content: bytes, seen: Seen) -> None:
    """Keep what the browser saw of a picture."""
    _SEEN[_digest(content)] = seen


def seen_picture(content: bytes) -> Seen | None:
    """What the browser saw of the picture, None where it could not show it."""
    return _SEEN.get(_digest(content))


def fingerprint_of_pixels(pixels: bytes) -> str:
    """The fingerprint of a picture drawn into WIDTH times HEIGHT pixels, four bytes each."""
    grey = bytes(
        _mean([(299 * r + 587 * g + 114 * b) // 1000 for r, g, b in _field(pixels, box)])
        for box in _boxes(SIDE + 1, SIDE)
    )
    colours = bytes(
        _mean([pixel[part] for pixel in field])
        for field in (_field(pixels, box) for box in _boxes(COLOURS, COLOURS))
        for part in range(3)
    )
    return fingerprint(grey, colours)


def _boxes(across: int, down: int) -> list[tuple[int, int, int, int]]:
    """Fields of the picture, row by row: left, top, right, bottom."""
    xs = [WIDTH * at // across for at in range(across + 1)]
    ys = [HEIGHT * at // down for at in range(down + 1)]
    return [(xs[x], ys[y], xs[x + 1], ys[y + 1]) for y in range(down) for x in range(across)]


def _field(pixels: bytes, box: tuple[int, int, int, int]) -> list[tuple[int, int, int]]:
    left, top, right, bottom = box
    # Every second pixel of each way tells as much of a mean.
    starts = (4 * (y * WIDTH + x) for y in range(top, bottom, 2) for x in range(left, right, 2))
    return [(pixels[at], pixels[at + 1], pixels[at + 2]) for at in starts]


def _mean(values: list[int]) -> int:
    return round(sum(values) / len(values))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
