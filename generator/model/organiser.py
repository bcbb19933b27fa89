"""What the organiser decides beside the demands: who judges, open rules, vetoes, exemptions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from generator.model.codes import Code
from generator.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeGroup:
    """Judges whose mean enters the total with one weight, in percent.

    The weight is exact: a third is 100/3 percent.
    """

    id: str
    name: str
    weight: Fraction
    place: Place

    @property
    def share(self) -> str:
        """The weight as people write it: 40%, or 1/3 where the percentage does not end."""
        if (self.weight * 10**6).denominator != 1:
            return str(self.weight / 100)
        return f"{float(self.weight):.6f}".rstrip("0").rstrip(".") + "%"


class AttributeKind(StrEnum):
    """What an attribute's value may be."""

    YES_NO = "yes-no"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A fact about a county that decides what is asked of it."""

    id: str
    name: str
    kind: AttributeKind
    source: str


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A choice the notice leaves open, made by the organiser, with the reason."""

    id: str
    choice: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A contradiction of the notice that the organiser lets stand: the code of its rule, and why.

    Findings of that code stop nothing; the method page shows each with the reason.
    """

    code: Code
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class YearDays:
    """The days of one year that are not worked though in the week, or worked at a weekend."""

    holidays: frozenset[date]
    make_up: frozenset[date]


@dataclass(frozen=True, slots=True)
class VetoGround:
    """One ground of 一票否决."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Personal data that the organiser lets stand: in which file, which, and why.

    ``masked`` is the text as a finding shows it, its middle starred.
    """

    path: str
    masked: str
    reason: str
