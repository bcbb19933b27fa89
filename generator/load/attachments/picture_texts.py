"""What stands beside a picture in its file, and what two pictures are told apart by: pure Python."""

from collections.abc import Iterator
from itertools import pairwise

from generator.load.attachments.enclosed import Enclosed
from generator.load.attachments.picture_parts import MissingEnd, picture_parts
from generator.load.attachments.picture_words import exif_words, says_where, words_in
from generator.model.message import N_
from generator.model.passage import POSITION, Passage
from generator.model.picture import SIDE

# Two neighbouring fields differ visibly from this step of brightness on.
_VISIBLE_STEP = 4


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


def fingerprint(grey: bytes, colours: bytes) -> str:
    """The fingerprint of a picture's brightness and colours, "" for one that is nearly blank."""
    rows = [grey[at : at + SIDE + 1] for at in range(0, len(grey), SIDE + 1)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    if sum(abs(step) >= _VISIBLE_STEP for step in steps) < len(steps) // 4:
        return ""
    # One bit a step: whether the picture gets brighter from left to right.
    light = int("".join("1" if step > 0 else "0" for step in steps), 2)
    return light.to_bytes(SIDE * SIDE // 8).hex() + colours.hex()
