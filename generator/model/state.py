"""The assessment's states, and who sees what in which of them."""

from enum import StrEnum


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
        return list(State).index(self)


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


_ALWAYS = frozenset({Field.RUBRIC, Field.TARGETS})
_REVIEWERS = frozenset(Field)
_ANNOUNCED = _REVIEWERS - {Field.FINDINGS}


def shown(field: Field, audience: Audience, state: State) -> bool:
    """Whether the audience may see the field in that state.

    Source: the table "Which page exists when" of the formats.
    """
    if audience is Audience.REVIEWERS:
        return field in _REVIEWERS
    return field in (_ANNOUNCED if state.rank >= State.FINAL.rank else _ALWAYS)
