"""What was meant, where that is beyond doubt: dates, quantities, clauses, headings, keys.

Each gives the text in its proper form, or None where a person has to decide.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from generator.load.evidence.values import read_quantity, read_span

_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年/.-]\s*)?(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})\s*[日号]?",
    re.ASCII,
)
_BETWEEN = re.compile(r"\s*(?:至|到|~|—+|–|--)\s*")
_SERIAL = re.compile(r"4\d{4}", re.ASCII)
# Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_FIRST_SERIAL = date(1899, 12, 30)
# A numeral before the unit, as in 3百余人, belongs to the number: then nothing is beyond doubt.
_COUNTED = re.compile(
    r"(?:共计?|合计)?\s*(\d+(?:\.\d+)?)\s*(?:个|\s)?\s*([^\d零〇一二两三四五六七八九十百千几数]\D{0,3})"
)
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*|\*\*|__)?(?P<title>[^#*_\s：:]+?)\s*(?:[：:]|\*\*|__|#+)?\s*"
)
_KEY = re.compile(
    r"(?P<lead>\s*)(?P<key>[^\s:：\"'“”#-][^:：]{0,30}?)\s*(?P<colon>[:：])\s*(?P<rest>.*)"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": '"', "’": '"', "＂": '"'})


def suggested_date(text: str, period: tuple[date, date]) -> str | None:
    """A day or range as 2018-03-12 or 2018-03-12 至 2018-03-13.

    A year that is left out is the period's, where that has only one; the number of an
    Excel cell is a date only inside the period.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    ends = _BETWEEN.split(plain)
    if len(ends) == 1 and plain.count("-") == 1:
        ends = [one.strip() for one in plain.split("-")]
    days = [_suggested_day(one, period) for one in ends]
    if len(days) > 2 or None in days:
        return None
    written = " 至 ".join(str(day) for day in days)
    return written if read_span(written) is not None else None


def _suggested_day(text: str, period: tuple[date, date]) -> date | None:
    if _SERIAL.fullmatch(text):
        day = _FIRST_SERIAL + timedelta(days=int(text))
        return day if period[0] <= day <= period[1] else None
    match = _DAY.fullmatch(text)
    if match is None or (match["year"] is None and period[0].year != period[1].year):
        return None
    try:
        return date(int(match["year"] or period[0].year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def suggested_quantity(text: str, units: Mapping[str, str]) -> str | None:
    """Value and unit as 6 场: from full-width digits, from 共6场; Chinese numerals stay as they are."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if read_quantity(plain, units) is not None:
        return plain
    match = _COUNTED.fullmatch(plain)
    if match is None:
        return None
    meant = f"{match[1]} {match[2]}"
    return meant if read_quantity(meant, units) is not None else None


def suggested_clause(text: str, names: Collection[str]) -> str | None:
    """The clause whose name differs in width, spaces, quotes or capitals alone."""
    same = [one for one in names if bare_name(one) == bare_name(text)]
    return same[0] if len(same) == 1 else None


def bare_name(name: str) -> str:
    """The name without what differs in form alone."""
    return re.sub(r"[\s“”\"'‘’·,，、。;；:：]", "", unicodedata.normalize("NFKC", name)).casefold()


def suggested_heading(line: str, parts: Collection[str]) -> str | None:
    """The heading of a part: from bold type, a missing space, another level, full width."""
    plain = unicodedata.normalize("NFKC", line)
    match = _HEADING.fullmatch(plain)
    if match is None or match["title"] not in parts:
        return None
    meant = f"## {match['title']}"
    marked = plain.lstrip().startswith(("#", "**", "__"))
    return meant if marked and line.rstrip() != meant else None


def suggested_key(line: str) -> str | None:
    """A line of front matter with its colon and quotes as YAML wants them."""
    match = _KEY.fullmatch(line.rstrip())
    if match is None:
        return None
    rest = match["rest"]
    if rest[:1] in "“”‘’＂" and rest:
        rest = rest.translate(_QUOTES)
    lead = match["lead"].replace("\t", "  ").replace("\u3000", "  ")
    meant = f"{lead}{match['key']}: {rest}".rstrip()
    wrong = match["colon"] == "：" or rest != match["rest"] or lead != match["lead"]
    return meant if wrong else None
