"""Make the announcement of an outcome: only what the disclosure shows, figures rounded."""

from collections.abc import Iterator, Sequence
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
from generator.model.disclosure import Disclosure
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import CountyTally, ItemTally, Tally
from generator.scoring.tally import rounder
from generator.scoring.withholding import Figures, figures_in, figures_to_announce


def make_announcement(
    outcome: Outcome,
    rubric: Rubric,
    state: State,
    issued: date,
    before: Sequence[tuple[Tally, Announcement, Rubric]] = (),
) -> Announcement:
    """Return the announcement of the outcome, as if it were the first.

    ``before`` are the announcements that stay public, each with the tally and the rubric it was
    made of. What would tell a judge's score beside them is left out; where even a total would, so
    is every figure.
    """
    shown = {
        county.county: figures_to_announce(
            county, _of_county(county.county, before), rubric.disclosure, rubric
        )
        for county in outcome.counties
    }
    decision = outcome.decision
    disclosure = rubric.disclosure if None not in shown.values() else _without_points(outcome)
    texts = _Texts(rubric)
    counties = (
        _county(county, outcome, disclosure, shown[county.county] or Figures(), texts)
        for county in outcome.counties
    )
    return Announcement(
        cycle=rubric.cycle,
        state=state,
        # What is made up anywhere makes up the result.
        demonstration=outcome.rehearsal or rubric.demonstration,
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


def with_changes(
    announcement: Announcement, before: Announcement, previous: str, why: str
) -> Announcement:
    """The announcement, saying what differs from the one before and why.

    ``previous`` is the SHA-256 of the one before.
    """
    changes = tuple(_changes(before, announcement))
    return replace(announcement, changes=changes, why=why, previous=previous)


def _without_points(outcome: Outcome) -> Disclosure:
    graded = outcome.decision.grades.keys() >= {county.county for county in outcome.counties}
    return Disclosure.GRADES if graded else Disclosure.COMMENDED


def _of_county(
    county: str, before: Sequence[tuple[Tally, Announcement, Rubric]]
) -> list[tuple[CountyTally, Figures, Rubric]]:
    """What was announced of the county, with its tally and rubric."""
    return [
        (tally.county_by_id[county], figures_in(announcement.county_by_id[county]), rubric)
        for tally, announcement, rubric in before
        if county in announcement.county_by_id
    ]


class _Texts:
    """Formats exact numbers as decimal texts, to as many places as the rubric says."""

    def __init__(self, rubric: Rubric) -> None:
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


def _county(
    county: CountyTally, outcome: Outcome, disclosure: Disclosure, figures: Figures, texts: _Texts
) -> AnnouncedCounty:
    sections = {**county.sections, BONUS: county.bonus}
    items = county.items if disclosure.shows("indicators") else ()
    return AnnouncedCounty(
        county=county.county,
        rank=outcome.ranks[county.county] if disclosure.shows("rank") else None,
        grade=outcome.decision.grades.get(county.county, ""),
        total=texts.text(county.total) if figures.total else "",
        sections=MappingProxyType(
            {
                section: texts.text(points)
                for section, points in sections.items()
                if section in figures.sections
            }
        ),
        items=tuple(_item(item, figures, texts) for item in items),
    )


def _item(item: ItemTally, figures: Figures, texts: _Texts) -> AnnouncedItem:
    # Each figure is rounded from its own exact value, so shown parts may not add up.
    groups = item.groups if item.item in figures.groups else {}
    return AnnouncedItem(
        item=item.item,
        points=texts.text(item.points) if item.item in figures.items else "",
        groups=MappingProxyType({group: texts.text(one.mean) for group, one in groups.items()}),
    )


def _changes(before: Announcement, after: Announcement) -> Iterator[Change]:
    """Every value that differs, county by county: in the notice's order, else by id.

    Only an announcement of commended counties alone, which lists no counties, is ordered by id.
    """
    old, new = dict(_values(before)), dict(_values(after))
    named = dict.fromkeys(county.county for county in after.counties)
    # Behind them who is named no more.
    order = [*named, *sorted({county for county, _ in old | new} - named.keys())]
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
