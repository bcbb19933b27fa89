"""The ledger of an evidence file: rows of a table to entries."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from generator.chinese.dates import read_span, suggest_date
from generator.chinese.numbers import read_quantity, suggest_quantity
from generator.chinese.sum_rows import group_word, sum_word
from generator.chinese.widths import fold_widths
from generator.load.evidence.cells import (
    Cell,
    cell_links,
    cell_text,
    header_words,
    split_row,
    words_beside_links,
)
from generator.load.evidence.sections import Section, Table
from generator.load.evidence.stray_rows import StrayRows
from generator.load.evidence.suggestions import suggest_clause, suggested_edit
from generator.model.codes import Code
from generator.model.evidence import (
    ALL_COLUMNS,
    COLUMNS,
    LEDGER,
    PEOPLE,
    Entry,
    LinkUse,
    Quantity,
    Span,
    UnreadRow,
)
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Indicator, Rubric

# The last column, 编号, may be left out.
HEADERS = (COLUMNS, COLUMNS[:-1], ALL_COLUMNS, ALL_COLUMNS[:-1])
# 见 and the number of an entry, or what somebody would write for one: never 见证, 见习.
_CITATION = re.compile(
    r"见\s*([A-Za-z0-9][A-Za-z0-9_.-]{0,30}|[\u4e00-\u9fff]{1,6}-\d{1,8})", re.ASCII
)
# What people type into a cell to leave it empty.
_NOTHING = re.compile(r"[-\u2010-\u2015\u2500_/\\]{1,6}|无|暂无|没有|空|N/?A", re.IGNORECASE)
# What can stand in an id and in an address without being escaped.
# Those of the page's own parts and of its unread rows are taken.
_ANCHOR = re.compile(r"(?!(?:part|unread)-\d)[A-Za-z]{1,8}-?\d{1,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a file in its order, the rows that cannot be read, every link in both."""

    tables: tuple[Table, ...]
    entries: tuple[Entry, ...]
    unread: tuple[UnreadRow, ...]
    links: tuple[LinkUse, ...]


def read_ledger(
    sections: Iterable[Section],
    stray: StrayRows,
    indicator: Indicator,
    rubric: Rubric,
    faults: list[Fault],
) -> Ledger:
    """Return the ledger of a file: its tables, wherever they stand, and the rows below them.

    Faults are appended to ``faults``.
    """
    reader = _RowReader(indicator, rubric, faults)
    tables: list[Table] = []
    rows = list(stray.rows)
    peopled = set(stray.peopled)
    faults.extend(Fault("misformed-row", place, {"fenced": "yes"}) for place in stray.fenced)
    for section in sections:
        own = [table for table in section.tables if is_ledger(table)]
        rows += (row for table in own for row in table.rows)
        peopled.update(place for table in own if counts_people(table) for place, _ in table.rows)
        tables += own
        if section.title == LEDGER:
            faults.extend(_table_faults(section, own, found=bool(rows)))
    # In the order of the file: of two equal rows the first one counts.
    for place, row in sorted(rows, key=lambda row: row[0]):
        reader.read(row, place, people=place in peopled)
    return Ledger(tuple(tables), tuple(reader.entries), tuple(reader.unread), tuple(reader.links))


def _table_faults(section: Section, own: Collection[Table], *, found: bool) -> Iterator[Fault]:
    """Yield a fault for each table with another header, or one where no row was found at all."""
    for table in section.tables:
        if table not in own:
            yield _unreadable(table.place, _HEADER)
    if section.empty or section.tables:
        return
    if section.barred is not None or not found:
        reason = _NO_TABLE if section.barred is None else _NO_DASHES
        yield _unreadable(section.barred or section.place, reason)


def is_ledger(table: Table) -> bool:
    """Whether the table has the header of a ledger."""
    return table.top and header_words(table.header) in HEADERS


def counts_people(table: Table) -> bool:
    """Whether it has the column 参加人数."""
    return PEOPLE in header_words(table.header)


def _unreadable(place: Place, reason: str) -> Fault:
    values = {"reason": reason, "columns": " | ".join(COLUMNS)}
    return Fault("unreadable-ledger", place, values, frozenset({"reason"}))


class _RowReader:
    """Turns rows of cells into entries; notes anchors, so that no two entries share one."""

    def __init__(self, indicator: Indicator, rubric: Rubric, faults: list[Fault]) -> None:
        self.clauses = {clause.name: clause for clause in indicator.clauses}
        self.units = rubric.units
        self.period = rubric.period
        self.faults = faults
        self.entries: list[Entry] = []
        self.unread: list[UnreadRow] = []
        self.links: list[LinkUse] = []
        self.anchors: set[str] = set()
        self.equal: Counter[str] = Counter()

    def read(self, row: str, place: Place, *, people: bool) -> None:
        """Read a row of a table with or without the column 参加人数."""
        cells = split_row(row, place)
        emptied = tuple(map(_emptied, cells))
        columns = len(COLUMNS) + people
        if (word := next(filter(None, map(_sum_word, cells[:3])), None)) is not None:
            self.faults.append(Fault("sum-row", place, {"word": word}))
        elif (group := _group_word(emptied)) is not None:
            self.faults.append(Fault("sum-row", place, {"word": group, "group": "yes"}))
        elif len(cells) not in (columns - 1, columns):
            values = {"cells": str(len(cells)), "columns": str(columns)}
            self.faults.append(Fault("unreadable-row", place, values))
            # Shown as it stands: what does not count must still not vanish from the page.
            self.unread.append(UnreadRow(place, row.strip()))
        # A row of empty cells is left over from the form.
        elif any(cell.text for cell in cells):
            self.entries.append(self.entry(emptied, people=people))

    def entry(self, cells: tuple[Cell, ...], *, people: bool) -> Entry:
        crowd = cells[len(COLUMNS) - 2] if people else None
        # Left out of what the row's address is made of: it stays when the column comes.
        cells = tuple(cell for cell in cells if cell is not crowd)
        when, title, clause, quantity, location, proof = cells[:6]
        number = cells[6].text if len(cells) > 6 else ""
        cited = _CITATION.fullmatch(fold_widths(cell_text(title)))
        proofs = cell_links(proof)
        self.links += (*cell_links(title), *cell_links(location), *proofs)
        return Entry(
            place=(when if when.text else title).place,
            when_text=when.text,
            title=cell_text(title),
            clause_text=clause.text,
            quantity_text=quantity.text,
            location=cell_text(location),
            number=number,
            when=self.span(when, citing=cited is not None),
            clause=self.clause(clause),
            quantity=self.quantity(quantity, clause.text),
            quantity_place=quantity.place,
            proofs=proofs,
            proof_text=words_beside_links(proof, proofs),
            cites=cited[1] if cited else None,
            anchor=self.anchor(number, cells),
            people="" if crowd is None else cell_text(crowd),
        )

    def span(self, cell: Cell, *, citing: bool) -> Span | None:
        span = read_span(cell.text)
        # A row that cites an entry takes the date from there.
        if span is None and (cell.text or not citing):
            suggestion = suggest_date(cell.text, self.period) if cell.text else None
            self.fault("unreadable-date", cell, {"text": cell.text}, suggestion)
        return span

    def clause(self, cell: Cell) -> str | None:
        if cell.text in self.clauses:
            return self.clauses[cell.text].id
        values = {"clause": cell.text, "known": "、".join(self.clauses)}
        self.fault("unknown-clause", cell, values, suggest_clause(cell.text, self.clauses))
        return None

    def quantity(self, cell: Cell, clause_name: str) -> Quantity | None:
        quantity = read_quantity(cell.text, self.units)
        clause = self.clauses.get(clause_name)
        counts = clause is not None and clause.demand is not None
        # Without a demand a person judges the clause, so no number is needed.
        if quantity is None and (cell.text or counts):
            suggestion = suggest_quantity(cell.text, self.units) if cell.text else None
            unit = clause.demand.unit if clause is not None and clause.demand is not None else ""
            values = {"text": cell.text, "unit": unit}
            self.fault("unreadable-quantity", cell, values, suggestion)
        return quantity

    def fault(self, code: Code, cell: Cell, values: dict[str, str], suggestion: str | None) -> None:
        edit = suggested_edit(cell.place, cell.text, suggestion)
        self.faults.append(Fault(code, cell.place, values, edit=edit))

    def anchor(self, number: str, cells: tuple[Cell, ...]) -> str:
        """A 编号 that is safe as an id, else a digest; a second equal one gets a suffix."""
        anchor = number if _ANCHOR.fullmatch(number) else _digest(cells)
        free = ""
        # Another row may have the suffixed one for its number.
        while not free or free in self.anchors:
            self.equal[anchor] += 1
            times = self.equal[anchor]
            free = anchor if times == 1 else f"{anchor}-{times}"
        self.anchors.add(free)
        return free


def _emptied(cell: Cell) -> Cell:
    return cell._replace(text="") if _is_nothing(cell.text) else cell


@lru_cache(maxsize=1024)
def _is_nothing(text: str) -> bool:
    return _NOTHING.fullmatch(fold_widths(text)) is not None


def _sum_word(cell: Cell) -> str | None:
    return sum_word(cell_text(cell))


def _group_word(cells: tuple[Cell, ...]) -> str | None:
    texts = (text for cell in cells if (text := cell_text(cell)))
    # More than one are no group, however many they are.
    return group_word([*islice(texts, 2)])


def _digest(cells: tuple[Cell, ...]) -> str:
    # From what the row says, so that a link to it still fits when rows are added above.
    row = "|".join(cell.text for cell in cells)
    return "e" + hashlib.sha256(row.encode()).hexdigest()[:10]


_HEADER = N_("the header of the table is not that of a ledger")
_NO_TABLE = N_("there is no table in it")
_NO_DASHES = N_("the line of dashes under the header is missing, or has another number of cells")
