"""What the organiser decides beside the demands: who judges, open rules, vetoes, exemptions."""

from dataclasses import dataclass
from fractions import Fraction

from generator.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeGroup:
    """Judges whose mean enters the total with one weight, in percent."""

    id: str
    name: str
    weight: Fraction
    place: Place


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A choice the notice leaves open, made by the organiser, with the reason."""

    id: str
    choice: str
    why: str


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
