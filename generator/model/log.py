"""The log of the assessment's states: how it came to where it stands."""

from dataclasses import dataclass
from datetime import date

from generator.model.announcement import Announcement
from generator.model.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An announcement with the file it stands in: name, bytes and their SHA-256."""

    announcement: Announcement
    name: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One file of the log; ``notice`` is there exactly where the state announces."""

    number: str
    state: State
    day: date
    by: str
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class Log:
    """The transitions in their order; an empty log is the state setup."""

    transitions: tuple[Transition, ...]

    @property
    def state(self) -> State:
        """Where the assessment stands."""
        return self.transitions[-1].state if self.transitions else State.SETUP

    @property
    def announced(self) -> tuple[tuple[Transition, Notice], ...]:
        """The transitions that announce, with their notices, oldest first."""
        return tuple((one, one.notice) for one in self.transitions if one.notice is not None)

    @property
    def announcement(self) -> Announcement | None:
        """The newest announcement, None before the first."""
        return self.announced[-1][1].announcement if self.announced else None
