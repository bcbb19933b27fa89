"""Make the announcement of an outcome: only what the disclosure shows, figures rounded."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from generator.model.announcement import (
    BONUS,
    AnnouncedCounty,
    AnnouncedItem,
    Announcement,
    Change,
)
from generator.model.decision import Outcome
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import CountyTally, ItemTally
from generator.scoring.tally import rounder

# From the mean of two ballots either judge can work out what the other gave.
FEWEST_BALLOTS = 3


def make_announcement(outcome: Outcome, rubric: Rubric, state: State, issued: date) -> Announcement:
    """Return the announcement of the outcome, as if it were the first."""
    disclosure = rubric.disclosure
    decision = outcome.decision
    figures = _Figures(rubric)
    counties = (_county(county, outcome, figures) for county in outcome.counties)
    return Announcement(
        cycle=rubric.cycle,
        state=state,
        demonstration=outcome.rehearsal,
        disclosure=disclosure,
        issued=issued,
        commended=decision.commended,
        # What the level of disclosure does not show is left out here, so that no page can show it.
        vetoes=decision.vetoes if disclosure.shows("vetoes") else (),
        standing=decision.everyday_work if disclosure.shows("standing") else (),
        counties=tuple(counties) if disclosure.shows("counties") else (),
        changes=(),
        why="",
    )


def with_changes(announcement: Announcement, before: Announcement, why: str) -> Announcement:
    """The announcement, saying what differs from the one before and why."""
    return replace(announcement, changes=tuple(_changes(before, announcement)), why=why)


class _Figures:
    """Formats exact numbers as decimal texts, to as many places as the rubric says."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        rules = rubric.open_rules
        self.digits = int(rules["rounding-digits"].choice)
        # Exact totals can be endless fractions, which have to be cut for show alone.
        method = rules["rounding"].choice
        self.round = rounder("half-up" if method == "none" else method, self.digits)

    def text(self, number: Fraction) -> str:
        """The number rounded, every place written: 87.50."""
        scaled = self.round(number) * 10**self.digits
        digits = f"{scaled.numerator:0{self.digits + 1}d}"
        return f"{digits[: -self.digits]}.{digits[-self.digits :]}" if self.digits else digits

    def groups(self, item: ItemTally) -> Mapping[str, str]:
        """The groups' means, none of them where one rests on too few ballots."""
        scoring = [group.id for group in self.rubric.scoring_groups(self.rubric.items[item.item])]
        # One group's mean follows from the points and the others': either all are shown or none.
        enough = all(
            group in item.groups and item.groups[group].ballots >= FEWEST_BALLOTS
            for group in scoring
        )
        means = {group: self.text(item.groups[group].mean) for group in scoring} if enough else {}
        return MappingProxyType(means)


def _county(county: CountyTally, outcome: Outcome, figures: _Figures) -> AnnouncedCounty:
    shows = figures.rubric.disclosure.shows
    sections = {**county.sections, BONUS: county.bonus}
    return AnnouncedCounty(
        county=county.county,
        rank=outcome.ranks[county.county] if shows("rank") else None,
        grade=outcome.decision.grades.get(county.county, ""),
        total=figures.text(county.total) if shows("total") else "",
        sections=MappingProxyType(
            {key: figures.text(points) for key, points in sections.items()}
            if shows("sections")
            else {}
        ),
        items=tuple(_item(item, figures) for item in county.items) if shows("indicators") else (),
    )


def _item(item: ItemTally, figures: _Figures) -> AnnouncedItem:
    # Each figure is rounded from its own exact value, so shown parts may not add up.
    return AnnouncedItem(
        item=item.item, points=figures.text(item.points), groups=figures.groups(item)
    )


def _changes(before: Announcement, after: Announcement) -> Iterator[Change]:
    """Every value that differs, county by county: in the notice's order, else by id.

    Only an announcement of commended counties alone, which lists no counties, is ordered by id.
    """
    old, new = dict(_values(before)), dict(_values(after))
    order = [county.county for county in after.counties] or sorted(
        {county for county, _ in old | new}
    )
    keys = sorted(old | new, key=lambda key: (order.index(key[0]), *_field_order(key[1])))
    for county, field in keys:
        was, now = old.get((county, field), ""), new.get((county, field), "")
        if was != now:
            yield Change(county=county, field=field, before=was, after=now)


def _field_order(field: str) -> tuple[int, str]:
    return _FIELDS.index(field.split(".", maxsplit=1)[0]), field


def _values(announcement: Announcement) -> Iterator[tuple[tuple[str, str], str]]:
    """Every value announced, by county and field; no field for what is not announced."""
    for county in announcement.commended:
        yield (county, "commended"), "yes"
    for veto in announcement.vetoes:
        yield (veto.county, "veto"), veto.ground
        yield (veto.county, "veto.reason"), veto.reason
    for standing in announcement.standing:
        yield (standing.county, "standing"), standing.reason
    for announced in announcement.counties:
        if announced.rank is not None:
            yield (announced.county, "rank"), str(announced.rank)
        yield (announced.county, "grade"), announced.grade
        yield (announced.county, "total"), announced.total
        for section, points in announced.sections.items():
            yield (announced.county, f"sections.{section}"), points
        for item in announced.items:
            yield (announced.county, f"indicators.{item.item}"), item.points
            for group, mean in item.groups.items():
                yield (announced.county, f"indicators.{item.item}.{group}"), mean


_FIELDS = ("commended", "veto", "standing", "rank", "grade", "total", "sections", "indicators")
