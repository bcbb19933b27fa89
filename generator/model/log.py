"""The log of the assessment's states: how it came to where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from generator.model.announcement import Announcement
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
    nothing was recorded.
    """

    number: str
    state: State
    day: date
    by: str
    notice: Notice | None
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Log:
    """The transitions in their order; an empty log is the state setup."""

    transitions: tuple[Transition, ...]

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
