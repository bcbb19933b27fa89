"""Dates as people write them: read strictly, and suggested in the form that is read."""

import re
from datetime import date, timedelta
from functools import lru_cache

from generator.chinese.widths import fold_widths
from generator.model.evidence import Span

_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})(?:\s*至\s*({_DAY}))?", re.ASCII)
_LOOSE_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年/.-]\s*)?(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})\s*[日号]?",
    re.ASCII,
)
_BETWEEN = re.compile(r"至|到|~|—+|–|--")
# The number that Excel shows for a date between 2009 and 2036.
_SERIAL = re.compile(r"4\d{4}", re.ASCII)
# Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_FIRST_SERIAL = date(1899, 12, 30)


# A file repeats few dates many times.
@lru_cache(maxsize=4096)
def read_span(text: str) -> Span | None:
    """Return a day or a range with 至; None for other text and for a range that ends too early."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    try:
        first = date.fromisoformat(match[1])
        last = date.fromisoformat(match[2]) if match[2] else first
    except ValueError:
        return None
    return Span(first, last) if first <= last else None


def suggest_date(text: str, period: tuple[date, date]) -> str | None:
    """Return a day or range as 2018-03-12 or 2018-03-12 至 2018-03-13, None where in doubt.

    A year that is left out is the period's, where that has only one; the number of an
    Excel cell is a date only inside the period.
    """
    plain = fold_widths(text).strip()
    # Spaces are stripped here: the pattern would look for them again from each of them.
    ends = [end.strip() for end in _BETWEEN.split(plain)]
    # One hyphen joins two days, as in 3.1-3.5; a date with hyphens has two.
    if len(ends) == 1 and plain.count("-") == 1:
        ends = [end.strip() for end in plain.split("-")]
    days = [_read_loose_day(end, period) for end in ends]
    if len(days) > 2 or None in days:
        return None
    suggestion = " 至 ".join(str(day) for day in days)
    return suggestion if read_span(suggestion) is not None else None


def split_span(text: str) -> tuple[str, ...]:
    """Split the text of a date cell so that a line breaks between its days, never inside one."""
    first, word, last = text.partition("至")
    return (f"{first.strip()} {word}", last.strip()) if word else (text,)


def _read_loose_day(text: str, period: tuple[date, date]) -> date | None:
    if _SERIAL.fullmatch(text):
        day = _FIRST_SERIAL + timedelta(days=int(text))
        return day if period[0] <= day <= period[1] else None
    match = _LOOSE_DAY.fullmatch(text)
    if match is None or (match["year"] is None and period[0].year != period[1].year):
        return None
    try:
        return date(int(match["year"] or period[0].year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
