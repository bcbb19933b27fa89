"""Clause by clause: what was asked, what the ledger shows, and the state of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from generator.model.attachment import Refusal
from generator.model.evidence import Entry, Status
from generator.model.message import N_
from generator.model.rubric import Clause, NoTarget, Target


class ClauseState(StrEnum):
    """The state of one clause for one county."""

    MET = "met"
    UNPROVEN = "unproven"
    SHORT = "short"
    JUDGED = "judged"
    NOT_NAMED = "not-named"
    NOT_APPLICABLE = "not-applicable"


CLAUSE_STATE_NAMES: Mapping[ClauseState, str] = MappingProxyType(
    {
        ClauseState.MET: N_("met"),
        ClauseState.UNPROVEN: N_("unproven"),
        ClauseState.SHORT: N_("short"),
        ClauseState.JUDGED: N_("to be judged"),
        ClauseState.NOT_NAMED: N_("no target named"),
        ClauseState.NOT_APPLICABLE: N_("not applicable"),
    }
)
"""What a state of a clause is called inside a sentence."""


class Uncounted(StrEnum):
    """Why an entry does not count."""

    NOT_SUBMITTED = "not-submitted"
    UNKNOWN_CLAUSE = "unknown-clause"
    UNKNOWN_CITATION = "unknown-citation"
    NO_DATE = "no-date"
    OUTSIDE_PERIOD = "outside-period"
    NO_QUANTITY = "no-quantity"
    ABOUT = "about"
    WRONG_UNIT = "wrong-unit"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class RefusedProof:
    """A link in 佐证 that proves nothing, and why."""

    name: str
    reason: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """An entry and what becomes of it; ``uncounted`` None means that it counts.

    ``refused`` are the proofs of an entry that is not ``proven``, empty where it has none.
    """

    entry: Entry
    uncounted: Uncounted | None
    proven: bool
    refused: tuple[RefusedProof, ...] = ()


@dataclass(frozen=True, slots=True)
class UnprovenEntry:
    """The line of an entry that counts without proof, and the proofs that were refused."""

    line: int
    refused: tuple[RefusedProof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResult:
    """One clause held against one county's ledger.

    ``counted`` and ``proven`` are sums in the target's unit, or the latest rate
    in percent; both 0 where no entry counts. ``missing`` is how far ``counted``
    stays below the target, 0 where it does not; ``above`` how far over a maximum.
    ``entries`` is how many entries count; ``unproven`` are those that lack proof.
    """

    clause: Clause
    asked: Target | NoTarget
    state: ClauseState
    counted: Fraction
    proven: Fraction
    missing: Fraction
    above: Fraction
    entries: int
    unproven: tuple[UnprovenEntry, ...]

    @property
    def reported(self) -> bool:
        """Whether any entry counts: a rate nobody reported is unknown, not 0."""
        return self.entries > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubmitted:
    """A draft or returned file: how many rows it has, and what would count once submitted."""

    status: Status
    written: int
    counting: int
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One county's answer to one item: every clause, then every entry in file order.

    ``unsubmitted`` is None where the file is submitted, or there is none.
    """

    county: str
    item: str
    clauses: tuple[ClauseResult, ...]
    entries: tuple[EntryResult, ...]
    unsubmitted: Unsubmitted | None = None

    def clause(self, clause_id: str) -> ClauseResult:
        """The result of one clause of the item."""
        return next(result for result in self.clauses if result.clause.id == clause_id)

    def entries_of(self, clause_id: str) -> tuple[EntryResult, ...]:
        """The entries of a clause and of its parts, in file order."""
        parts = {result.clause.id for result in self.clauses if result.clause.parent == clause_id}
        return tuple(
            result for result in self.entries if result.entry.clause in {clause_id, *parts}
        )


Checklists = Mapping[tuple[str, str], Checklist]
"""Checklists by (county id, item id): every county times every item."""
