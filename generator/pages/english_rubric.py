"""The rubric as pages in English have it: each name in English where one is given."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from generator.model.message import N_
from generator.model.organiser import JudgeGroup, VetoGround
from generator.model.rubric import (
    Attribute,
    Clause,
    County,
    Indicator,
    Rubric,
    Section,
)

_BONUS_NAME = N_("Bonus items")

Named = TypeVar("Named", Attribute, Clause, County, Indicator, JudgeGroup, Section, VetoGround)


def in_english(rubric: Rubric) -> Rubric:
    """The same assessment; ids, numbers, units and official texts are as they were."""
    english, names = rubric.english, rubric.english.names
    said = english.sentences
    items = _Items(rubric)
    return replace(
        rubric,
        title=english.title or rubric.title,
        organiser=english.organiser or rubric.organiser,
        contact=said.get(rubric.contact, rubric.contact),
        open_rules=MappingProxyType(
            {
                one.id: replace(one, why=said.get(one.why, one.why))
                for one in rubric.open_rules.values()
            }
        ),
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
        bonus_name=_BONUS_NAME,
    )


class _Items:
    """Names indicators with their clauses, and says how these are read."""

    def __init__(self, rubric: Rubric) -> None:
        self.sentences = rubric.english.sentences
        self.indicators = rubric.english.names["indicators"]
        self.clauses = rubric.english.names["clauses"]

    def named(self, items: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(
            replace(one, clauses=tuple(map(self._read, _each(one.clauses, self.clauses))))
            for one in _each(items, self.indicators)
        )

    def _read(self, clause: Clause) -> Clause:
        demand = clause.demand
        if demand is None:
            return clause
        reading = self.sentences.get(demand.reading, demand.reading)
        return replace(clause, demand=replace(demand, reading=reading))


def _each(named: tuple[Named, ...], names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(replace(one, name=names.get(one.id, one.name)) for one in named)
