"""The assessment as the organiser set it: sections, indicators, clauses, counties, targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from generator.model.announcement import BONUS
from generator.model.demand import ByAttribute, Comparison, Demand, ForAll, PerCounty
from generator.model.disclosure import Disclosure
from generator.model.english import English
from generator.model.organiser import (
    Acceptance,
    Attribute,
    Exemption,
    JudgeGroup,
    OpenRule,
    VetoGround,
    YearDays,
)
from generator.model.place import Place
from generator.model.rules import Rules


class NoTarget(StrEnum):
    """Why a clause asks no number of a county."""

    JUDGED = "judged"
    NOT_NAMED = "not-named"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The number a clause asks of one county; a rate is in percent, its unit "%"."""

    number: Fraction
    maximum: Fraction | None
    unit: str
    comparison: Comparison
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One demand inside an indicator, quoted from the notice.

    ``parent`` is the clause whose count these rows also enter; ``condition``
    the attribute without which the clause does not apply.
    """

    id: str
    name: str
    text: str
    demand: Demand | None
    parent: str | None
    condition: str | None
    open_rule: str | None
    place: Place

    @property
    def rests_on_attribute(self) -> bool:
        """Whether what is asked of a county depends on its attributes."""
        by_attribute = self.demand is not None and isinstance(self.demand.numbers, ByAttribute)
        return by_attribute or self.condition is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A numbered item that carries points; a bonus item's points are its cap."""

    id: str
    name: str
    text: str
    points: Fraction
    clauses: tuple[Clause, ...]
    bonus: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of indicators under one official heading."""

    id: str
    name: str
    points: Fraction
    indicators: tuple[Indicator, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A section, or all bonus items: ``id`` is then BONUS, ``points`` the cap on their sum."""

    id: str
    name: str
    points: Fraction
    items: tuple[Indicator, ...]

    @property
    def is_bonus(self) -> bool:
        """Whether it holds the bonus items."""
        return self.id == BONUS


@dataclass(frozen=True, slots=True)
class Region:
    """Where counties lie, such as a province or a city."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """An assessed unit; attribute values are "yes", "no" or a whole number.

    ``region`` is the id of its region, "" where none is written.
    """

    id: str
    name: str
    attributes: Mapping[str, str]
    region: str = ""

    def has(self, attribute: str) -> bool:
        """Whether the attribute is "yes" or a count above zero."""
        return self.attributes[attribute] not in ("no", "0")


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """One cycle of one organiser, whole.

    ``demonstration`` is whether evidence and attributes are made up, ``invented`` whether the
    rubric itself is. ``check_edition`` is that of the check's rules that the cycle runs under.
    ``rules`` are what of it counts, as the log freezes it.
    ``statement`` are the headings of a county's statement, empty where none are asked for.
    ``order`` are the ids of the counties as they present.
    ``workdays`` are holidays and make-up days by year, where the organiser wrote them.
    ``bonus_name`` is what the bonus items together are called.
    """

    cycle: str
    title: str
    organiser: str
    demonstration: bool
    invented: bool
    notice_number: str
    notice_title: str
    principles: tuple[str, ...]
    base: Fraction
    bonus: Fraction
    presentation_minutes: int
    question_minutes: int
    parts: tuple[str, ...]
    statement: tuple[str, ...]
    judge_groups: tuple[JudgeGroup, ...]
    veto_text: str
    veto_grounds: tuple[VetoGround, ...]
    contact: str
    disclosure: Disclosure
    open_rules: Mapping[str, OpenRule]
    attributes: tuple[Attribute, ...]
    units: Mapping[str, str]
    counties: tuple[County, ...]
    regions: tuple[Region, ...] = ()
    order: tuple[str, ...]
    sections: tuple[Section, ...]
    bonus_items: tuple[Indicator, ...]
    bonus_name: str = "加分项目"
    exemptions: tuple[Exemption, ...]
    accepted: tuple[Acceptance, ...]
    workdays: Mapping[str, YearDays]
    check_edition: int
    english: English
    rules: Rules
    place: Place

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The sections in the notice's order, then the bonus items as one block, even if empty."""
        # Most tables of points have the bonus last: this is the one order for all of them.
        blocks = (Block(own.id, own.name, own.points, own.indicators) for own in self.sections)
        return (*blocks, Block(BONUS, self.bonus_name, self.bonus, self.bonus_items))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of all sections, in the notice's order."""
        return tuple(item for section in self.sections for item in section.indicators)

    @cached_property
    def items(self) -> Mapping[str, Indicator]:
        """Indicators, then bonus items, by id."""
        return {item.id: item for block in self.blocks for item in block.items}

    @cached_property
    def _clauses(self) -> Mapping[str, Clause]:
        return {clause.id: clause for item in self.items.values() for clause in item.clauses}

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id."""
        return self._clauses[clause_id]

    @cached_property
    def county_by_id(self) -> Mapping[str, County]:
        """The counties by id, in the notice's order."""
        return {county.id: county for county in self.counties}

    @cached_property
    def period(self) -> tuple[date, date]:
        """First and last day whose facts count."""
        rules, day = self.open_rules, date.fromisoformat
        return day(rules["period-from"].choice), day(rules["period-to"].choice)

    @cached_property
    def proposes(self) -> bool:
        """Whether a result is proposed (公示) before it is final."""
        return self.open_rules["publicity-days"].choice != "0"

    @cached_property
    def score_step(self) -> Fraction:
        """What each score is a multiple of; 0 where any decimal is taken."""
        return Fraction(self.open_rules["score-step"].choice)

    @cached_property
    def not_applicable(self) -> str:
        """What becomes of the points of an item that does not apply: judged if nothing is said."""
        rule = self.open_rules.get("not-applicable")
        return "judged" if rule is None else rule.choice

    def applies(self, item: Indicator, county: County) -> bool:
        """Whether any clause of the item applies to the county; bonus items always do."""
        asked = (self.target(clause, county) for clause in item.clauses)
        return item.bonus or any(target is not NoTarget.NOT_APPLICABLE for target in asked)

    def is_scored(self, item: Indicator, county: County) -> bool:
        """Whether judges score the item for the county."""
        return self.not_applicable == "judged" or self.applies(item, county)

    def scoring_groups(self, item: Indicator) -> tuple[JudgeGroup, ...]:
        """The groups whose judges score the item."""
        chosen = self.open_rules["bonus-judges"].choice
        if item.bonus and chosen != "all-groups":
            return tuple(group for group in self.judge_groups if group.id == chosen)
        return self.judge_groups

    def target(self, clause: Clause, county: County) -> Target | NoTarget:
        """What the clause asks of the county, under the open rules as chosen."""
        # Before anything else: of a county without a science van nothing about it is asked.
        if clause.condition is not None and not county.has(clause.condition):
            return NoTarget.NOT_APPLICABLE
        # A sum over the county cannot show that each township reached the number.
        demand, rule = clause.demand, clause.open_rule
        if demand is None or (rule and self.open_rules[rule].choice == "per-township"):
            return NoTarget.JUDGED
        if (number := _number_for(demand.numbers, county)) is None:
            # The notice names numbers for some counties alone: what that means for the rest is open.
            free = self.open_rules["not-named"].choice == "judged"
            return NoTarget.NOT_NAMED if free else NoTarget.NOT_APPLICABLE
        return Target(
            number=number,
            maximum=demand.maximum,
            unit=demand.unit,
            comparison=demand.comparison,
            reading=demand.reading,
        )


def _number_for(numbers: ForAll | PerCounty | ByAttribute, county: County) -> Fraction | None:
    match numbers:
        case ForAll(number):
            return number
        case PerCounty(by_county):
            return by_county.get(county.id)
        case ByAttribute(attribute, having, lacking):
            return having if county.has(attribute) else lacking
