"""The check of one county as lines to keep or to send on, and the lines as values again."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from generator.keeping.coding import UnreadableLine, read_back, written
from generator.model.account import Account
from generator.model.checklist import Checklist, Checklists, ClauseResult, ClauseState, EntryResult
from generator.model.cross_check import CrossCheck, CrossCheckedEntry
from generator.model.evidence import Status
from generator.model.finding import Finding
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Rubric


@dataclass(frozen=True, slots=True)
class _Count:
    """A clause's result without what the rubric says of it."""

    clause: str
    state: ClauseState
    counted: Fraction
    proven: Fraction
    missing: Fraction
    above: Fraction
    entries: int
    unproven: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    statuses: Mapping[str, Status]
    clauses: Mapping[str, tuple[_Count, ...]]


@dataclass(frozen=True, slots=True)
class _Entries:
    by_item: Mapping[str, tuple[EntryResult, ...]]


@dataclass(frozen=True, slots=True)
class CountyLines:
    """The findings, the counts, what is compared with other counties, and the entries.

    ``events`` are a part of what is compared. ``entries``, which are most of all, stand only
    where a report lists them.
    """

    findings: bytes
    counts: bytes
    cross_check: bytes
    events: bytes
    entries: bytes

    @classmethod
    def written(
        cls,
        folder: CountyFolder,
        checklists: Checklists,
        findings: tuple[Finding, ...],
        cross_check: CrossCheck,
        *,
        listed: bool,
    ) -> "CountyLines":
        """The lines of the folder's county, its entries where they are ``listed``."""
        counts = _Counts(
            statuses={item: one.status for item, one in folder.evidence.items()},
            clauses={
                item: tuple(_count(clause) for clause in one.clauses)
                for (_, item), one in checklists.items()
            },
        )
        entries = _Entries({item: one.entries for (_, item), one in checklists.items()})
        return cls(
            findings=findings_line(findings),
            counts=written(counts),
            cross_check=written(replace(cross_check, events=())),
            events=written(cross_check.events),
            entries=written(entries) if listed else b"",
        )

    @classmethod
    def of(cls, lines: Sequence[bytes]) -> "CountyLines":
        """The lines in their order. Raises UnreadableLine."""
        if len(lines) != len(fields(cls)):
            raise UnreadableLine
        return cls(*lines)

    def all(self) -> list[bytes]:
        """The lines in their order."""
        return [self.findings, self.counts, self.cross_check, self.events, self.entries]

    def without_entries(self) -> "CountyLines":
        """The same for who does not list them: they are most of it."""
        return replace(self, entries=b"")

    def compared(self) -> CrossCheck:
        """What is compared with other counties. Raises UnreadableLine, now or when it is used."""
        return replace(
            read_back(CrossCheck, self.cross_check), events=_Events(zlib.compress(self.events, 1))
        )

    def checklists(self, county: County, rubric: Rubric) -> tuple[Checklist, ...]:
        """The county's whole checklists. Raises UnreadableLine."""
        entries = read_back(_Entries, self.entries).by_item
        return tuple(
            Checklist(county=county.id, item=item, clauses=clauses, entries=entries.get(item, ()))
            for item, clauses in account_in(self.counts, county, rubric).clauses.items()
        )


@dataclass(frozen=True, slots=True)
class _Events:
    """A county's events, read from their compressed line whenever they are gone through."""

    line: bytes

    def __iter__(self) -> Iterator[CrossCheckedEntry]:
        return iter(read_back(tuple[CrossCheckedEntry, ...], zlib.decompress(self.line)))


class Accounts(Mapping[str, Account]):
    """The counties' accounts by id, each read from the line of its counts when it is asked for."""

    def __init__(self, rubric: Rubric, lines: Mapping[str, bytes]) -> None:
        self._rubric = rubric
        self._lines = lines

    def __getitem__(self, county: str) -> Account:
        return account_in(self._lines[county], self._rubric.county_by_id[county], self._rubric)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def account_in(counts: bytes, county: County, rubric: Rubric) -> Account:
    """How far the county is by the line of its counts. Raises UnreadableLine."""
    read = read_back(_Counts, counts)
    try:
        clauses = {
            item: tuple(_result(one, county, rubric) for one in read.clauses[item])
            for item in rubric.items
        }
    except KeyError as error:
        raise UnreadableLine from error
    return Account(county=county.id, statuses=read.statuses, clauses=clauses)


def findings_line(findings: tuple[Finding, ...]) -> bytes:
    """The findings as a line."""
    return written(findings)


def findings_in(line: bytes) -> tuple[Finding, ...]:
    """The findings of a line. Raises UnreadableLine."""
    return read_back(tuple[Finding, ...], line)


def cross_checks_line(cross_checks: tuple[CrossCheck, ...]) -> bytes:
    """The traces as a line."""
    return written(cross_checks)


def cross_checks_in(line: bytes) -> tuple[CrossCheck, ...]:
    """The traces of a line. Raises UnreadableLine."""
    return read_back(tuple[CrossCheck, ...], line)


def _count(one: ClauseResult) -> _Count:
    return _Count(
        one.clause.id,
        one.state,
        one.counted,
        one.proven,
        one.missing,
        one.above,
        one.entries,
        one.unproven,
    )


def _result(one: _Count, county: County, rubric: Rubric) -> ClauseResult:
    clause = rubric.clause(one.clause)
    return ClauseResult(
        clause=clause,
        asked=rubric.target(clause, county),
        state=one.state,
        counted=one.counted,
        proven=one.proven,
        missing=one.missing,
        above=one.above,
        entries=one.entries,
        unproven=one.unproven,
    )
