"""What was understood of a table that an office handed in."""

from dataclasses import dataclass

from generator.model.intake import CellPlace, Misread, ReadRow
from generator.model.message import Message


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One row, its proof still to be found: ``proofs`` are names of files and addresses."""

    item: str
    row: ReadRow
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """How a sheet was understood.

    ``columns`` are pairs: what stands over a column, and what it was taken for. ``header`` is the
    row of the header; ``refused`` says why nothing was taken. ``left_out`` are rows that are no entries,
    ``doubts`` what was understood in a way that a person should look at.
    """

    where: CellPlace
    header: int
    item: str = ""
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...] = ()
    rows: tuple[HandedRow, ...] = ()
    left_out: tuple[Misread, ...] = ()
    doubts: tuple[Misread, ...] = ()
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of the ledger, and which of them are new, mended, or were not handed in again."""

    rows: tuple[ReadRow, ...]
    added: tuple[ReadRow, ...]
    mended: tuple[ReadRow, ...]
    absent: tuple[ReadRow, ...]
