"""The assessment's states: which follows which, and who sees what in each."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from generator.model.message import N_


class State(StrEnum):
    """Where the cycle stands; the order is the order of transitions."""

    SETUP = "setup"
    OPEN = "open"
    CLOSED = "closed"
    REVIEWING = "reviewing"
    DECIDING = "deciding"
    PROPOSED = "proposed"
    FINAL = "final"
    AMENDED = "amended"

    @property
    def rank(self) -> int:
        """The place in the order of transitions, from 0."""
        return _RANKS[self]

    @property
    def announces(self) -> bool:
        """Whether the state stands on an announcement."""
        return self.rank >= State.PROPOSED.rank

    @property
    def records(self) -> bool:
        """Whether the step to the state records what the counties have handed in."""
        return self in (State.CLOSED, State.REVIEWING) or self.rank >= State.FINAL.rank


STATE_NAMES: Mapping[State, str] = MappingProxyType(
    {
        State.SETUP: N_("setting up"),
        State.OPEN: N_("submission of evidence"),
        State.CLOSED: N_("submission closed"),
        State.REVIEWING: N_("judging"),
        State.DECIDING: N_("deliberation"),
        State.PROPOSED: N_("result proposed"),
        State.FINAL: N_("result announced"),
        State.AMENDED: N_("result amended"),
    }
)
"""What a state is called inside a sentence."""

_RANKS = {state: rank for rank, state in enumerate(State)}


def following_state(state: State, *, proposes: bool) -> State:
    """The one state that may follow; ``proposes`` where the rubric asks for 公示 first."""
    # An announced result is only ever amended, as often as it takes: nothing is withdrawn.
    if state is State.DECIDING and not proposes:
        return State.FINAL
    return State.AMENDED if state is State.AMENDED else list(State)[state.rank + 1]


class Audience(StrEnum):
    """For whom a site is built."""

    PUBLIC = "public"
    REVIEWERS = "reviewers"


class Field(StrEnum):
    """A kind of thing that a site can show."""

    RUBRIC = "rubric"
    TARGETS = "targets"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    ATTACHMENTS = "attachments"
    FINDINGS = "findings"
    RESULTS = "results"
    NOTICES = "notices"
    SCORING = "scoring"


_OPEN = {Audience.PUBLIC: State.SETUP, Audience.REVIEWERS: State.SETUP}
_WITH_THE_RESULT = {Audience.PUBLIC: State.FINAL, Audience.REVIEWERS: State.SETUP}
_ANNOUNCED = {Audience.PUBLIC: State.PROPOSED, Audience.REVIEWERS: State.PROPOSED}

_SHOWN_FROM: Mapping[Field, Mapping[Audience, State]] = MappingProxyType(
    {
        Field.RUBRIC: _OPEN,
        Field.TARGETS: _OPEN,
        Field.STATEMENT: _WITH_THE_RESULT,
        Field.EVIDENCE: _WITH_THE_RESULT,
        Field.CHECKLIST: _WITH_THE_RESULT,
        Field.ATTACHMENTS: _WITH_THE_RESULT,
        # Findings are advice to those who hand in; the public gets what was counted.
        Field.FINDINGS: {Audience.REVIEWERS: State.SETUP},
        Field.RESULTS: _ANNOUNCED,
        Field.NOTICES: _ANNOUNCED,
        # Where judges give their scores: a rehearsal begins before anything was handed in.
        Field.SCORING: {Audience.REVIEWERS: State.SETUP},
    }
)
"""The first state in which an audience sees a field; an audience that is absent never does.

The table under "States" in docs/formats.md is held against it.
"""


def shown(field: Field, audience: Audience, state: State) -> bool:
    """Whether the audience may see the field in that state.

    No transition goes back, so that what was shown once stays public.
    """
    first = _SHOWN_FROM[field].get(audience)
    return first is not None and state.rank >= first.rank
