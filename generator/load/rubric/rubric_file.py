"""rubric.yaml to Rubric: first its shape, then its names, then its values."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from generator.chinese.dates import read_span
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.rubric import shapes as rubric_shapes
from generator.load.rubric.frozen import frozen_rules
from generator.load.rubric.names import name_faults, with_kind
from generator.load.rubric.values import value_faults
from generator.load.shaping import Located, read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.demand import ByAttribute, Comparison, Demand, ForAll, PerCounty
from generator.model.disclosure import Disclosure
from generator.model.english import English, Forms
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.organiser import (
    Acceptance,
    Attribute,
    AttributeKind,
    Exemption,
    JudgeGroup,
    OpenRule,
    VetoGround,
    YearDays,
)
from generator.model.place import RUBRIC, Place
from generator.model.rubric import Clause, County, Indicator, Region, Rubric, Section


def read_rubric(files: ProjectFiles) -> tuple[Rubric | None, tuple[Fault, ...]]:
    """Return the rubric, None where it has any fault: no part of it is guessed."""
    try:
        located, faults = read_shape(rubric_shapes.RubricShape, files, RUBRIC, with_kind)
    except (UnreadableFile, UnreadableYaml) as error:
        return None, (error.fault,)
    if located is None:
        return None, faults
    faults = (*faults, *name_faults(located), *value_faults(located))
    if faults:
        return None, faults
    rubric = rubric_from(located)
    faults = tuple(empty_sections(rubric))
    return (None if faults else rubric), faults


def empty_sections(rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault for a section none of whose items applies to a county has nothing to spread its points over."""
    if rubric.not_applicable == "excluded" and any(
        not any(rubric.applies(item, county) for item in section.indicators)
        for section in rubric.sections
        for county in rubric.counties
    ):
        values = {"key": "choice", "written": "excluded", "expected": _NOT_EXCLUDED}
        place = rubric.open_rules["not-applicable"].place
        yield Fault("unreadable-value", place, values, frozenset({"expected"}))


_NOT_EXCLUDED = N_(
    "judged or full-points: no item of a whole section applies to one of the counties"
)


def rubric_from(located: Located[rubric_shapes.RubricShape]) -> Rubric:
    """The rubric that a file without faults holds."""
    shape = located.value
    return Rubric(
        cycle=shape.cycle,
        title=shape.title,
        organiser=shape.organiser,
        demonstration=shape.demonstration != "no",
        invented=shape.demonstration == "whole",
        notice_number=shape.notice.number,
        notice_title=shape.notice.title,
        principles=tuple(shape.principles),
        # Exact, from the text as it is written: sums of floats would break ties at random.
        base=Fraction(shape.points.base),
        bonus=Fraction(shape.points.bonus),
        presentation_minutes=int(shape.minutes.presentation),
        question_minutes=int(shape.minutes.questions),
        parts=tuple(shape.parts),
        statement=tuple(shape.statement),
        judge_groups=_judge_groups(located),
        veto_text=shape.veto.text,
        veto_grounds=tuple(VetoGround(ground.id, ground.name) for ground in shape.veto.grounds),
        contact=shape.contact,
        disclosure=Disclosure(shape.disclosure),
        open_rules=_open_rules(located),
        attributes=_attributes(shape),
        units=_units(shape),
        counties=_counties(shape),
        regions=tuple(Region(region.id, region.name) for region in shape.regions),
        order=_order(shape),
        sections=tuple(_section(located, at, section) for at, section in enumerate(shape.sections)),
        bonus_items=_bonus_items(located),
        check_edition=int(shape.check_edition),
        english=_english(shape.english),
        exemptions=_exemptions(shape),
        accepted=tuple(_acceptances(located)),
        rules=frozen_rules(shape),
        workdays=_workdays(shape),
        place=Place(RUBRIC),
    )


def _acceptances(located: Located[rubric_shapes.RubricShape]) -> Iterator[Acceptance]:
    for at, acceptance in enumerate(located.value.accepted):
        yield Acceptance(acceptance.code, acceptance.reason, located.place("accepted", at))


def _workdays(shape: rubric_shapes.RubricShape) -> MappingProxyType[str, YearDays]:
    return MappingProxyType(
        {
            year: YearDays(frozenset(_days(days.holidays)), frozenset(_days(days.make_up)))
            for year, days in shape.workdays.items()
        }
    )


def _days(written: Iterable[str]) -> Iterator[date]:
    """Yield every day of the ranges, which value_faults has found to be short and in order."""
    for span in filter(None, map(read_span, written)):
        for nth in range((span.last - span.first).days + 1):
            yield span.first + timedelta(days=nth)


def _open_rules(located: Located[rubric_shapes.RubricShape]) -> MappingProxyType[str, OpenRule]:
    # By alias: keys as rubric.yaml writes them, with hyphens.
    chosen = located.value.open_rules.model_dump(by_alias=True, exclude_none=True)
    return MappingProxyType(
        {
            key: OpenRule(
                key, rule["choice"], rule["why"], located.place("open-rules", key, "choice")
            )
            for key, rule in chosen.items()
        }
    )


def _judge_groups(located: Located[rubric_shapes.RubricShape]) -> tuple[JudgeGroup, ...]:
    return tuple(
        JudgeGroup(
            id=group.id,
            name=group.name,
            # A fraction is a share of the whole, a number is in percent.
            weight=Fraction(group.weight) * (100 if "/" in group.weight else 1),
            place=located.place("judge-groups", at),
        )
        for at, group in enumerate(located.value.judge_groups)
    )


def _attributes(shape: rubric_shapes.RubricShape) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(
            id=attribute.id,
            name=attribute.name,
            kind=AttributeKind(attribute.kind),
            source=attribute.source,
        )
        for attribute in shape.attributes
    )


def _counties(shape: rubric_shapes.RubricShape) -> tuple[County, ...]:
    return tuple(
        County(
            id=county.id,
            name=county.name,
            attributes=MappingProxyType(county.attributes),
            region=county.region or "",
        )
        for county in shape.counties
    )


def _order(shape: rubric_shapes.RubricShape) -> tuple[str, ...]:
    """The ids in the order in which the counties present, the notice's where none is written."""
    ids = {name: county.id for county in shape.counties for name in (county.id, county.name)}
    # Rules that the log froze may have had other counties than the order of today.
    written = [ids[name] for name in shape.order if name in ids]
    return tuple(dict.fromkeys((*written, *(county.id for county in shape.counties))))


def _exemptions(shape: rubric_shapes.RubricShape) -> tuple[Exemption, ...]:
    return tuple(
        Exemption(exemption.path, exemption.masked, exemption.reason)
        for exemption in shape.exemptions
    )


def _english(shape: rubric_shapes.EnglishShape) -> English:
    not_by_id = {"title", "organiser", "parts", "units", "sentences"}
    names = shape.model_dump(by_alias=True, exclude=not_by_id)
    return English(
        title=shape.title or "",
        organiser=shape.organiser or "",
        parts=MappingProxyType(shape.parts),
        units=MappingProxyType(
            {unit: Forms(forms.one, forms.many) for unit, forms in shape.units.items()}
        ),
        sentences=MappingProxyType(shape.sentences),
        names=MappingProxyType(names),
    )


def _units(shape: rubric_shapes.RubricShape) -> MappingProxyType[str, str]:
    """Map every accepted word to the notice's unit."""
    words = {unit: unit for unit in shape.units}
    words |= {word: unit for unit, synonyms in shape.units.items() for word in synonyms}
    return MappingProxyType(words)


def _bonus_items(located: Located[rubric_shapes.RubricShape]) -> tuple[Indicator, ...]:
    return tuple(
        _indicator(located, ("bonus", at), item, bonus=True)
        for at, item in enumerate(located.value.bonus)
    )


def _section(
    located: Located[rubric_shapes.RubricShape], at: int, shape: rubric_shapes.SectionShape
) -> Section:
    steps = ("sections", at)
    return Section(
        id=shape.id,
        name=shape.name,
        points=Fraction(shape.points),
        indicators=tuple(
            _indicator(located, (*steps, "indicators", nth), indicator, bonus=False)
            for nth, indicator in enumerate(shape.indicators)
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
            _clause(clause, located.place(*steps, "clauses", at))
            for at, clause in enumerate(shape.clauses)
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
    # Exactly one form is complete here; name_faults has refused anything else.
    return ByAttribute(target.attribute or "", Fraction(target.yes or 0), Fraction(target.no or 0))
