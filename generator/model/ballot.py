"""Who judges, and what each judge gave: private values that no page may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.place import Place

Cell = tuple[str, str]
"""A county id and an item id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A judge of one group; ``county`` is the own county's id, "" for none."""

    id: str
    group: str
    county: str
    recusals: frozenset[str]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a ballot, with its line."""

    points: Fraction
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One judge's scores; a cell that is absent was left empty.

    ``evidence`` is what the judge saw, as SHA-256 by county id, where the ballot says so.
    """

    judge: Judge
    rehearsal: bool
    scores: Mapping[Cell, Score]
    evidence: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """All ballots of one cycle, checked: either all rehearsals or none."""

    judges: tuple[Judge, ...]
    ballots: tuple[Ballot, ...]
    rehearsal: bool
    place: Place
