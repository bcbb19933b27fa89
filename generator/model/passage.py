"""Where in a document something stands, and what a reader of documents yields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

# Between places, between a document and what is embedded in it, between a sentence and its details.
_PLACES, _LEVELS, _DETAILS = "\x1d", "\x1e", "\x1f"
_MOST_PLACES = 5
_LONGEST_DETAIL = 60


POSITION = "position"
"""Metadata say where a picture was taken."""

SCAN = "scan"
"""Pages are pictures, or draw letters that no program can read."""


class Passage(NamedTuple):
    """A text of a document, its paragraphs on lines; ``place`` is "" for the whole file.

    ``numbered`` where lines are those that an editor counts. ``kind`` is that of what has no text:
    POSITION, SCAN, "" for a text.
    """

    place: str
    text: str
    numbered: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``rows`` are the number and the cells with a text of each row, by column from 0.

    ``cell_place`` says where the cell of a row and column is. ``title`` stands above the table.
    """

    place: str
    rows: Sequence[tuple[int, Mapping[int, str]]]
    cell_place: Callable[[int, int], str]
    title: str = ""


def place_in(sentence: str, *details: str) -> str:
    """A place: a sentence of the catalogue, the details for its {}."""
    cleaned = (
        "".join(letter if letter.isprintable() else " " for letter in detail[:_LONGEST_DETAIL])
        for detail in details
    )
    return _DETAILS.join((sentence, *cleaned))


def inside(outer: str, place: str) -> str:
    """The place in a document that is embedded at ``outer``."""
    return _LEVELS.join(part for part in (outer, place) if part)


def moved(outer: str, piece: Passage | Table) -> Passage | Table:
    """The piece of a document that is embedded at ``outer``, with its places there."""
    if isinstance(piece, Passage):
        return piece._replace(place=inside(outer, piece.place))

    def place(row: int, column: int) -> str:
        return inside(outer, piece.cell_place(row, column))

    return replace(piece, place=inside(outer, piece.place), cell_place=place)


def joined_places(places: Sequence[str]) -> str:
    """Several places as one value of a finding; of many the first."""
    known = list(dict.fromkeys(place for place in places if place))
    more = ["…"] if len(known) > _MOST_PLACES else []
    return _PLACES.join([*known[:_MOST_PLACES], *more])


def said_places(value: str, say: Callable[[str], str]) -> str:
    """A place, several places, or any other term, with ``say`` for the sentences in it."""

    def one(level: str) -> str:
        sentence, *details = level.split(_DETAILS)
        return say(sentence).format(*details) if details else say(sentence)

    return "、".join(
        " ".join(one(level) for level in place.split(_LEVELS)) for place in value.split(_PLACES)
    )
