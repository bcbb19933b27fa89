"""What the leadership resolved (综合评议): private until it is announced."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.announcement import Standing, Veto
from generator.model.place import Place
from generator.model.tally import CountyTally


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision rests on: digests of ballots and rules, and the ranks by points."""

    ballots: str
    rules: str
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision as it was written. Ids are those of the rubric.

    ``ranks`` is empty where the totals alone rank; ``grades`` where none were given.
    ``basis`` is None where the file names none. ``places`` leads to each key of the file.
    """

    by: str
    commended: tuple[str, ...]
    vetoes: tuple[Veto, ...]
    everyday_work: tuple[Standing, ...]
    ranks: Mapping[str, int]
    grades: Mapping[str, str]
    places: Mapping[str, Place]
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A tally with what was decided on it; still private.

    ``ranks`` has None for a county that a veto leaves without one.
    """

    counties: tuple[CountyTally, ...]
    ranks: Mapping[str, int | None]
    decision: Decision
    rehearsal: bool
