"""Values in rubric.yaml that cannot all hold: periods, ranges, units, parts of clauses."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from generator.chinese.dates import read_span
from generator.chinese.numbers import PERCENT
from generator.load.rubric import shapes as rubric_shapes
from generator.load.rubric.names import unreadable_value
from generator.load.shaping import Located, Step
from generator.model.evidence import LEDGER, Span
from generator.model.finding import Fault
from generator.model.message import N_

_Rubric = Located[rubric_shapes.RubricShape]


def value_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for each value that another value contradicts."""
    rubric = located.value
    yield from _period_faults(located)
    yield from _rehearsed_texts(located)
    yield from _workday_faults(located)
    yield from _zero_faults(located)
    if LEDGER not in rubric.parts:
        yield unreadable_value(located, ("parts",), "、".join(rubric.parts), _PARTS)
    yield from _unit_faults(located)
    for at, section in enumerate(rubric.sections):
        for nth, item in enumerate(section.indicators):
            steps: tuple[Step, ...] = ("sections", at, "indicators", nth)
            if item.id.startswith("B"):
                yield unreadable_value(located, (*steps, "id"), item.id, _INDICATOR_ID)
            yield from _item_faults(located, steps, item)
    for at, item in enumerate(rubric.bonus):
        if not item.id.startswith("B"):
            yield unreadable_value(located, ("bonus", at, "id"), item.id, _BONUS_ID)
        yield from _item_faults(located, ("bonus", at), item)


def _rehearsed_texts(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for each text of a demonstration where nothing is one: it would be printed."""
    rubric = located.value
    if rubric.demonstration != "no":
        return
    printed: list[tuple[tuple[Step, ...], str, str]] = [
        (("contact",), rubric.contact, _CONTACT),
        *(
            (("attributes", at, "source"), attribute.source, _SOURCE)
            for at, attribute in enumerate(rubric.attributes)
        ),
    ]
    for steps, text, expected in printed:
        if _MADE_UP.search(text):
            yield unreadable_value(located, steps, text, expected)


def _period_faults(located: _Rubric) -> Iterator[Fault]:
    rules = located.value.open_rules
    for key, day in (("period-from", rules.period_from), ("period-to", rules.period_to)):
        try:
            date.fromisoformat(day.choice)
        except ValueError:
            yield unreadable_value(located, ("open-rules", key, "choice"), day.choice, _REAL_DAY)
            return  # An invalid date cannot be compared.
    # ISO dates sort as texts.
    if rules.period_to.choice < rules.period_from.choice:
        steps = ("open-rules", "period-to", "choice")
        yield unreadable_value(located, steps, rules.period_to.choice, _ORDER)


def _zero_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for each 0 by which scores would count for nothing, or nothing be divided."""
    rubric = located.value
    written: list[tuple[tuple[Step, ...], str]] = [(("points", "base"), rubric.points.base)]
    if rubric.bonus:
        written.append((("points", "bonus"), rubric.points.bonus))
    for at, section in enumerate(rubric.sections):
        steps: tuple[Step, ...] = ("sections", at)
        written.append(((*steps, "points"), section.points))
        for nth, item in enumerate(section.indicators):
            written.append(((*steps, "indicators", nth, "points"), item.points))
    written += [(("bonus", at, "points"), item.points) for at, item in enumerate(rubric.bonus)]
    for steps, points in written:
        if Fraction(points) == 0:
            yield unreadable_value(located, steps, points, _POINTS)
    for at, group in enumerate(rubric.judge_groups):
        if Fraction(group.weight) == 0:
            steps = ("judge-groups", at, "weight")
            yield unreadable_value(located, steps, group.weight, _WEIGHT)


def _workday_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for a day that does not exist, is of another year, or is both free and worked."""
    for year, days in located.value.workdays.items():
        seen: dict[str, list[Span]] = {}
        for key, written in (("holidays", days.holidays), ("make-up", days.make_up)):
            for at, text in enumerate(written):
                steps, span = ("workdays", year, key, at), read_span(text)
                # New Year's holidays of a notice may begin in December, and end in January.
                around = (f"{int(year) - 1:04}-12-01", f"{int(year) + 1:04}-01-31")
                if span is None or not around[0] <= str(span.first) <= str(span.last) <= around[1]:
                    yield unreadable_value(located, steps, text, _DAYS_OF_YEAR)
                elif any(
                    other.first <= span.last and span.first <= other.last
                    for kind, others in seen.items()
                    for other in others
                    if kind != key
                ):
                    yield unreadable_value(located, steps, text, _FREE_OR_WORKED)
                else:
                    seen.setdefault(key, []).append(span)


def _unit_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for each word that stands for no unit or for two, of which the last would count."""
    units = located.value.units
    owner = {unit: unit for unit in units}
    for unit, words in units.items():
        for at, word in enumerate(words):
            if _NO_WORD.search(word):
                yield unreadable_value(located, ("units", unit, at), word, _WORDS)
            elif owner.setdefault(word, unit) != unit or word in words[:at]:
                yield Fault("duplicate-name", located.place("units", unit, at), {"name": word})


def _item_faults(
    located: _Rubric, steps: tuple[Step, ...], item: rubric_shapes.IndicatorShape
) -> Iterator[Fault]:
    clauses = {clause.id: clause for clause in item.clauses}
    for at, clause in enumerate(item.clauses):
        here = (*steps, "clauses", at)
        whole = clauses.get(clause.part_of or "")
        if whole is not None and whole.part_of is not None:
            yield unreadable_value(located, (*here, "part-of"), whole.id, _ONE_LEVEL)
        elif whole is not None and whole.unit is not None and clause.unit not in (None, whole.unit):
            yield unreadable_value(located, (*here, "unit"), clause.unit or "", _SAME_UNIT)
        numbers = _numbers(clause)
        if clause.max is not None and any(number > Fraction(clause.max) for number in numbers):
            yield unreadable_value(located, (*here, "max"), clause.max, _RANGE)
        if clause.unit == PERCENT and any(number > 100 for number in numbers):
            yield unreadable_value(located, (*here, "target"), str(max(numbers)), _RATE)


def _numbers(clause: rubric_shapes.ClauseShape) -> list[Fraction]:
    target = clause.target
    if target is None:
        return []
    written = (target.all, target.yes, target.no, *(target.counties or {}).values())
    return [Fraction(number) for number in written if number is not None]


# Words that are joined by a full-width comma are read as one, which no quantity ever has.
_NO_WORD = re.compile(r"[\s，、；,;【】［］]")
_WORDS = N_("single words with a comma of the English keyboard between them, such as [场次, 次]")
# As the demonstrations that a real rubric is begun from write it.
_MADE_UP = re.compile(
    r"演示|虚构|示例|样例|(?:测试|模拟)数据|待[填定补]|不受理异议|\bdemo|invented|\bsample data|\btodo\b",
    re.IGNORECASE,
)
_CONTACT = N_("where and how to object, such as a telephone number; demonstration is no")
_SOURCE = N_("where the facts come from, such as a notice; demonstration is no")
_REAL_DAY = N_("a day that exists, such as 2018-01-01")
_DAYS_OF_YEAR = N_("days of that year that exist, the first before the last")
_FREE_OR_WORKED = N_("a day that does not stand under holidays as well")
_POINTS = N_("points above zero; take out what brings none")
_WEIGHT = N_("a weight above zero; take out a group whose scores count for nothing")
_ORDER = N_("a day not before the first day of the period")
_PARTS = N_("four parts, the ledger 台账 among them")
_INDICATOR_ID = N_("two digits; B1 to B9 are the ids of bonus items")
_BONUS_ID = N_("B1 to B9; two digits are the ids of indicators")
_ONE_LEVEL = N_("a clause that is itself no part of another")
_SAME_UNIT = N_("the unit of the clause that this one is part of")
_RANGE = N_("a number not below the least that is asked")
_RATE = N_("a rate of at most 100 %")
