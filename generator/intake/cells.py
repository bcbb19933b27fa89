"""Cells of an office's table as a ledger writes them: dates, quantities, texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from generator.chinese.dates import read_span, suggest_date
from generator.chinese.numbers import PERCENT, read_quantity, shown_number, suggest_quantity
from generator.chinese.widths import fold_widths
from generator.model.sheet import Value
from generator.privacy.personal_numbers import find_personal, masked_text

_SPACES = re.compile(r"\s+")
_FIRST_SERIAL = date(1899, 12, 30)
_BARE_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
_MARKUP = re.compile(r"([\\`*_\[\]<>~])")
_SAME = re.compile(r"同上|〃|″|\"|''|--〃--")
# Units of a clause for which a row without a number means one.
_ONE_EACH = frozenset({"场", "次"})
_NOTHING = re.compile(r"[-\u2010-\u2015\u2500_/\\]{1,6}|无|暂无|没有|空|N/?A", re.IGNORECASE)


def plain_text(value: Value | None) -> str:
    """The cell on one line, "" for an empty one; personal numbers are masked."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return shown_number(value)
    text = _SPACES.sub(" ", str(value).replace("\u00a0", " ")).strip()
    if _NOTHING.fullmatch(fold_widths(text)):
        return ""
    return masked_text(text, find_personal(text))


def as_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is written."""
    return _MARKUP.sub(r"\\\1", text)


def is_same(text: str) -> bool:
    """Whether the cell says that it is as the one above."""
    return _SAME.fullmatch(text) is not None


def day_text(value: Value | None, period: tuple[date, date]) -> str:
    """A day or range as the ledger has it; what cannot be read stays as it is written."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        # A cell that lost its format shows the number behind the date.
        if value.denominator == 1 and 36_000 < value < 55_000:
            return (_FIRST_SERIAL + timedelta(days=int(value))).isoformat()
        return suggest_date(shown_number(value), period) or shown_number(value)
    text = plain_text(value)
    if not text or read_span(text) is not None:
        return text
    return suggest_date(text, period) or text


def range_text(first: str, last: str) -> str:
    """Two days as a range, or both as they are written."""
    if not last or first == last:
        return first
    return f"{first} 至 {last}" if first else last


@dataclass(frozen=True, slots=True)
class Units:
    """Units that the rubric knows, and that of the row's clause, "" where nothing is counted."""

    known: Mapping[str, str]
    own: str

    @property
    def is_one_each(self) -> bool:
        """Whether a row without a quantity means one."""
        return self.own in _ONE_EACH


def quantity_text(value: Value | None, hint: str, units: Units) -> str:
    """A quantity as the ledger has it; a number alone takes the unit of column or clause.

    A share of Excel (0.92) becomes percent. What cannot be read stays as it is written.
    """
    if isinstance(value, Fraction) and units.own == PERCENT:
        share = 0 < value < 1
        return f"{shown_number(value * 100 if share else value)}%"
    text = plain_text(value)
    unit = hint or ("" if units.own == PERCENT else units.own)
    if isinstance(value, Fraction) or _BARE_NUMBER.fullmatch(fold_widths(text)):
        number = fold_widths(text)
        if units.own == PERCENT and not hint:
            return f"{number}%"
        # Where nothing is counted a number alone says nothing.
        return f"{number} {unit}" if unit else ""
    if not text:
        return f"1 {units.own}" if units.is_one_each else ""
    if read_quantity(text, units.known) is not None:
        return text
    return suggest_quantity(text, units.known) or text
