"""The rubric as pages in English have it: each name in English where one is given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from generator.model.rubric import (
    Attribute,
    Clause,
    County,
    Indicator,
    JudgeGroup,
    Rubric,
    Section,
    VetoGround,
)

Named = TypeVar("Named", Attribute, Clause, County, Indicator, JudgeGroup, Section, VetoGround)


def in_english(rubric: Rubric) -> Rubric:
    """The same assessment; ids, numbers, official texts and reasons are as they were."""
    english, names = rubric.english, rubric.english.names
    items = _Items(rubric)
    return replace(
        rubric,
        title=english.title or rubric.title,
        organiser=english.organiser or rubric.organiser,
        parts=tuple(english.parts.get(one, one) for one in rubric.parts),
        judge_groups=_each(rubric.judge_groups, names["judge-groups"]),
        veto_grounds=_each(rubric.veto_grounds, names["veto-grounds"]),
        attributes=_each(rubric.attributes, names["attributes"]),
        counties=_each(rubric.counties, names["counties"]),
        sections=tuple(
            replace(one, indicators=items.named(one.indicators))
            for one in _each(rubric.sections, names["sections"])
        ),
        bonus_items=items.named(rubric.bonus_items),
    )


class _Items:
    """Names indicators with their clauses and units."""

    def __init__(self, rubric: Rubric) -> None:
        self.units = rubric.english.units
        self.indicators = rubric.english.names["indicators"]
        self.clauses = rubric.english.names["clauses"]

    def named(self, items: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(
            replace(one, clauses=tuple(map(self._counted, _each(one.clauses, self.clauses))))
            for one in _each(items, self.indicators)
        )

    def _counted(self, clause: Clause) -> Clause:
        demand = clause.demand
        if demand is None:
            return clause
        unit = self.units.get(demand.unit, demand.unit)
        return replace(clause, demand=replace(demand, unit=unit))


def _each(named: tuple[Named, ...], names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(replace(one, name=names.get(one.id, one.name)) for one in named)
