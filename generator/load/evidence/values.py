"""Dates and quantities as people write them, each by one anchored pattern."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from generator.model.evidence import Precision, Quantity, Span

_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})(?:\s*至\s*({_DAY}))?", re.ASCII)
_AMOUNT = re.compile(
    r"(?P<about>约|近)?\s*(?P<number>\d{1,12}(?:\.\d{1,6})?)\s*(?P<myriad>万)?\s*(?P<more>余|多)?\s*"
    r"(?P<unit>[\u4e00-\u9fff]{1,4}?)(?P<least>以上)?",
    re.ASCII,
)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*[%％]", re.ASCII)
_RATIO = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)

PERCENT = "%"


@lru_cache(maxsize=4096)
def read_span(text: str) -> Span | None:
    """A day or a range with 至; None where the text is neither or ends before it begins."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    try:
        first = date.fromisoformat(match[1])
        last = date.fromisoformat(match[2]) if match[2] else first
    except ValueError:
        return None
    return Span(first, last) if first <= last else None


def read_quantity(text: str, units: Mapping[str, str]) -> Quantity | None:
    """A quantity; ``units`` turns synonyms into the notice's unit. None: unreadable."""
    quantity = _read_written(text)
    if quantity is None or units.get(quantity.unit, quantity.unit) == quantity.unit:
        return quantity
    return replace(quantity, unit=units[quantity.unit])


@lru_cache(maxsize=4096)
def _read_written(text: str) -> Quantity | None:
    """The quantity with the unit as it is written. The same few are written again and again."""
    rate = _read_rate(text)
    if rate is not None:
        return Quantity(value=rate, unit=PERCENT, precision=Precision.EXACT)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    value = Fraction(match["number"]) * (10_000 if match["myriad"] else 1)
    return Quantity(value=value, unit=match["unit"], precision=_precision(match))


def _read_rate(text: str) -> Fraction | None:
    """A rate in percent, from 0 to 100."""
    if percent := _PERCENT.fullmatch(text):
        value = Fraction(percent[1])
    elif (ratio := _RATIO.fullmatch(text)) and int(ratio[2]):
        value = Fraction(int(ratio[1]) * 100, int(ratio[2]))
    else:
        return None
    return value if value <= 100 else None


def _precision(match: re.Match[str]) -> Precision:
    if match["about"]:
        return Precision.ABOUT
    return Precision.AT_LEAST if match["more"] or match["least"] else Precision.EXACT
