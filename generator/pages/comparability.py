"""Whether two cycles ask for the same thing, so that their figures can stand side by side.

Clauses and items are found again by their names, which the organiser gives: numbers shift from
year to year. What is found must then agree in all that decides what a figure counts. The
numbers asked for may differ: each year is shown with its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum

from generator.model.rubric import (
    ByAttribute,
    Clause,
    Demand,
    ForAll,
    Indicator,
    PerCounty,
    Rubric,
)

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What of the open rules decides how points come about.
_SCORING = (
    "judges",
    "own-county-judge",
    "missing-score",
    "absent-group",
    "trimming",
    "score-step",
    "rounding",
    "rounding-place",
    "rounding-digits",
    "bonus-judges",
    "ballot-per",
)


class Difference(StrEnum):
    """Why figures of two cycles are not comparable: the first that was found."""

    ABSENT = "absent"
    REWORDED = "reworded"
    UNIT = "unit"
    COMPARISON = "comparison"
    TARGET = "target"
    CONDITION = "condition"
    PART = "part"
    PERIOD = "period"
    COUNTING = "counting"
    CLAUSES = "clauses"
    POINTS = "points"
    SCORING = "scoring"


def item_named(rubric: Rubric, name: str) -> Indicator | None:
    """The item of that name, None where the cycle has none."""
    return next((one for one in rubric.items.values() if one.name == name), None)


def clause_named(rubric: Rubric, item: Indicator, name: str) -> Clause | None:
    """The clause of that name in the item of the same name, None where the cycle has none."""
    there = item_named(rubric, item.name)
    return next((one for one in there.clauses if one.name == name), None) if there else None


def clause_difference(
    old: Rubric, new: Rubric, item: Indicator, clause: Clause
) -> Difference | None:
    """Why the count of a clause of ``new`` is not comparable with that of ``old``, None if it is."""
    there = clause_named(old, item, clause.name)
    if there is None:
        return Difference.ABSENT
    same = {
        Difference.REWORDED: _wording(there.text) == _wording(clause.text),
        Difference.PART: _family(old, there) == _family(new, clause),
        Difference.CONDITION: there.condition == clause.condition,
        **_same_demand(there.demand, clause.demand),
        Difference.COUNTING: _counting(old, there) == _counting(new, clause),
        Difference.PERIOD: clause.demand is None or _days(old) == _days(new),
    }
    return _first(same)


def item_difference(old: Rubric, new: Rubric, item: Indicator) -> Difference | None:
    """Why the points for an item of ``new`` are not comparable with ``old``, None if they are."""
    there = item_named(old, item.name)
    if there is None:
        return Difference.ABSENT
    clauses = (clause_difference(old, new, item, one) for one in item.clauses)
    same = {
        Difference.REWORDED: _wording(there.text) == _wording(item.text),
        Difference.CLAUSES: [one.name for one in there.clauses]
        == [one.name for one in item.clauses],
        **{one: False for one in clauses if one is not None},
        Difference.POINTS: (there.points, there.bonus) == (item.points, item.bonus),
        Difference.SCORING: _scoring(old) == _scoring(new),
    }
    return _first(same)


def _first(same: Mapping[Difference, bool]) -> Difference | None:
    return next((one for one, agrees in same.items() if not agrees), None)


def _same_demand(old: Demand | None, new: Demand | None) -> dict[Difference, bool]:
    if old is None or new is None:
        return {Difference.TARGET: old is new}
    return {
        Difference.UNIT: old.unit == new.unit,
        Difference.COMPARISON: old.comparison is new.comparison,
        Difference.TARGET: _setting(old.numbers) == _setting(new.numbers),
    }


def _setting(numbers: ForAll | PerCounty | ByAttribute) -> tuple[type, str]:
    """How a target is set: for all, by county, or by which attribute."""
    return type(numbers), numbers.attribute if isinstance(numbers, ByAttribute) else ""


def _wording(text: str) -> str:
    """The text as it reads whatever its numbers are."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return _NUMBER.sub("#", plain)


def _family(rubric: Rubric, clause: Clause) -> tuple[str, set[str]]:
    """The clause that this one's rows count for as well, and those whose rows count for it."""
    parent = "" if clause.parent is None else rubric.clause(clause.parent).name
    clauses = (one for item in rubric.items.values() for one in item.clauses)
    return parent, {one.name for one in clauses if one.parent == clause.id}


def _days(rubric: Rubric) -> tuple[tuple[int, int], ...]:
    """The first and the last day of the period, whatever the year."""
    return tuple((one.month, one.day) for one in rubric.period)


def _counting(rubric: Rubric, clause: Clause) -> tuple[str, ...]:
    """What was chosen of the rules by which a clause is counted."""
    rules = ("not-named",) if clause.open_rule is None else ("not-named", clause.open_rule)
    return () if clause.demand is None else (clause.open_rule or "", *_chosen(rubric, rules))


def _chosen(rubric: Rubric, rules: Iterable[str]) -> list[str]:
    return [rubric.open_rules[one].choice for one in rules]


def _scoring(rubric: Rubric) -> tuple[object, ...]:
    groups = tuple((one.id, one.weight) for one in rubric.judge_groups)
    return groups, _chosen(rubric, _SCORING)
