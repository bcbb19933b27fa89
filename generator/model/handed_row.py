"""A row of a ledger as it was read from what an office handed in."""

from dataclasses import dataclass

from generator.model.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedRow:
    """One row, its cells as they go into the ledger; ``clause`` is "" where none is known.

    ``file``, ``sheet`` and ``cell`` are where it was read, ``folder`` that of the file. ``proofs``
    are names of files and addresses as they were written. ``doubts`` say what was understood in a way
    that a person should look at.
    """

    file: str
    sheet: str
    cell: str
    item: str
    when: str
    title: str
    clause: str
    quantity: str
    location: str
    people: str
    proofs: tuple[str, ...]
    number: str
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row or a cell that was not taken as an entry, and why."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """How a sheet was understood.

    ``columns`` are pairs: what stands over a column, and what it was taken for. ``header`` is the
    row of the header, 0 where none was found; ``refused`` says why nothing was taken.
    """

    file: str
    name: str
    header: int
    item: str
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    rows: tuple[HandedRow, ...]
    left_out: tuple[LeftOut, ...]
    refused: Message | None = None
