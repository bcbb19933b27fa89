"""A county's year: what counts, month by month, each entry with the way to its row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.model.page import Address
from generator.model.rubric import County
from generator.model.submission import DatedEntry
from generator.pages.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One entry; ``day`` is the first, ``when`` what is shown of the days."""

    day: str
    when: str
    title: str
    address: Address
    anchor: str


@dataclass(frozen=True, slots=True)
class MonthEvents:
    """One month in which something counts."""

    word: str
    events: tuple[EventLine, ...]


def timeline(scene: Scene, county: County) -> tuple[MonthEvents, ...]:
    """Return the months of a county whose evidence the audience may see, the first first."""
    return tuple(_months(scene, county))


def _months(scene: Scene, county: County) -> Iterator[MonthEvents]:
    entries = scene.submissions[county.id].entries
    for month, ones in groupby(entries, lambda one: one.month):
        yield MonthEvents(month_word(month), tuple(_line(scene, county, one) for one in ones))


def month_word(month: str) -> str:
    """A month such as 2018-03 in Chinese."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def _line(scene: Scene, county: County, entry: DatedEntry) -> EventLine:
    first, last = entry.when.first, entry.when.last
    until = "" if first == last else f"至{_day_word(last.month, last.day, first.month)}"
    return EventLine(
        day=str(first),
        when=f"{first.day}日{until}",
        title=entry.title,
        address=scene.addresses.evidence(county.id, entry.item),
        anchor=entry.anchor,
    )


def _day_word(month: int, day: int, known: int) -> str:
    return f"{day}日" if month == known else f"{month}月{day}日"
