"""What a clause asks to be counted: a number for all counties, for some, or by what they have."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Comparison(StrEnum):
    """How a number is held against its target."""

    AT_LEAST = "at-least"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class ForAll:
    """One number for every county."""

    number: Fraction


@dataclass(frozen=True, slots=True)
class PerCounty:
    """Numbers by county; a county that is absent is not named by the notice."""

    numbers: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class ByAttribute:
    """One number for counties that have the attribute, another for the rest."""

    attribute: str
    having: Fraction
    lacking: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The countable side of a clause: numbers, unit and how they compare."""

    numbers: ForAll | PerCounty | ByAttribute
    maximum: Fraction | None
    unit: str
    comparison: Comparison
    reading: str
