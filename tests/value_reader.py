"""Dates and quantities as an office means them, read for the tests without the product's own code.

None is what no two readers would take for the same: nothing may be made of it in silence.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

YEAR = 2018
"""The year of the period: what a date without one is taken for."""

Days = tuple[date, date]


@dataclass(frozen=True)
class Amount:
    """A quantity: ``precision`` is "exact", "at-least" or "about"; ``note`` stands behind it."""

    value: Fraction
    precision: str
    unit: str
    note: str = ""


_DIGITS = {mark: place for place, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CHINESE = "零〇一二两三四五六七八九十百千万亿"

# Dates.

_FULL = r"(?:(?P<y{0}>\d{{4}}|\d\d)(?:年|[-./])(?P<m{0}>\d{{1,2}})(?:月|[-./])(?P<d{0}>\d{{1,2}})[日号]?)"
_SHORT = (
    r"(?:(?P<sm{0}>\d{{1,2}})月(?P<sd{0}>\d{{1,2}})[日号]?|(?P<pm{0}>\d{{1,2}})\.(?P<pd{0}>\d\d))"
)
_PACKED = r"(?P<packed>\d{8})"
_DAY = r"(?P<last>\d{1,2})[日号]?"
_DATES = re.compile(
    rf"(?:{_FULL.format(1)}|{_SHORT.format(1)}|{_PACKED})"
    rf"(?:(?:至|到|-)(?:{_FULL.format(2)}|{_SHORT.format(2)}|{_DAY}))?"
)
_WEEKDAY = re.compile(r"\(?(?:周|星期)([一二三四五六日天])\)?")
_HOURS = re.compile(
    r"(?:上午|下午|晚上|晚)?(?:(?<=\d)[ T]|(?<=日)|(?<=午))\d{1,2}:\d\d(?::\d\d)?$|(?:上午|下午|晚上)$"
)


def read_days(text: str) -> Days | None:
    """The first and the last day that are meant, None where that is open."""
    plain = re.sub(r"[‐‑‒–—―−~]", "-", unicodedata.normalize("NFKC", text)).strip()
    weekday = _WEEKDAY.search(plain)
    plain = _HOURS.sub("", _WEEKDAY.sub("", plain)).strip()
    plain = re.sub(r"(?<=[年月日号至到.\-])\s+|\s+(?=[年月日号至到.\-])", "", plain)
    found = _DATES.fullmatch(_numerals_as_digits(plain))
    if found is None:
        return None
    try:
        first, last = _days(found)
    except ValueError:
        return None
    if first > last or (
        weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != first.weekday()
    ):
        return None
    return first, last


def _days(found: re.Match[str]) -> Days:
    if packed := found["packed"]:
        first = date(int(packed[:4]), int(packed[4:6]), int(packed[6:]))
    else:
        first = _day(found, "1", YEAR)
    if found["last"]:
        return first, first.replace(day=int(found["last"]))
    if found["y2"] or found["sm2"] or found["pm2"]:
        return first, _day(found, "2", first.year)
    return first, first


def _day(found: re.Match[str], side: str, year: int) -> date:
    if written := found[f"y{side}"]:
        whole = int(written) if len(written) == 4 else 2000 + int(written)
        if len(written) == 2 and whole != YEAR:
            raise ValueError(written)
        return date(whole, int(found[f"m{side}"]), int(found[f"d{side}"]))
    return date(
        year,
        int(found[f"sm{side}"] or found[f"pm{side}"]),
        int(found[f"sd{side}"] or found[f"pd{side}"]),
    )


def _numerals_as_digits(text: str) -> str:
    """A date in Chinese numerals in digits: 二〇一八年三月十二日."""

    def digits(found: re.Match[str]) -> str:
        run = found[0]
        if any(mark in _TIMES for mark in run):
            value = _chinese(run)
            return run if value is None else str(value)
        return "".join(str(_DIGITS[mark]) for mark in run)

    return re.sub(f"[{_CHINESE}]+(?=[年月日号])", digits, text)


# Quantities.

_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)[十百千万亿]*|[{_CHINESE}]+"
_AMOUNT = re.compile(
    r"(?:共计?|合计|累计|总计|全年|达)?"
    r"(?P<before>超过|超|逾|不少于|至少|近|约|大约)?"
    rf"(?P<number>{_NUMBER})(?P<more>余|多)?(?P<times>[十百千万亿]*)(?P<later>余|多)?"
    r"(?P<unit>[^\d\s()%成,余多几数来~\-\.零〇一二两三四五六七八九十百千万亿]{1,3}?)"
    r"(?P<after>以上|左右|上下)?(?P<note>\(.*\))?"
)
_RATE = re.compile(
    r"(?P<before>超过|超|近|约)?(?:(?P<part>\d+)/(?P<whole>\d+)|(?P<percent>\d+(?:\.\d+)?)%"
    rf"|百分之(?P<named>[{_CHINESE}]+)|(?P<tenths>[\d.]+|[一二三四五六七八九])成)(?P<after>以上|左右|上下)?"
)
_PRECISION = {
    **dict.fromkeys(("超过", "超", "逾", "不少于", "至少", "余", "多", "以上"), "at-least"),
    **dict.fromkeys(("近", "约", "大约", "左右", "上下"), "about"),
}


def read_amount(text: str) -> Amount | None:
    """The quantity that is meant, None where that is open (几十场, 6-8场, 若干)."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if rate := _RATE.fullmatch(plain):
        return _rate(rate)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    value = _number(found["number"])
    if value is None:
        return None
    for mark in found["times"]:
        value *= _TIMES[mark]
    return Amount(
        value,
        _precision(found, "before", "more", "later", "after"),
        found["unit"],
        found["note"] or "",
    )


def _precision(found: re.Match[str], *groups: str) -> str:
    meant = {_PRECISION[found[group]] for group in groups if found[group]}
    return "about" if "about" in meant else min(meant, default="exact")


def _rate(found: re.Match[str]) -> Amount | None:
    if found["part"]:
        if not int(found["whole"]):
            return None
        value = Fraction(int(found["part"]) * 100, int(found["whole"]))
    elif found["percent"]:
        value = Fraction(found["percent"])
    elif found["named"]:
        named = _chinese(found["named"])
        if named is None:
            return None
        value = Fraction(named)
    else:
        tenths = found["tenths"]
        value = 10 * (Fraction(_DIGITS[tenths]) if tenths in _DIGITS else Fraction(tenths))
    return Amount(value, _precision(found, "before", "after"), "%")


def _number(text: str) -> Fraction | None:
    """Digits, Chinese numerals, or both: 12, 1,200, 1.2万, 3百, 一百二十."""
    written = re.match(r"[\d.,]*", text)
    head = written[0].replace(",", "") if written else ""
    if not head:
        value = _chinese(text)
        return None if value is None else Fraction(value)
    number = Fraction(head)
    for mark in text[len(written[0]) if written else 0 :]:
        number *= _TIMES[mark]
    return number


def _chinese(text: str) -> int | None:
    """A Chinese numeral; None for a row of digits (三五) and for what is cut short (一千二)."""
    whole, section, digit = 0, 0, None
    last = 10**9
    for place, mark in enumerate(text):
        if mark in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[mark]
            if place == len(text) - 1 and place and text[place - 1] in "百千万亿":
                return None
            continue
        times = _TIMES[mark]
        if times >= 10**4:
            whole, section, last = (whole + section + (digit or 0)) * times, 0, 10**9
        elif times >= last:
            return None
        else:
            section, last = section + (1 if digit is None or digit == 0 else digit) * times, times
        digit = None
    return whole + section + (digit or 0)
