"""Numbers and quantities: read as people write them, suggested and shown as they are read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from generator.chinese.numerals import NUMERALS, read_numeral
from generator.chinese.widths import fold_widths
from generator.model.evidence import Precision, Quantity


def shown_number(number: Fraction, *, up: bool = False, about: str = "约") -> str:
    """The number in decimals: exact where it ends within four places, else cut to two.

    What does not end is marked with ``about`` and never rounded up: 89.99… must not read 90.
    ``up`` is for what is missing, which must not read less than it is.
    """
    if number.denominator == 1:
        return str(number.numerator)
    places = number * 10_000
    if places.denominator == 1:
        text = f"{places.numerator:05d}"
        return f"{text[:-4]}.{text[-4:]}".rstrip("0").rstrip(".")
    hundredths = number.numerator * 100 // number.denominator + up
    return f"{about}{hundredths // 100}.{hundredths % 100:02d}"


def shown_beside(number: Fraction, other: str, *, about: str = "约") -> str:
    """The number with at least as many decimals as the text of another has."""
    whole, _, part = shown_number(number, about=about).partition(".")
    part = part.ljust(len(other.partition(".")[2]), "0")
    return f"{whole}.{part}" if part else whole


PERCENT = "%"
"""The unit of a rate."""

_AMOUNT = re.compile(
    # Possessive, since a cell of thousands of spaces would be tried in every division of them.
    r"(?P<about>大约|约|将近|近)?(?P<over>超过|超|逾|不少于|至少|上(?=[百千万]))?\s*+"
    rf"(?P<number>[\d.{NUMERALS}]{{1,24}}+)\s*+(?P<more>余|多)?\s*+"
    # As few characters as will do, so that 以上 is not taken for a part of the unit. What stands
    # for an unknown number, as in 十几人, or goes on with one is no unit.
    rf"(?P<unit>[^\W\d_A-Za-z{NUMERALS}几数余多若][\u4e00-\u9fff]{{0,3}}?)"
    r"(?P<least>以上|多)?(?P<around>左右|上下)?"
    # What stands in brackets says more of the same: 1 场（300余人次）.
    r"\s*+(?:[(（][^()（）]{0,30}[)）])?",
)
# Tenths, which no notice counts in.
_TENTHS = re.compile("成[一二三四五六七八九半]?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*[%％]", re.ASCII)
_RATIO = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
_COUNTED = re.compile(
    r"(?:(?:共计?|合计)\s*+(\d{1,12}(?:\.\d{1,6})?)|(\d{1,12}(?:\.\d{1,6})?)\s*+个)"
    r"\s*+([\u4e00-\u9fff]{1,4})"
)


def read_quantity(text: str, units: Mapping[str, str]) -> Quantity | None:
    """Return the quantity, None where the text is none; ``units`` maps synonyms to units."""
    quantity = _read_as_written(text)
    if quantity is None or units.get(quantity.unit, quantity.unit) == quantity.unit:
        return quantity
    return replace(quantity, unit=units[quantity.unit])


def suggest_quantity(text: str, units: Mapping[str, str]) -> str | None:
    """Return value and unit as 6 场: from full-width digits, from 共6场; None where in doubt.

    Chinese numerals are left as they are: they are read as they stand.
    """
    plain = fold_widths(text).strip()
    if read_quantity(plain, units) is not None:
        return plain
    match = _COUNTED.fullmatch(plain)
    if match is None:
        return None
    suggestion = f"{match[1] or match[2]} {match[3]}"
    return suggestion if read_quantity(suggestion, units) is not None else None


# A file repeats few quantities many times.
@lru_cache(maxsize=4096)
def _read_as_written(text: str) -> Quantity | None:
    """Return the quantity with its unit as it is written, synonym or not."""
    rate = _read_rate(text)
    if rate is not None:
        return Quantity(value=rate, unit=PERCENT, precision=Precision.EXACT)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    precision = _precision(match)
    value = read_numeral(match["number"])
    if value is None and precision is not Precision.EXACT:
        # 百余场 and 近千人 leave out the one; 百人 alone may be a name.
        value = read_numeral("一" + match["number"])
    if value is None or _TENTHS.fullmatch(match["unit"]):
        return None
    return Quantity(value=value, unit=match["unit"], precision=precision)


def _read_rate(text: str) -> Fraction | None:
    """Return a rate in percent; more than was planned is more than 100."""
    if percent := _PERCENT.fullmatch(text):
        return Fraction(percent[1])
    if (ratio := _RATIO.fullmatch(text)) and int(ratio[2]):
        return Fraction(int(ratio[1]) * 100, int(ratio[2]))
    return None


def _precision(match: re.Match[str]) -> Precision:
    if match["about"] or match["around"]:
        return Precision.ABOUT
    at_least = match["over"] or match["more"] or match["least"]
    return Precision.AT_LEAST if at_least else Precision.EXACT
