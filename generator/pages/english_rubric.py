"""The rubric for pages in English: names that have a translation are English."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from generator.model.message import N_
from generator.model.organiser import Attribute, JudgeGroup, VetoGround
from generator.model.rubric import (
    Clause,
    County,
    Indicator,
    Region,
    Rubric,
    Section,
)

# Sentences in the code are English, so that the English rubric takes this one as it is.
_BONUS_NAME = N_("Bonus items")

Named = TypeVar(
    "Named", Attribute, Clause, County, Indicator, JudgeGroup, Region, Section, VetoGround
)


def in_english(rubric: Rubric) -> Rubric:
    """Return the rubric with English names; ids, numbers, units and official texts stay."""
    english, names = rubric.english, rubric.english.names
    sentences = english.sentences
    items = _Items(rubric)
    return replace(
        rubric,
        title=english.title or rubric.title,
        organiser=english.organiser or rubric.organiser,
        contact=sentences.get(rubric.contact, rubric.contact),
        open_rules=MappingProxyType(
            {
                rule.id: replace(rule, why=sentences.get(rule.why, rule.why))
                for rule in rubric.open_rules.values()
            }
        ),
        accepted=tuple(
            replace(entry, reason=sentences.get(entry.reason, entry.reason))
            for entry in rubric.accepted
        ),
        parts=tuple(english.parts.get(part, part) for part in rubric.parts),
        judge_groups=_renamed(rubric.judge_groups, names["judge-groups"]),
        veto_grounds=_renamed(rubric.veto_grounds, names["veto-grounds"]),
        attributes=_renamed(rubric.attributes, names["attributes"]),
        counties=_renamed(rubric.counties, names["counties"]),
        regions=_renamed(rubric.regions, names["regions"]),
        sections=tuple(
            replace(section, indicators=items.translated(section.indicators))
            for section in _renamed(rubric.sections, names["sections"])
        ),
        bonus_items=items.translated(rubric.bonus_items),
        bonus_name=_BONUS_NAME,
    )


class _Items:
    """Translates the names of items and clauses, and how a clause is read."""

    def __init__(self, rubric: Rubric) -> None:
        self.sentences = rubric.english.sentences
        self.indicators = rubric.english.names["indicators"]
        self.clauses = rubric.english.names["clauses"]

    def translated(self, items: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(
            replace(item, clauses=tuple(map(self._read, _renamed(item.clauses, self.clauses))))
            for item in _renamed(items, self.indicators)
        )

    def _read(self, clause: Clause) -> Clause:
        demand = clause.demand
        if demand is None:
            return clause
        reading = self.sentences.get(demand.reading, demand.reading)
        return replace(clause, demand=replace(demand, reading=reading))


def _renamed(entries: tuple[Named, ...], names: Mapping[str, str]) -> tuple[Named, ...]:
    # A name without a translation stays Chinese; templates mark it as such.
    return tuple(replace(entry, name=names.get(entry.id, entry.name)) for entry in entries)
