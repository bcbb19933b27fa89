"""A county's file line by line, so that it can be rewritten where it says something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.intake import ReadItem


class LineKind(StrEnum):
    """What a line of a file is to whoever rewrites it.

    HEADER and DASHES begin a ledger's table; an EMPTY row of one says nothing.
    """

    HEAD = "head"
    HEADING = "heading"
    TEXT = "text"
    HEADER = "header"
    DASHES = "dashes"
    ROW = "row"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of a file: ``written`` as it stands, with its end, ``seen`` as it is read.

    ``part`` is the part it stands in, "" before the first. A row has its ``cells`` in the order
    of the ledger's columns, and ``own`` the same as they stand in the file, where a number may be
    that ``cells`` have masked; both are empty for one that cannot be split. ``people`` is whether
    its table has the column 参加人数.
    """

    written: str
    seen: str
    kind: LineKind
    part: str = ""
    cells: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of a county line by line, and what it says.

    ``parts`` are those it should have, in their order. ``status_line`` and ``claim_lines`` are
    indices of lines; a claim's by its clause, with the key's line under "".
    """

    path: str
    lines: tuple[SourceLine, ...]
    read: ReadItem
    parts: tuple[str, ...]
    status_line: int | None = None
    claim_lines: Mapping[str, int] | None = None
