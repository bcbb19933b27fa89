"""Who judges, and what each judge gave: private values that no page may take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from generator.model.place import Place
from generator.model.rubric import County, Indicator, Rubric

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

    def owes(self, county: County, item: Indicator, rubric: Rubric) -> bool:
        """Whether the judge is to score the item for the county."""
        groups = {group.id for group in rubric.scoring_groups(item)}
        asked = self.group in groups and self.may_score(county.id, rubric)
        return asked and rubric.is_scored(item, county)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a ballot, with its line."""

    points: Fraction
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One judge's scores; a cell that is absent was left empty.

    ``evidence`` is what the judge saw, as SHA-256 by county id, where the ballot says so.
    ``blanks`` is where the cells that are absent would stand, or the nearest above.
    """

    judge: Judge
    rehearsal: bool
    scores: Mapping[Cell, Score]
    evidence: Mapping[str, str]
    place: Place
    blanks: Mapping[Cell, Place] = field(default_factory=dict)

    def owes(self, county: County, item: Indicator, rubric: Rubric) -> bool:
        """Whether the judge is to score the item for the county."""
        return self.judge.owes(county, item, rubric)

    def missing(self, rubric: Rubric) -> Iterator[tuple[County, Indicator, Place]]:
        """Yield every score that is owed and not given, with where it would stand."""
        for county in rubric.counties:
            for item in rubric.items.values():
                cell = (county.id, item.id)
                if cell not in self.scores and self.owes(county, item, rubric):
                    yield county, item, self.blanks.get(cell, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """All ballots of one cycle, checked: either all rehearsals or none."""

    judges: tuple[Judge, ...]
    ballots: tuple[Ballot, ...]
    rehearsal: bool
    place: Place
