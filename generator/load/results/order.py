"""The order of the log's entries: which state may follow, and on what day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.chinese.workdays import UnknownYear, publicity
from generator.model.finding import Fault
from generator.model.log import Record, Transition
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.state import State, following_state


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """A transition or record, where it says which and its date, and the rubric that held then."""

    entry: Transition | Record
    state_place: Place
    date_place: Place
    rubric: Rubric

    @property
    def entry_announces(self) -> bool:
        """Whether it is a step that announces a result."""
        return isinstance(self.entry, Transition) and self.entry.state.announces


def order_faults(read: Sequence[ReadEntry]) -> Iterator[Fault]:
    """Yield a fault for each state that does not follow, and each day that is too early.

    Each entry is held against the rules that held when it was made.
    """
    state = State.SETUP
    for one in read:
        if isinstance(one.entry, Record):
            continue
        expected = following_state(state, proposes=one.rubric.proposes)
        if one.entry.state is not expected:
            values = {
                "earlier": state.value,
                "later": one.entry.state.value,
                "expected": expected.value,
            }
            yield Fault("state-out-of-order", one.state_place, values)
        state = one.entry.state
    yield from _unrecorded(read)
    last, first = date.min, date.min
    for one in read:
        # Only the next state waits for the days of publicity: a change is recorded at any time.
        due = last if isinstance(one.entry, Record) else max(last, first)
        if one.entry.day < due:
            values = {"written": str(one.entry.day), "expected": str(due)}
            yield Fault("log-date-too-early", one.date_place, values)
        last = one.entry.day
        if isinstance(one.entry, Transition):
            try:
                first = earliest_day(one.entry, one.rubric)
            except UnknownYear as unknown:
                yield Fault("unknown-workdays", one.date_place, {"year": str(unknown.year)})


def _unrecorded(read: Sequence[ReadEntry]) -> Iterator[Fault]:
    """Who records evidence for the judges records what was announced too: it is frozen."""
    recorded = False
    for one in read:
        if isinstance(one.entry, Record):
            continue
        evidence, state = one.entry.evidence, one.entry.state
        if recorded and not evidence and state.rank >= State.FINAL.rank:
            yield Fault("missing-key", one.state_place, {"key": "evidence"})
        recorded = recorded or bool(evidence)


def earliest_day(last: Transition, rubric: Rubric) -> date:
    """Return the first day the next transition may have: after a 公示 the day behind its last.

    ``rubric`` has the rules that the last one was made by: a 公示 keeps the days that it promised.
    Raises UnknownYear where nobody knows which days are worked.
    """
    if last.state is not State.PROPOSED:
        return last.day
    return publicity(rubric, last.day).last + timedelta(days=1)
