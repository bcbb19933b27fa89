"""A row of a table to cells with their places, and what a cell says and links."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.chinese.widths import fold_widths
from generator.load.evidence.links import line_links, link_use
from generator.load.evidence.markdown import ADDRESS, PLAIN, bare_address, inline_tokens, plain_text
from generator.model.evidence import LinkUse
from generator.model.place import Place

_ANYWHERE = Place("", 1)
_WORD = re.compile(r"\w")
_BAR = re.compile(r"(?<!\\)\|")
# Fast path: most cells hold no markup (``PLAIN``), or links whose target every parser reads the same.
_SIMPLE_LINK = re.compile(
    r"\[([^\\`*_\[\]<>&!~\n]*)\]"
    r"\(((?:https?://[A-Za-z0-9.-]+/?|attachments/)[A-Za-z0-9./\u4e00-\u9fff-]*)\)"
)


class Cell(NamedTuple):
    """One cell of a table row: its source text, its row's place, the column it begins in."""

    row: Place
    column: int
    text: str

    @property
    def place(self) -> Place:
        """Where the cell's text begins."""
        return Place(self.row.path, self.row.line, self.column)


def split_row(row: str, place: Place) -> tuple[Cell, ...]:
    """Split a row at its bars; a bar behind a backslash belongs to its cell.

    The parser gives cells no position, drops surplus cells and pads missing ones.
    """
    pieces = _BAR.split(row) if "\\" in row else row.split("|")
    cells, column = [], place.column
    for piece in pieces:
        text = piece.lstrip()
        # An empty cell begins where its space does.
        lead = len(piece) - len(text) if text else 0
        cells.append(Cell(place, column + lead, text.rstrip().replace("\\|", "|")))
        column += len(piece) + 1
    if not cells[0].text and len(cells) > 1:
        cells = cells[1:]
    if not cells[-1].text and len(cells) > 1:
        cells = cells[:-1]
    return tuple(cells)


# Files of a project have few headers, and each is asked for several times.
@lru_cache(maxsize=256)
def header_words(row: str) -> tuple[str, ...]:
    """Return what the cells of a header say, in one width."""
    return tuple(fold_widths(cell.text) for cell in split_row(row, _ANYWHERE))


def cell_links(cell: Cell) -> tuple[LinkUse, ...]:
    """Return every link in a cell; a bare web address that fills the cell is a link too."""
    if not _has_links(cell.text):
        return ()
    if ADDRESS.fullmatch(cell.text) and bare_address(cell.text) == cell.text:
        return (link_use(cell.place, cell.text, cell.text),)
    pieces = _simple_pieces(cell.text)
    if pieces:
        links = zip(pieces[1::3], pieces[2::3], strict=True)
        return tuple(link_use(cell.place, text, target) for text, target in links)
    return line_links(cell.text, cell.place)


def _simple_pieces(text: str) -> list[str]:
    """Plain text, then text and target of a link and what stands behind it; none of other markup."""
    pieces = _SIMPLE_LINK.split(text)
    simple = all(PLAIN.fullmatch(piece) and not _has_links(piece) for piece in pieces[::3])
    return pieces if simple else []


def _has_links(text: str) -> bool:
    """Whether the text may hold a link, or what is meant as one."""
    return any(sign in text for sign in ("[", "://", "<"))


def words_beside_links(cell: Cell, links: Iterable[LinkUse]) -> str:
    """The text of a cell that holds more than its links, "" where they are all of it."""
    text = rest = cell_text(cell)
    for link in links:
        rest = rest.replace(link.written or link.text, "", 1)
    return text if _WORD.search(rest) else ""


def cell_text(cell: Cell) -> str:
    """Return the text a reader sees in the cell."""
    return _shown(cell.text)


# A row's cells are asked several times each.
@lru_cache(maxsize=1024)
def _shown(text: str) -> str:
    if not PLAIN.fullmatch(text):
        pieces = _simple_pieces(text)
        shown = (piece for nth, piece in enumerate(pieces) if nth % 3 != 2)
        text = "".join(shown) if pieces else plain_text(inline_tokens(text))
    return " ".join(text.split())
