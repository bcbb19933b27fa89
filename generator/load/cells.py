"""A row of a table to cells with their places, and what a cell says and links."""

import re
from itertools import pairwise
from typing import NamedTuple

from generator.load.markdown import inline_links, inline_text, link_use
from generator.model.evidence import LinkUse
from generator.model.place import Place

_BARE_URL = re.compile(r"https?://[^\s<>|]+", re.ASCII)
# Most cells hold no markup, or links whose target no parser would write otherwise.
_PLAIN = re.compile(r"[^\\`*_\[\]<>&!~\n]*")
_SIMPLE_LINK = re.compile(
    r"\[([^\\`*_\[\]<>&!~\n]*)\]"
    r"\(((?:https?://[A-Za-z0-9.-]+/?|attachments/)[A-Za-z0-9./\u4e00-\u9fff-]*)\)"
)


class Cell(NamedTuple):
    """One cell of a table row, as source text with its place."""

    place: Place
    text: str


def split_row(row: str, place: Place) -> tuple[Cell, ...]:
    """Split a row at its bars; one behind a backslash is a bar in a cell.

    The parser gives cells no position, drops surplus cells and pads missing ones.
    """
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", row)]
    edges = [-1, *bars, len(row)]
    pieces = [(a + 1, row[a + 1 : b]) for a, b in pairwise(edges)]
    if not pieces[0][1].strip() and len(pieces) > 1:
        pieces = pieces[1:]
    if not pieces[-1][1].strip() and len(pieces) > 1:
        pieces = pieces[:-1]
    return tuple(_cell(at, piece, place) for at, piece in pieces)


def cell_links(cell: Cell) -> tuple[LinkUse, ...]:
    """Every link in a cell; an address of the web written bare is one as well."""
    if _BARE_URL.fullmatch(cell.text):
        return (link_use(cell.place, cell.text, cell.text),)
    pieces = _SIMPLE_LINK.split(cell.text)
    if all(_PLAIN.fullmatch(piece) for piece in pieces[::3]):
        found = zip(pieces[1::3], pieces[2::3], strict=True)
        return tuple(link_use(cell.place, text, target) for text, target in found)
    return inline_links(cell.text, cell.place)


def cell_text(cell: Cell) -> str:
    """The text a reader sees in the cell."""
    text = cell.text if _PLAIN.fullmatch(cell.text) else inline_text(cell.text)
    return " ".join(text.split())


def _cell(at: int, piece: str, place: Place) -> Cell:
    lead = len(piece) - len(piece.lstrip())
    column = place.column + at + (lead if piece.strip() else 0)
    return Cell(Place(place.path, place.line, column), piece.strip().replace("\\|", "|"))
