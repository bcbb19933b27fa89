"""Count ledgers against targets: what counts, what is proven, what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from generator.chinese.numbers import PERCENT
from generator.model.attachment import Refusal
from generator.model.checklist import (
    Checklist,
    Checklists,
    ClauseResult,
    ClauseState,
    EntryResult,
    RefusedProof,
    Uncounted,
    UnprovenEntry,
    Unsubmitted,
)
from generator.model.evidence import Entry, Evidence, LinkKind, LinkUse, Precision, Status
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.rubric import Clause, County, Indicator, NoTarget, Rubric, Target

_NOTHING = Fraction(0)


def make_checklists(portfolio: Portfolio) -> Checklists:
    """Return the checklist of every county loaded and item; without evidence all is short."""
    checklists = {}
    for folder in portfolio.counties.values():
        county = portfolio.rubric.county_by_id[folder.county]
        counter = _Counter(portfolio.rubric, county, folder)
        for item in portfolio.rubric.items.values():
            checklist = counter.checklist(item)
            unsubmitted = _unsubmitted(portfolio.rubric, county, folder, item)
            checklists[county.id, item.id] = replace(checklist, unsubmitted=unsubmitted)
    return MappingProxyType(checklists)


def _unsubmitted(
    rubric: Rubric, county: County, folder: CountyFolder, item: Indicator
) -> Unsubmitted | None:
    """A file that is not submitted, counted as if it were; None for one that is."""
    evidence = folder.evidence.get(item.id)
    if evidence is None or evidence.status is Status.SUBMITTED:
        return None
    submitted = {**folder.evidence, item.id: replace(evidence, status=Status.SUBMITTED)}
    counted = _Counter(rubric, county, replace(folder, evidence=submitted)).checklist(item)
    return Unsubmitted(
        status=evidence.status,
        written=len(evidence.entries) + len(evidence.unread),
        counting=sum(result.uncounted is None for result in counted.entries),
        clauses=counted.clauses,
    )


@dataclass(frozen=True, slots=True)
class _Citable:
    """A numbered entry of a submitted file: what a citation takes from it."""

    entry: Entry
    proven: bool
    refused: tuple[RefusedProof, ...]


class _Counter:
    """Counts one county's ledgers."""

    def __init__(self, rubric: Rubric, county: County, folder: CountyFolder) -> None:
        self.rubric = rubric
        self.county = county
        self.folder = folder
        self.citable = dict(self._citable())

    def checklist(self, item: Indicator) -> Checklist:
        evidence = self.folder.evidence.get(item.id)
        entries = () if evidence is None else tuple(self._entry_results(evidence, item))
        for clause in item.clauses:
            # Before clauses are compared: a rate that a newer one replaces must enter no count.
            if clause.demand is not None and clause.demand.unit == PERCENT:
                entries = self._superseded(entries, _own(clause, item))
        clauses = tuple(self._clause_result(clause, item, entries) for clause in item.clauses)
        return Checklist(county=self.county.id, item=item.id, clauses=clauses, entries=entries)

    def _citable(self) -> Iterator[tuple[str, _Citable]]:
        for evidence in self.folder.evidence.values():
            # A draft lends nothing: its entries are not handed in, so citing them proves nothing.
            if evidence.status is Status.SUBMITTED:
                for entry in evidence.entries:
                    # An entry that cites another has no fact of its own, so chains end here.
                    if entry.number and entry.cites is None:
                        yield entry.number, _Citable(entry, *self._proof(entry))

    def _proof(self, entry: Entry) -> tuple[bool, tuple[RefusedProof, ...]]:
        """Whether the entry is proven, and if not, what was refused of its proofs."""
        reasons = [(link, refusal_of(link, self.folder)) for link in entry.proofs]
        proven = any(reason is None for _, reason in reasons)
        refused = (RefusedProof(_name(link), reason) for link, reason in reasons if reason)
        return proven, () if proven else tuple(refused)

    def _entry_results(self, evidence: Evidence, item: Indicator) -> Iterator[EntryResult]:
        clauses = {clause.id: clause for clause in item.clauses}
        counted: set[tuple[str, str, str]] = set()
        for entry in evidence.entries:
            reason = self._reason(entry, evidence, clauses)
            # Only a row that counts makes a later row a duplicate: that may be the corrected one.
            if reason is None and entry.row_key in counted:
                reason = Uncounted.DUPLICATE
            if reason is None:
                counted.add(entry.row_key)
            cited = self.citable.get(entry.cites or "")
            if cited is None:
                proven, refused = self._proof(entry)
            else:
                proven, refused = cited.proven, cited.refused
            yield EntryResult(entry=entry, uncounted=reason, proven=proven, refused=refused)

    def _reason(
        self, entry: Entry, evidence: Evidence, clauses: Mapping[str, Clause]
    ) -> Uncounted | None:
        if evidence.status is not Status.SUBMITTED:
            return Uncounted.NOT_SUBMITTED
        if entry.clause is None:
            return Uncounted.UNKNOWN_CLAUSE
        if entry.cites is not None and entry.cites not in self.citable:
            return Uncounted.UNKNOWN_CITATION
        if self._counts_already(entry, clauses[entry.clause]):
            return Uncounted.DUPLICATE
        return self._date_reason(entry) or _quantity_reason(entry, clauses[entry.clause])

    def _counts_already(self, entry: Entry, clause: Clause) -> bool:
        """Whether the entry cited enters this clause's count by its own row."""
        cited = self.citable.get(entry.cites or "")
        if cited is None or cited.entry.clause is None:
            return False
        # A clause counts the rows of its parts too: between them a citation would count twice.
        own = self.rubric.clause(cited.entry.clause)
        return clause.id in (own.id, own.parent) or clause.parent == own.id

    def _date_reason(self, entry: Entry) -> Uncounted | None:
        cited = self.citable.get(entry.cites or "")
        when = entry.when if cited is None else cited.entry.when
        first, last = self.rubric.period
        if when is None:
            return Uncounted.NO_DATE
        # No program can say how much of a range lies inside: the county has to split the row.
        if when.first < first or when.last > last:
            return Uncounted.OUTSIDE_PERIOD
        return None

    def _clause_result(
        self, clause: Clause, item: Indicator, entries: Sequence[EntryResult]
    ) -> ClauseResult:
        own = _own(clause, item)
        counting = _counting(entries, own)
        return _compare(self.rubric.target(clause, self.county), clause, counting)

    def _superseded(
        self, entries: tuple[EntryResult, ...], own: frozenset[str]
    ) -> tuple[EntryResult, ...]:
        """Of a rate the latest row counts; rates are never added."""
        counting = _counting(entries, own)
        if not counting:
            return entries
        # Of rows of the same day the last in the file is the latest: max() takes the first it meets.
        latest = max(reversed(counting), key=lambda result: self._last_day(result.entry))
        earlier = {result.entry.place for result in counting if result is not latest}
        return tuple(
            replace(result, uncounted=Uncounted.SUPERSEDED)
            if result.entry.place in earlier
            else result
            for result in entries
        )

    def _last_day(self, entry: Entry) -> date:
        cited = self.citable.get(entry.cites or "")
        when = entry.when if cited is None else cited.entry.when
        return date.min if when is None else when.last


def refusal_of(link: LinkUse, folder: CountyFolder) -> Refusal | None:
    """Why the link proves nothing, None where it proves something."""
    # A link to a file that is missing or withheld shows nobody anything.
    match link.kind:
        case LinkKind.WEB:
            return None
        case LinkKind.FOREIGN | LinkKind.UNSAFE:
            return Refusal.FOREIGN
        case LinkKind.BROKEN:
            return Refusal.UNREADABLE
        case LinkKind.ATTACHMENT if link.target in folder.attachments:
            return None
    return folder.withheld.get(link.target, Refusal.ABSENT)


def _name(link: LinkUse) -> str:
    return link.target.removeprefix("attachments/")


def _quantity_reason(entry: Entry, clause: Clause) -> Uncounted | None:
    # Where no number is asked the judges read the row, whatever stands in its quantity.
    if clause.demand is None:
        return None
    if entry.quantity is None:
        return Uncounted.NO_QUANTITY
    if entry.quantity.unit != clause.demand.unit:
        return Uncounted.WRONG_UNIT
    # "About 50" can be 45: it must not reach a target of 50.
    return Uncounted.ABOUT if entry.quantity.precision is Precision.ABOUT else None


def _counting(entries: Sequence[EntryResult], own: frozenset[str]) -> list[EntryResult]:
    """The rows that count for the clauses of those ids."""
    return [result for result in entries if result.entry.clause in own and result.uncounted is None]


def _value(entry: Entry) -> Fraction:
    return _NOTHING if entry.quantity is None else entry.quantity.value


def _own(clause: Clause, item: Indicator) -> frozenset[str]:
    """The clauses whose rows count for the clause: itself and its parts."""
    return frozenset({clause.id} | {part.id for part in item.clauses if part.parent == clause.id})


def _compare(
    asked: Target | NoTarget, clause: Clause, counting: Sequence[EntryResult]
) -> ClauseResult:
    counted = proven = missing = above = _NOTHING
    if clause.demand is not None:
        counted = sum((_value(result.entry) for result in counting), _NOTHING)
        proven = sum((_value(result.entry) for result in counting if result.proven), _NOTHING)
    if isinstance(asked, NoTarget):
        state = ClauseState(asked.value)
    else:
        state = _state(asked.number, counted, proven)
        missing = max(_NOTHING, asked.number - counted)
        # Without a maximum nothing is above it.
        above = max(_NOTHING, counted - (asked.maximum or counted))
    return ClauseResult(
        clause=clause,
        asked=asked,
        state=state,
        counted=counted,
        proven=proven,
        missing=missing,
        above=above,
        entries=len(counting),
        unproven=tuple(
            UnprovenEntry(result.entry.place.line, result.refused)
            for result in counting
            if not result.proven
        ),
    )


def _state(number: Fraction, counted: Fraction, proven: Fraction) -> ClauseState:
    # What is counted but not proven never makes a clause met: the notice asks for evidence.
    if proven >= number:
        return ClauseState.MET
    return ClauseState.UNPROVEN if counted >= number else ClauseState.SHORT
