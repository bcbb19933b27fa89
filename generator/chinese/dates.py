"""Dates as people write them: read strictly, and suggested in the form that is read."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from generator.chinese.numerals import read_numeral
from generator.chinese.widths import fold_widths
from generator.model.evidence import Span

_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})(?:\s*至\s*({_DAY}))?", re.ASCII)
# A day as people write it, the year and the month maybe left out: 2018年3月12日, 3.12, 12日.
_LOOSE_DAY = re.compile(
    r"(?:(?:(?P<year>\d{4}|\d{2}(?=[年./-]\d{1,2}[月./-]\d))[年./-])?(?P<month>\d{1,2})[月./-])?"
    r"(?P<day>\d{1,2})[日号]?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
# A weekday, a part of the day, a time: more of the same day.
_MORE = re.compile(
    r"(?:\((?:周|星期|礼拜)[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天])"
    r"|(?:凌晨|早上|上午|中午|下午|晚上|晚|全天)|\d{1,2}[:：]\d{2}(?::\d{2})?(?=$|[^\d])",
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6}
_EXCEL_NUMBER = re.compile(r"\d{1,2}\.[123]", re.ASCII)
_BETWEEN = re.compile(r"至|到|~|—+|–|--")
_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=[年月日号])")
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

    A year that is left out is that of the period in which the day lies, where only one does; the
    last day of a range takes what it leaves out from the first. The number of an Excel cell is a
    date only inside the period.
    """
    plain = _plain(text)
    # Spaces are stripped here: the pattern would look for them again from each of them.
    ends = [end.strip() for end in _BETWEEN.split(plain)]
    if len(ends) == 1:
        ends = _ends_at_hyphen(ends[0])
    # Excel shows 5.10 as 5.1: of a number alone nobody can tell which it was.
    if len(ends) > 2 or (len(ends) == 1 and _EXCEL_NUMBER.fullmatch(ends[0])):
        return None
    first = _read_loose_day(ends[0], period, None)
    days = [first] if len(ends) == 1 else [first, first and _read_loose_day(ends[1], period, first)]
    if None in days:
        return None
    if not _agree(text, [day for day in days if day is not None]):
        return None
    suggestion = " 至 ".join(str(day) for day in days)
    return suggestion if read_span(suggestion) is not None else None


def _agree(text: str, days: Sequence[date]) -> bool:
    """Whether the weekdays that are written, if any, are those of the days."""
    written = [_WEEKDAYS[name] for name in _WEEKDAY.findall(text)]
    return not written or written == [day.weekday() for day in days]


def _plain(text: str) -> str:
    """The text with digits for Chinese numerals, without weekday and time of day."""
    plain = fold_widths(text).replace("\u2011", "-").replace("\u2010", "-").strip()
    plain = _HAN_NUMBER.sub(lambda number: _digits(number[0]), plain)
    # Split and stripped: a pattern with spaces before the sign would look for them again from each.
    return "".join(part.strip() for part in re.split(r"([年月日号./-])", _MORE.sub("", plain)))


def _digits(numeral: str) -> str:
    """二〇一八 is a year, digit by digit; 十二 is a number."""
    if len(numeral) == 4:
        return "".join(
            str("〇一二三四五六七八九".index(one.replace("零", "〇"))) for one in numeral
        )
    value = read_numeral(numeral)
    return numeral if value is None else str(value)


def _ends_at_hyphen(text: str) -> list[str]:
    """The two ends that one hyphen joins, as in 3.1-3.5, 3月12日-14日 and 2018.3.12-14."""
    if text.count("-") == 1 and not re.fullmatch(r"\d{1,2}-\d{1,2}", text):
        return [end.strip() for end in text.split("-")]
    return [text]


def split_span(text: str) -> tuple[str, ...]:
    """Split the text of a date cell so that a line breaks between its days, never inside one."""
    first, word, last = text.partition("至")
    return (f"{first.strip()} {word}", last.strip()) if word else (text,)


def _read_loose_day(text: str, period: tuple[date, date], first: date | None) -> date | None:
    """Return the day; ``first`` is that of a range whose last day this is."""
    if _SERIAL.fullmatch(text):
        day = _FIRST_SERIAL + timedelta(days=int(text))
        return day if period[0] <= day <= period[1] else None
    if (match := _COMPACT.fullmatch(text)) is not None:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _LOOSE_DAY.fullmatch(text)
    return None if match is None else _matched_day(match, period, first)


def _matched_day(
    match: re.Match[str], period: tuple[date, date], first: date | None
) -> date | None:
    day = int(match["day"])
    if match["month"] is None:
        return None if first is None else _day(first.year, first.month, day)
    month = int(match["month"])
    if match["year"] is not None:
        year = int(match["year"])
        return _day(year if year > 99 else 2000 + year, month, day)
    return _day(first.year, month, day) if first else _day_in_period(month, day, period)


def _day_in_period(month: int, day: int, period: tuple[date, date]) -> date | None:
    """Return the day in the one year in which it lies inside the period.

    Of a period within one year, a day outside it is one of that year all the same.
    """
    years = range(period[0].year, period[1].year + 1)
    days = [found for year in years if (found := _day(year, month, day)) is not None]
    inside = [found for found in days if period[0] <= found <= period[1]]
    candidates = inside or (days if len(years) == 1 else [])
    return candidates[0] if len(candidates) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
