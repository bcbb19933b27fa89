"""rubric.yaml to Rubric: shape, then the names that one part takes from another."""

from fractions import Fraction
from types import MappingProxyType

from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.rubric import shapes as rubric_shapes
from generator.load.rubric.names import name_faults
from generator.load.rubric.values import value_faults
from generator.load.shaping import Located, read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.disclosure import Disclosure
from generator.model.english import English, Forms
from generator.model.finding import Fault
from generator.model.organiser import Exemption, JudgeGroup, OpenRule, VetoGround
from generator.model.place import RUBRIC, Place
from generator.model.rubric import (
    Attribute,
    AttributeKind,
    ByAttribute,
    Clause,
    Comparison,
    County,
    Demand,
    ForAll,
    Indicator,
    PerCounty,
    Rubric,
    Section,
)


def read_rubric(files: ProjectFiles) -> tuple[Rubric | None, tuple[Fault, ...]]:
    """Return the rubric, None where any fault stands: nothing is guessed of it."""
    try:
        located, faults = read_shape(rubric_shapes.RubricShape, files, RUBRIC)
    except (UnreadableFile, UnreadableYaml) as error:
        return None, (error.fault,)
    if located is None:
        return None, faults
    faults = (*faults, *name_faults(located), *value_faults(located))
    return (None if faults else _rubric(located)), faults


def _rubric(located: Located[rubric_shapes.RubricShape]) -> Rubric:
    shape = located.value
    rules = shape.open_rules.model_dump(by_alias=True)
    return Rubric(
        cycle=shape.cycle,
        title=shape.title,
        organiser=shape.organiser,
        demonstration=shape.demonstration != "no",
        invented=shape.demonstration == "whole",
        notice_number=shape.notice.number,
        notice_title=shape.notice.title,
        principles=tuple(shape.principles),
        base=Fraction(shape.points.base),
        bonus=Fraction(shape.points.bonus),
        presentation_minutes=int(shape.minutes.presentation),
        question_minutes=int(shape.minutes.questions),
        parts=tuple(shape.parts),
        judge_groups=tuple(
            JudgeGroup(
                id=one.id,
                name=one.name,
                weight=Fraction(one.weight),
                place=located.place("judge-groups", at),
            )
            for at, one in enumerate(shape.judge_groups)
        ),
        veto_text=shape.veto.text,
        veto_grounds=tuple(VetoGround(one.id, one.name) for one in shape.veto.grounds),
        contact=shape.contact,
        disclosure=Disclosure(shape.disclosure),
        open_rules=MappingProxyType(
            {key: OpenRule(key, rule["choice"], rule["why"]) for key, rule in rules.items()}
        ),
        attributes=tuple(
            Attribute(id=one.id, name=one.name, kind=AttributeKind(one.kind), source=one.source)
            for one in shape.attributes
        ),
        units=_units(shape),
        counties=tuple(
            County(id=one.id, name=one.name, attributes=MappingProxyType(one.attributes))
            for one in shape.counties
        ),
        sections=tuple(_section(located, at, one) for at, one in enumerate(shape.sections)),
        bonus_items=tuple(
            _indicator(located, ("bonus", at), one, bonus=True)
            for at, one in enumerate(shape.bonus)
        ),
        check_edition=int(shape.check_edition),
        english=_english(shape.english),
        exemptions=tuple(Exemption(one.path, one.masked, one.reason) for one in shape.exemptions),
        place=Place(RUBRIC),
    )


def _english(shape: rubric_shapes.EnglishShape) -> English:
    others = {"title", "organiser", "parts", "units", "sentences"}
    names = shape.model_dump(by_alias=True, exclude=others)
    return English(
        title=shape.title or "",
        organiser=shape.organiser or "",
        parts=MappingProxyType(shape.parts),
        units=MappingProxyType(
            {unit: Forms(one.one, one.many) for unit, one in shape.units.items()}
        ),
        sentences=MappingProxyType(shape.sentences),
        names=MappingProxyType(names),
    )


def _units(shape: rubric_shapes.RubricShape) -> MappingProxyType[str, str]:
    """Every accepted word, to the notice's unit."""
    words = {unit: unit for unit in shape.units}
    words |= {word: unit for unit, synonyms in shape.units.items() for word in synonyms}
    return MappingProxyType(words)


def _section(
    located: Located[rubric_shapes.RubricShape], at: int, shape: rubric_shapes.SectionShape
) -> Section:
    steps = ("sections", at)
    return Section(
        id=shape.id,
        name=shape.name,
        points=Fraction(shape.points),
        indicators=tuple(
            _indicator(located, (*steps, "indicators", nth), one, bonus=False)
            for nth, one in enumerate(shape.indicators)
        ),
        place=located.place(*steps, "points"),
    )


def _indicator(
    located: Located[rubric_shapes.RubricShape],
    steps: tuple[str | int, ...],
    shape: rubric_shapes.IndicatorShape,
    *,
    bonus: bool,
) -> Indicator:
    return Indicator(
        id=shape.id,
        name=shape.name,
        text=shape.text,
        points=Fraction(shape.points),
        clauses=tuple(
            _clause(one, located.place(*steps, "clauses", at))
            for at, one in enumerate(shape.clauses)
        ),
        bonus=bonus,
        place=located.place(*steps),
    )


def _clause(shape: rubric_shapes.ClauseShape, place: Place) -> Clause:
    return Clause(
        id=shape.id,
        name=shape.name,
        text=shape.text,
        demand=None if shape.target is None else _demand(shape, shape.target),
        parent=shape.part_of,
        condition=shape.only_if,
        open_rule=shape.open_rule,
        place=place,
    )


def _demand(shape: rubric_shapes.ClauseShape, target: rubric_shapes.TargetShape) -> Demand:
    return Demand(
        numbers=_numbers(target),
        maximum=None if shape.max is None else Fraction(shape.max),
        unit=shape.unit or "",
        comparison=Comparison(shape.comparison or "at-least"),
        reading=shape.reading or "",
    )


def _numbers(target: rubric_shapes.TargetShape) -> ForAll | PerCounty | ByAttribute:
    if target.all is not None:
        return ForAll(Fraction(target.all))
    if target.counties is not None:
        numbers = {county: Fraction(number) for county, number in target.counties.items()}
        return PerCounty(MappingProxyType(numbers))
    return ByAttribute(target.attribute or "", Fraction(target.yes or 0), Fraction(target.no or 0))
