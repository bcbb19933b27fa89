"""The log of the assessment's states: how it came to where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from generator.model.announcement import Announcement
from generator.model.message import N_
from generator.model.rules import RuleChange, Rules
from generator.model.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An announcement with the file it stands in: name, bytes and their SHA-256.

    ``signatures`` are what ``ssh-keygen -Y sign`` made of the file, by their names.
    """

    announcement: Announcement
    name: str
    content: bytes
    digest: str
    signatures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One file of the log; ``notice`` is there exactly where the state announces.

    ``evidence`` is what the counties had handed in then, as SHA-256 by county id; empty where
    nothing was recorded. ``rules`` are those that it froze. ``ballots`` and ``decision`` are
    salted SHA-256 of what it bound, "" for nothing.
    """

    number: str
    state: State
    day: date
    by: str
    notice: Notice | None
    evidence: Mapping[str, str]
    rules: Rules | None = None
    ballots: str = ""
    decision: str = ""


class RecordKind(StrEnum):
    """What an entry that changes no state records."""

    BALLOTS = "ballots-changed"
    DECISION = "decision-changed"
    RULES = "rules-changed"


RECORD_NAMES: Mapping[RecordKind, str] = MappingProxyType(
    {
        RecordKind.BALLOTS: N_("roster or ballots changed"),
        RecordKind.DECISION: N_("decision changed"),
        RecordKind.RULES: N_("rules changed"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry of the log that changes no state: what was changed after it was bound, and why."""

    number: str
    kind: RecordKind
    day: date
    by: str
    reason: str
    rules: Rules | None = None
    changes: tuple[RuleChange, ...] = ()
    ballots: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """The transitions in their order, and the records between them; an empty log is setup."""

    transitions: tuple[Transition, ...]
    records: tuple[Record, ...] = ()

    @property
    def state(self) -> State:
        """Where the assessment stands."""
        return self.transitions[-1].state if self.transitions else State.SETUP

    @property
    def recorded(self) -> Transition | None:
        """The newest transition that recorded the counties' evidence, None before the first."""
        # Judging records anew what the close recorded: the newest record is what ballots rest on.
        return next(
            (transition for transition in reversed(self.transitions) if transition.evidence), None
        )

    @property
    def entries(self) -> tuple[Transition | Record, ...]:
        """Transitions and records as they follow each other."""
        entries: tuple[Transition | Record, ...] = (*self.transitions, *self.records)
        return tuple(sorted(entries, key=lambda entry: int(entry.number)))

    @property
    def rules(self) -> Rules | None:
        """The rules that are frozen now, None in a log that froze none."""
        return next((entry.rules for entry in reversed(self.entries) if entry.rules), None)

    @property
    def ballots(self) -> str:
        """The digest of the ballots that the decision may rest on, "" before they are bound."""
        return self.ballots_before(f"{len(self.entries) + 1}")

    def ballots_before(self, number: str) -> str:
        """The digest of the ballots that the entry of the number rests on, "" for none."""
        before = [entry.ballots for entry in self.entries if int(entry.number) < int(number)]
        return next((ballots for ballots in reversed(before) if ballots), "")

    @property
    def decision(self) -> str:
        """The digest of the decision that was announced, "" before the first announcement."""
        return next((entry.decision for entry in reversed(self.entries) if entry.decision), "")

    @property
    def public_records(self) -> tuple[Record, ...]:
        """Changed rules at once, changed ballots and decisions from the next announcement on."""
        last = int(self.announced[-1][0].number) if self.announced else 0
        return tuple(
            record
            for record in self.records
            if record.kind is RecordKind.RULES or int(record.number) < last
        )

    @property
    def announced(self) -> tuple[tuple[Transition, Notice], ...]:
        """The transitions that announce, with their notices, oldest first."""
        return tuple(
            (transition, transition.notice)
            for transition in self.transitions
            if transition.notice is not None
        )

    @property
    def announcement(self) -> Announcement | None:
        """The newest announcement, None before the first."""
        return self.announced[-1][1].announcement if self.announced else None
