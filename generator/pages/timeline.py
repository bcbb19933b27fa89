"""A county's counted entries by month, each with a link to its ledger row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model.message import N_
from generator.model.page import Address
from generator.model.rubric import County
from generator.model.submission import DatedEntry
from generator.pages.page_context import PageContext


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


def timeline(context: PageContext, county: County) -> tuple[MonthEvents, ...]:
    """Return the months of a county whose evidence the audience may see, oldest first."""
    return tuple(_months(context, county))


def _months(context: PageContext, county: County) -> Iterator[MonthEvents]:
    entries = context.submissions[county.id].entries
    # ``entries`` are sorted by day, which groupby needs.
    for month, in_month in groupby(entries, lambda entry: entry.month):
        yield MonthEvents(
            month_word(context, month), tuple(_line(context, county, entry) for entry in in_month)
        )


def month_word(context: PageContext, month: str) -> str:
    """A month such as 2018-03 in words."""
    year, number = month.split("-")
    return context.say(N_("{year}-{month:02}"), year=year, month=int(number))


def _line(context: PageContext, county: County, entry: DatedEntry) -> EventLine:
    first, last = entry.when.first, entry.when.last
    return EventLine(
        day=str(first),
        when=_when(context, first, last),
        title=entry.title,
        address=context.addresses.evidence(county.id, entry.item),
        anchor=entry.anchor,
    )


def _when(context: PageContext, first: date, last: date) -> str:
    """The days of an entry under its first month."""
    if first == last:
        return context.say(N_("day {day}"), day=first.day)
    if (first.year, first.month) == (last.year, last.month):
        return context.say(N_("days {first} to {last}"), first=first.day, last=last.day)
    if first.year == last.year:
        text = N_("day {first} to {month}-{last}")
        return context.say(text, first=first.day, month=last.month, last=last.day)
    text = N_("day {first} to {year}-{month}-{last}")
    return context.say(text, first=first.day, year=last.year, month=last.month, last=last.day)
