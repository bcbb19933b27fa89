"""The rules in rubric.yaml that the log freezes, and back from frozen rules to a rubric."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from generator.load import schema
from generator.load.files import ProjectFiles
from generator.load.rubric.shapes import RubricShape
from generator.load.shaping import read_shape
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.place import RUBRIC
from generator.model.rubric import Rubric
from generator.model.rules import Rules, rule_changes, shortened
from generator.model.state import State

# Lots are drawn on the day of the session, when all rules are frozen: the order gives no points.
_NOT_COUNTING: dict[str, Any] = {
    **dict.fromkeys(("version", "english", "contact", "check_edition", "order", "regions"), True),
    # Where a county lies decides on which page it stands.
    "counties": {"__all__": {"region"}},
}
_NUMBERS = frozenset({"points", "base", "bonus", "all", "yes", "no", "max", "weight", "choice"})


def frozen_rules(shape: RubricShape) -> Rules:
    """What counts of the rubric: without reasons, translations and what only names a contact."""
    document = shape.model_dump(by_alias=True, exclude_none=True, exclude=_NOT_COUNTING)
    document = _plain_numbers(document, "")
    document["open-rules"] = {key: rule["choice"] for key, rule in document["open-rules"].items()}
    for attribute in document["attributes"]:
        del attribute["source"]
    document["units"] = {unit: sorted(words) for unit, words in document["units"].items()}
    document["accepted"] = sorted(row["code"] for row in document["accepted"])
    # Path and masked text of an exemption may tell of files that are not public.
    document["exemptions"] = sorted(
        hashlib.sha256(json.dumps([row["path"], row["masked"]]).encode()).hexdigest()[:16]
        for row in document["exemptions"]
    )
    return Rules(document)


def shape_under(shape: RubricShape, rules: Rules) -> RubricShape | None:
    """The rubric as it was when those rules held, None where they are no rules of a rubric.

    Reasons, translations, exemptions and what is accepted are those of today.
    """
    now = shape.model_dump(by_alias=True, exclude_none=True)
    then: dict[str, Any] = {**rules.document}
    for key in ("accepted", "exemptions"):
        then.pop(key, None)
    whys = now["open-rules"]
    sources = {attribute["id"]: attribute["source"] for attribute in now["attributes"]}
    try:
        then["open-rules"] = {
            key: {"choice": choice, "why": whys.get(key, {}).get("why", "—")}
            for key, choice in then["open-rules"].items()
        }
        then["attributes"] = [
            {**attribute, "source": sources.get(attribute["id"], "—")}
            for attribute in then["attributes"]
        ]
    except (AttributeError, KeyError, TypeError):
        return None
    fitted = schema.fit(RubricShape, {**now, **then})
    return None if isinstance(fitted, tuple) else fitted


def unrecorded_changes(files: ProjectFiles, rubric: Rubric, log: Log) -> Iterator[Fault]:
    """Yield a fault for each rule that is not what the log froze."""
    frozen = log.rules
    if frozen is None:
        return
    judging = log.state.rank >= State.REVIEWING.rank
    changes = rule_changes(frozen, rubric.rules, judging=judging)
    located = read_shape(RubricShape, files, RUBRIC)[0] if changes else None
    for change in changes:
        steps = rubric.rules.steps.get(change.key)
        place = located.place(*steps) if located is not None and steps else rubric.place
        values = {
            "key": change.key,
            "before": shortened(change.before) or "—",
            "after": shortened(change.after) or "—",
        }
        yield Fault("unrecorded-rule", place, values)


def _plain_numbers(node: Any, key: str) -> Any:
    """The document with 40.0 written 40: the same number is no change."""
    if isinstance(node, dict):
        # Of a target by county every value is a number.
        by_county = key == "counties"
        return {
            name: _plain_numbers(value, "all" if by_county else name)
            for name, value in node.items()
        }
    if isinstance(node, list):
        return [_plain_numbers(entry, "") for entry in node]
    whole, dot, decimals = str(node).partition(".")
    if key in _NUMBERS and dot and (whole + decimals).isdigit():
        return f"{whole}.{decimals}".rstrip("0").rstrip(".")
    return node
