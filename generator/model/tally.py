"""Ballots added up, exactly; still private."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from generator.model.finding import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigure:
    """One group's mean for one cell, and how many ballots it rests on.

    Ballots that trimming took away are not among them. ``scores`` are those that entered the
    mean, by judge: the points given, and the share that they have in it.
    """

    mean: Fraction
    ballots: int
    scores: Mapping[str, tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """One county's points for one item; ``groups`` lacks groups of which nobody scored.

    An item that does not apply to the county has no groups where it is given full points.
    """

    item: str
    points: Fraction
    groups: Mapping[str, GroupFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyTally:
    """One county's points; ``rank`` is by the totals alone, equal totals share one.

    ``items`` lacks those that do not apply to the county where the rubric excludes them.
    """

    county: str
    items: tuple[ItemTally, ...]
    sections: Mapping[str, Fraction]
    base: Fraction
    bonus: Fraction
    total: Fraction
    rank: int


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Every county in the notice's order.

    ``remarks`` is what was left empty and counted all the same, and what was given and did not count.
    """

    counties: tuple[CountyTally, ...]
    rehearsal: bool
    remarks: tuple[Fault, ...] = ()

    @cached_property
    def county_by_id(self) -> Mapping[str, CountyTally]:
        """The counties by id."""
        return {county.county: county for county in self.counties}
