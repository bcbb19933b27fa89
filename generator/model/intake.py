"""Rows and parts as they were read from an office's file, before they become evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.message import NOTHING


@dataclass(frozen=True, slots=True, order=True)
class CellPlace:
    """Where something stands in a file that was taken in: "台账.xlsx", "05", "B7".

    ``sheet`` is "" in a file without sheets, ``cell`` "" where the whole sheet is meant.
    """

    file: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row of a ledger, every field a text as it is written in a cell of the Markdown table.

    ``proof`` is Markdown: "[签到表](attachments/qd.pdf)". ``people`` is 参加人数.
    ``where`` is the row's first cell. What cannot be read stays as it was written: the
    checker says what is wrong with it.
    """

    date: str
    matter: str
    clause: str
    quantity: str
    place: str
    people: str
    proof: str
    number: str
    where: CellPlace

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's texts in the order of the ledger's columns."""
        return (
            self.date,
            self.matter,
            self.clause,
            self.quantity,
            self.place,
            self.people,
            self.proof,
            self.number,
        )


def row_of(cells: Sequence[str], where: CellPlace) -> ReadRow:
    """The row whose texts those are, in the order of the ledger's columns."""
    date, matter, clause, quantity, place, people, proof, number = cells
    return ReadRow(
        date=date,
        matter=matter,
        clause=clause,
        quantity=quantity,
        place=place,
        people=people,
        proof=proof,
        number=number,
        where=where,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """What was read for one evidence file; what is None is left as the file has it.

    ``status`` and ``claims`` (clause to quantity) stand in its front matter; ``parts`` maps the
    name of a part to its Markdown, the ledger's to what stands before the table.
    """

    item: str
    rows: tuple[ReadRow, ...] | None = None
    parts: Mapping[str, str] | None = None
    claims: Mapping[str, str] | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Misread:
    """Something in a file taken in that a person has to look at: its place and a sentence."""

    where: CellPlace
    text: str
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
