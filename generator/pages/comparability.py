"""Whether figures of two cycles are comparable: the same item, the same clause.

Items and clauses are matched by the names that the organiser gives them, since their ids shift
from year to year. A match is comparable where all that decides what its figure counts is equal.
Targets may differ: each year is shown with its own.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from generator.chinese.widths import fold_widths
from generator.model.demand import ByAttribute, Demand, ForAll, PerCounty
from generator.model.rubric import Clause, Indicator, Rubric

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# The open rules that decide points; those that decide ranks alone, such as ties, do not matter.
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
    """Why figures of two cycles are not comparable."""

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
    return next((item for item in rubric.items.values() if item.name == name), None)


def clause_named(rubric: Rubric, item: Indicator, name: str) -> Clause | None:
    """The clause of that name in the item of the same name, None where the cycle has none."""
    same_item = item_named(rubric, item.name)
    clauses = () if same_item is None else same_item.clauses
    return next((clause for clause in clauses if clause.name == name), None)


def clause_difference(
    old: Rubric, new: Rubric, item: Indicator, clause: Clause
) -> Difference | None:
    """Why the count of a clause of ``new`` is not comparable with that of ``old``, None if it is."""
    past = clause_named(old, item, clause.name)
    if past is None:
        return Difference.ABSENT
    # In the order of importance: readers are told the first difference alone.
    same = {
        Difference.REWORDED: _wording(past.text) == _wording(clause.text),
        Difference.PART: _parent_and_parts(old, past) == _parent_and_parts(new, clause),
        Difference.CONDITION: past.condition == clause.condition,
        **_same_demand(past.demand, clause.demand),
        Difference.COUNTING: _counting(old, past) == _counting(new, clause),
        # What is not counted does not depend on the days that count.
        Difference.PERIOD: clause.demand is None or _days(old) == _days(new),
    }
    return _first_difference(same)


def item_difference(old: Rubric, new: Rubric, item: Indicator) -> Difference | None:
    """Why the points for an item of ``new`` are not comparable with ``old``, None if they are."""
    past = item_named(old, item.name)
    if past is None:
        return Difference.ABSENT
    differences = (clause_difference(old, new, item, clause) for clause in item.clauses)
    same = {
        Difference.REWORDED: _wording(past.text) == _wording(item.text),
        Difference.CLAUSES: [clause.name for clause in past.clauses]
        == [clause.name for clause in item.clauses],
        # A key that is already there keeps its place, and with it its importance.
        **{difference: False for difference in differences if difference is not None},
        Difference.POINTS: (past.points, past.bonus) == (item.points, item.bonus),
        Difference.SCORING: _scoring(old) == _scoring(new),
    }
    return _first_difference(same)


def _first_difference(same: Mapping[Difference, bool]) -> Difference | None:
    return next((difference for difference, agrees in same.items() if not agrees), None)


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
    """The text without its numbers and spaces, which may differ."""
    plain = "".join(fold_widths(text).split())
    # A notice writes its targets into the text, and targets may change from year to year.
    return _NUMBER.sub("#", plain)


def _parent_and_parts(rubric: Rubric, clause: Clause) -> tuple[str, set[str]]:
    """The clause that its rows also count for, and the clauses whose rows count for it."""
    parent = "" if clause.parent is None else rubric.clause(clause.parent).name
    clauses = (part for item in rubric.items.values() for part in item.clauses)
    # By name: the same clause may have another id in each cycle.
    return parent, {part.name for part in clauses if part.parent == clause.id}


def _days(rubric: Rubric) -> tuple[tuple[int, int], ...]:
    """The first and the last day of the period, without the year."""
    return tuple((day.month, day.day) for day in rubric.period)


def _counting(rubric: Rubric, clause: Clause) -> tuple[str, ...]:
    """The choices of the open rules that a clause is counted by."""
    rules = ("not-named",) if clause.open_rule is None else ("not-named", clause.open_rule)
    return () if clause.demand is None else (clause.open_rule or "", *_chosen(rubric, rules))


def _chosen(rubric: Rubric, rules: Iterable[str]) -> list[str]:
    return [rubric.open_rules[rule].choice for rule in rules]


def _scoring(rubric: Rubric) -> tuple[object, ...]:
    groups = tuple((group.id, group.weight) for group in rubric.judge_groups)
    return groups, rubric.not_applicable, _chosen(rubric, _SCORING)
