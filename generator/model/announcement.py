"""What may be published of a result: the only form in which pages can get it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from generator.model.disclosure import Disclosure
from generator.model.state import State

BONUS = "bonus"
"""The key of the bonus points among the points by section, and the id of their block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedItem:
    """The points for one item and the groups' means, "" and empty where they may not be shown.

    Figures are decimal texts, each rounded from its own exact value.
    """

    item: str
    points: str
    groups: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class AnnouncedCounty:
    """One county as announced. What the disclosure does not cover is "", None or empty.

    ``rank`` is None also for a county that a veto leaves without one. ``sections`` maps
    section ids and BONUS to points.
    """

    county: str
    rank: int | None
    grade: str
    total: str
    sections: Mapping[str, str]
    items: tuple[AnnouncedItem, ...]

    @cached_property
    def points_by_item(self) -> Mapping[str, AnnouncedItem]:
        """The items by id."""
        return {item.item: item for item in self.items}

    @property
    def adds_up(self) -> bool:
        """Whether the points by section add up to the total; those of a section may be left out."""
        # Each text was rounded by itself, so that shown parts can miss the shown total.
        shown = sum((Fraction(points) for points in self.sections.values()), Fraction(0))
        return not self.sections or shown == Fraction(self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """一票否决 of one county: the id of its ground, and the reason in words."""

    county: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A rank that everyday work (平时工作) moved, and why; points never move."""

    county: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that differs from the announcement before.

    ``field`` is a key of the JSON, with the section, item or group after a full stop; a text
    is "" where the value is not there.
    """

    county: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """公示, 通报 or 更正. Counties stand in the notice's order; none at COMMENDED.

    ``rules`` is the SHA-256 of the frozen rules it was counted by, "" where none were frozen.
    ``previous`` is the SHA-256 of the announcement before, "" in the first.
    """

    cycle: str
    state: State
    demonstration: bool
    disclosure: Disclosure
    issued: date
    commended: tuple[str, ...]
    vetoes: tuple[Veto, ...]
    standing: tuple[Standing, ...]
    counties: tuple[AnnouncedCounty, ...]
    changes: tuple[Change, ...]
    why: str
    rules: str = ""
    previous: str = ""

    @cached_property
    def county_by_id(self) -> Mapping[str, AnnouncedCounty]:
        """The counties by id."""
        return {county.county: county for county in self.counties}

    @cached_property
    def county_order(self) -> Mapping[str, int]:
        """Each county's place in the notice, from 1."""
        return {county.county: at for at, county in enumerate(self.counties, start=1)}

    @cached_property
    def shared_ranks(self) -> frozenset[int]:
        """The ranks that several counties have."""
        counts = Counter(county.rank for county in self.counties)
        return frozenset(rank for rank, count in counts.items() if rank is not None and count > 1)
