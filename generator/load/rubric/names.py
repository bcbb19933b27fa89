"""Names in rubric.yaml that are not declared or declared twice, and values that must agree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.chinese.numbers import PERCENT
from generator.chinese.widths import bare_name
from generator.load.rubric import shapes as rubric_shapes
from generator.load.schema import Misfit
from generator.load.shaping import Located, Step
from generator.load.yaml_events import Mapping, Node, Scalar
from generator.load.yaml_events import Sequence as YamlSequence
from generator.model.finding import Fault
from generator.model.message import N_

_Identified = (
    rubric_shapes.NamedShape
    | rubric_shapes.SectionShape
    | rubric_shapes.IndicatorShape
    | rubric_shapes.ClauseShape
)
_Rubric = Located[rubric_shapes.RubricShape]
_Item = tuple[tuple[Step, ...], rubric_shapes.IndicatorShape]


def name_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault for each name that is undeclared or doubled or has a value of another kind."""
    yield from _rule_faults(located)
    yield from _weight_faults(located)
    yield from _county_faults(located)
    yield from _order_faults(located)
    yield from _id_faults(located)
    yield from _english_faults(located)
    for steps, item in _items(located.value):
        for at, clause in enumerate(item.clauses):
            yield from _clause_faults(located, (*steps, "clauses", at), item, clause)


def _items(rubric: rubric_shapes.RubricShape) -> Iterator[_Item]:
    for at, section in enumerate(rubric.sections):
        for nth, item in enumerate(section.indicators):
            yield ("sections", at, "indicators", nth), item
    for at, item in enumerate(rubric.bonus):
        yield ("bonus", at), item


def _rule_faults(located: _Rubric) -> Iterator[Fault]:
    """Rules that contradict each other.

    Ballots are taken out by their totals only where the totals can be compared: without
    gaps, weighed alike in every item, and not rounded item by item. Otherwise a lowered
    score could raise its county.
    """
    rules = located.value.open_rules
    contradicts = (
        rules.missing_score.choice == "skipped"
        or rules.bonus_judges.choice != "all-groups"
        or rules.rounding_place.choice == "group-mean"
    )
    if rules.trimming.choice == "ballot-totals" and contradicts:
        steps = ("open-rules", "trimming", "choice")
        yield unreadable_value(located, steps, rules.trimming.choice, _TRIMMING)
    # Of a group that is not there nobody would score: every bonus item would be 0.
    scoring, known = rules.bonus_judges.choice, {"all-groups", *_ids(located.value.judge_groups)}
    if scoring not in known:
        yield _unknown(located, ("open-rules", "bonus-judges", "choice"), scoring, known)


def _weight_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault a weight in percent beside one that is a fraction of the whole."""
    weights = [group.weight for group in located.value.judge_groups]
    if any("/" in weight for weight in weights):
        for at, weight in enumerate(weights):
            if "/" not in weight:
                yield unreadable_value(located, ("judge-groups", at, "weight"), weight, _FRACTION)


def with_kind(misfit: Misfit, root: Node) -> Misfit:
    """The misfit; of a county's attribute it expects what the attribute's kind takes."""
    match misfit.steps:
        case ("counties", int(), "attributes", str(name)):
            kind = _declared_kind(root, name)
            return replace(misfit, expected=_KINDS.get(kind, misfit.expected))
        case ("open-rules", str(rule), "choice") if rule in _ONLY_CHOICE:
            return replace(misfit, expected=_ONLY_CHOICE[rule])
    return misfit


def _declared_kind(root: Node, name: str) -> str:
    """The kind of the attribute of that id in a file that does not fit its shape, "" for none."""
    declared = root.get("attributes") if isinstance(root, Mapping) else None
    for attribute in declared.nodes if isinstance(declared, YamlSequence) else ():
        if isinstance(attribute, Mapping):
            key, kind = attribute.get("id"), attribute.get("kind")
            if isinstance(key, Scalar) and isinstance(kind, Scalar) and key.text == name:
                return kind.text
    return ""


def _county_faults(located: _Rubric) -> Iterator[Fault]:
    kinds = {attribute.id: attribute.kind for attribute in located.value.attributes}
    regions = set(_ids(located.value.regions))
    for at, county in enumerate(located.value.counties):
        if county.region is not None and county.region not in regions:
            yield _unknown(located, ("counties", at, "region"), county.region, regions)
        steps: tuple[Step, ...] = ("counties", at, "attributes")
        for name in kinds.keys() - county.attributes.keys():
            yield Fault("missing-key", located.place(*steps), {"key": name})
        for name, value in county.attributes.items():
            if name not in kinds:
                yield _unknown(located, (*steps, name), name, kinds)
            elif not _VALUES[kinds[name]].fullmatch(value):
                yield unreadable_value(located, (*steps, name), value, _KINDS[kinds[name]])


def _order_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault a name in the order that is no county's, else one where any stands not once."""
    counties, order = located.value.counties, located.value.order
    names = {name: county.name for county in counties for name in (county.id, county.name)}
    unknown = [at for at, name in enumerate(order) if name not in names]
    for at in unknown:
        yield _unknown(located, ("order", at), order[at], [county.name for county in counties])
    given = [names[name] for name in order if name in names]
    once = list(dict.fromkeys((*given, *(county.name for county in counties))))
    if order and not unknown and given != once:
        # The whole line as it could stand: what is missing comes last, what stands twice once.
        values = {"key": "order", "written": ", ".join(order), "expected": f"[{', '.join(once)}]"}
        yield Fault("unreadable-value", located.place("order"), values)


def _english_faults(located: _Rubric) -> Iterator[Fault]:
    """Yield a fault an English name whose id the rubric does not declare."""
    rubric, english = located.value, located.value.english
    items = [item for _, item in _items(rubric)]
    declared: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "parts": (english.parts, rubric.parts),
        "units": (english.units, rubric.units),
        "judge-groups": (english.judge_groups, _ids(rubric.judge_groups)),
        "veto-grounds": (english.veto_grounds, _ids(rubric.veto.grounds)),
        "attributes": (english.attributes, _ids(rubric.attributes)),
        "counties": (english.counties, _ids(rubric.counties)),
        "regions": (english.regions, _ids(rubric.regions)),
        "sections": (english.sections, _ids(rubric.sections)),
        "indicators": (english.indicators, _ids(items)),
        "clauses": (english.clauses, _ids(clause for item in items for clause in item.clauses)),
        "sentences": (english.sentences, _sentences(rubric, items)),
    }
    for key, (given, known) in declared.items():
        # A mistyped id would leave its Chinese name on English pages, unnoticed.
        names = set(known)
        for name in given:
            if name not in names:
                yield _unknown(located, ("english", key, name), name, names)


def _sentences(
    rubric: rubric_shapes.RubricShape, items: list[rubric_shapes.IndicatorShape]
) -> Iterator[str]:
    """Yield the sentences that the organiser wrote into the rubric."""
    rules = rubric.open_rules.model_dump(exclude_none=True).values()
    yield from (rule["why"] for rule in rules)
    yield from (acceptance.reason for acceptance in rubric.accepted)
    yield from (clause.reading for item in items for clause in item.clauses if clause.reading)
    yield rubric.contact or ""


def _ids(named: Iterable[_Identified]) -> list[str]:
    return [shape.id for shape in named]


def _id_faults(located: _Rubric) -> Iterator[Fault]:
    rubric = located.value
    listed: dict[str, Sequence[rubric_shapes.NamedShape | rubric_shapes.SectionShape]] = {
        "counties": rubric.counties,
        "regions": rubric.regions,
        "sections": rubric.sections,
        "attributes": rubric.attributes,
        "judge-groups": rubric.judge_groups,
    }
    for key, named in listed.items():
        for name in ("id", "name"):
            names = [((key, at, name), getattr(shape, name)) for at, shape in enumerate(named)]
            yield from _twice(located, names)
    items = list(_items(rubric))
    yield from _twice(located, [((*steps, "id"), item.id) for steps, item in items])
    for steps, item in items:
        for key in ("id", "name"):
            yield from _twice(
                located,
                [
                    ((*steps, "clauses", at, key), getattr(clause, key))
                    for at, clause in enumerate(item.clauses)
                ],
            )


def _twice(located: _Rubric, names: Iterable[tuple[tuple[Step, ...], str]]) -> Iterator[Fault]:
    first_names: dict[str, str] = {}
    for steps, name in names:
        # Names that people cannot tell apart would make citations and reports ambiguous.
        bare = bare_name(name)
        if bare in first_names:
            values = {"name": name, "twin": first_names[bare]}
            yield Fault("duplicate-name", located.place(*steps), values)
        first_names.setdefault(bare, name)


def _clause_faults(
    located: _Rubric,
    steps: tuple[Step, ...],
    item: rubric_shapes.IndicatorShape,
    clause: rubric_shapes.ClauseShape,
) -> Iterator[Fault]:
    attributes = set(_ids(located.value.attributes))
    siblings = set(_ids(item.clauses)) - {clause.id}
    if not clause.id.startswith(f"{item.id}."):
        yield unreadable_value(located, (*steps, "id"), clause.id, _CLAUSE_ID)
    # A paraphrase could ask for something else than the notice does.
    if clause.text not in item.text:
        yield unreadable_value(located, (*steps, "text"), clause.text, _QUOTE)
    if clause.part_of is not None and clause.part_of not in siblings:
        yield _unknown(located, (*steps, "part-of"), clause.part_of, siblings)
    if clause.only_if is not None and clause.only_if not in attributes:
        yield _unknown(located, (*steps, "only-if"), clause.only_if, attributes)
    # A clause without a target is judged by persons: it needs no unit.
    if clause.target is None:
        return
    for key in ("unit", "comparison"):
        if getattr(clause, key) is None:
            yield Fault("missing-key", located.place(*steps), {"key": key})
    if clause.unit not in (None, PERCENT, *located.value.units):
        yield _unknown(located, (*steps, "unit"), str(clause.unit), located.value.units)
    if (clause.comparison == "between") != (clause.max is not None):
        yield unreadable_value(located, steps, clause.max or "", _MAXIMUM)
    yield from _target_faults(located, (*steps, "target"), clause.target)


def _target_faults(
    located: _Rubric, steps: tuple[Step, ...], target: rubric_shapes.TargetShape
) -> Iterator[Fault]:
    counties = set(_ids(located.value.counties))
    attributes = set(_ids(located.value.attributes))
    by_attribute = (target.attribute, target.yes, target.no)
    forms = [target.all is not None, target.counties is not None, any(by_attribute)]
    if sum(forms) != 1 or (forms[2] and None in by_attribute):
        yield unreadable_value(located, steps, "", _ONE_FORM)
    for name in (target.counties or {}).keys() - counties:
        yield _unknown(located, (*steps, "counties", name), name, counties)
    if target.attribute is not None and target.attribute not in attributes:
        yield _unknown(located, (*steps, "attribute"), target.attribute, attributes)
    numbers = (target.all, target.yes, target.no, *(target.counties or {}).values())
    if any(number is not None and Fraction(number) == 0 for number in numbers):
        yield unreadable_value(located, steps, "0", _ABOVE_ZERO)


def _unknown(located: _Rubric, steps: tuple[Step, ...], name: str, known: Iterable[str]) -> Fault:
    values = {"name": name, "known": "、".join(sorted(known))}
    return Fault("unknown-name", located.place(*steps), values)


def unreadable_value(
    located: _Rubric, steps: tuple[Step, ...], written: str, expected: str
) -> Fault:
    """The fault of a value that cannot stand; ``expected`` is a sentence of the catalogue."""
    key = next(step for step in reversed(steps) if isinstance(step, str))
    values = {"key": key, "written": written, "expected": expected}
    return Fault("unreadable-value", located.place(*steps), values, frozenset({"expected"}))


_TRIMMING = N_(
    '"none" or "items", unless missing-score is refused or zero, bonus-judges all-groups and '
    "rounding-place total"
)
_ONLY_CHOICE = {
    "judges": N_(
        "listed-groups (everybody of the roster stands in a group of judge-groups, which gives the weight)"
    ),
    "ballot-per": N_(
        "person (a department that gives one ballot together is one judge of the roster)"
    ),
}
_FRACTION = N_("a fraction such as 1/3: all weights are in percent, or all are fractions")
_VALUES = {"yes-no": re.compile("yes|no"), "count": re.compile("0|[1-9][0-9]{0,8}")}
_KINDS = {"yes-no": N_('"yes" or "no"'), "count": N_("a whole number")}
_CLAUSE_ID = N_("the indicator's id, a full stop and a number, such as 05.1")
_QUOTE = N_("a passage that stands word for word in the indicator's text")
_MAXIMUM = N_('"max" where the comparison is "between", and only there')
_ONE_FORM = N_('exactly one of "all", "counties", or "attribute" with "yes" and "no"')
_ABOVE_ZERO = N_("a number above zero")
