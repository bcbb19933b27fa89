"""Who judges, and what each judge gave: private values that no page may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.place import Place
from generator.model.rubric import Rubric

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

    def may_score(self, county: str, rubric: Rubric) -> bool:
        """Whether the judge's scores of the county of that id count and are asked for."""
        # A recusal is the judge's own and holds whatever the rubric chose.
        own = rubric.open_rules["own-county-judge"].choice == "excluded" and self.county == county
        return not own and county not in self.recusals


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
