"""The shapes in rubric.yaml."""

import json
from typing import Annotated, Any, Generic, Literal, TypeVar

from generator.load.schema import (
    FOUR,
    SOME,
    AttributeValue,
    ClauseId,
    Day,
    Days,
    Decimals,
    FileShape,
    Id,
    ItemId,
    Number,
    Text,
    Weight,
    Whole,
    Year,
)

Choice = TypeVar("Choice")


class TargetShape(FileShape):
    """What a clause asks: of all, by county, or by an attribute; exactly one of the three."""

    model_config = {
        "json_schema_extra": {
            "oneOf": [
                {"required": ["all"]},
                {"required": ["counties"]},
                {"required": ["attribute", "yes", "no"]},
            ]
        }
    }
    all: Number | None = None
    counties: dict[Id, Number] | None = None
    attribute: Id | None = None
    yes: Number | None = None
    no: Number | None = None


class ClauseShape(FileShape):
    """One demand inside an indicator, quoted from the notice."""

    id: ClauseId
    name: Text
    text: Text
    target: TargetShape | None = None
    unit: Text | None = None
    comparison: Literal["at-least", "between"] | None = None
    max: Number | None = None
    reading: Text | None = None
    part_of: ClauseId | None = None
    only_if: Id | None = None
    open_rule: Literal["township-target"] | None = None


class IndicatorShape(FileShape):
    """A numbered item; the points of a bonus item are its cap."""

    id: ItemId
    name: Text
    points: Number
    text: Text
    clauses: Annotated[list[ClauseShape], SOME]


class SectionShape(FileShape):
    """A group of indicators."""

    id: Id
    name: Text
    points: Number
    indicators: Annotated[list[IndicatorShape], SOME]


class NamedShape(FileShape):
    """An id and its Chinese name."""

    id: Id
    name: Text


class GroupShape(NamedShape):
    """A group of judges and its weight: in percent, or as a share such as 1/3."""

    weight: Weight


class AttributeShape(NamedShape):
    """A fact about a county that decides a target."""

    kind: Literal["yes-no", "count"]
    source: Text


class CountyShape(NamedShape):
    """An assessed unit."""

    attributes: dict[Id, AttributeValue]
    region: Id | None = None


class NoticeShape(FileShape):
    """The official notice."""

    number: Text
    title: Text


class PointsShape(FileShape):
    """Base and bonus points."""

    base: Number
    bonus: Number


class MinutesShape(FileShape):
    """Time for the presentation and the questions."""

    presentation: Whole
    questions: Whole


class VetoShape(FileShape):
    """一票否决: the official sentence and its grounds."""

    text: Text
    grounds: Annotated[list[NamedShape], SOME]


class Chosen(FileShape, Generic[Choice]):
    """This site's choice where the notice leaves one, and the reason for it."""

    choice: Choice
    why: Text


class OpenRulesShape(FileShape):
    """What the notice leaves open: set here, without any default.

    ``not_applicable`` may be absent where every item applies to every county.
    """

    judges: Chosen[Literal["listed-groups"]]
    own_county_judge: Chosen[Literal["excluded", "counted"]]
    missing_score: Chosen[Literal["refused", "skipped", "zero"]]
    absent_group: Chosen[Literal["refused", "reweighted"]]
    trimming: Chosen[Literal["none", "items", "ballot-totals"]]
    score_step: Chosen[Number]
    rounding: Chosen[Literal["none", "half-up", "half-even"]]
    rounding_place: Chosen[Literal["total", "group-mean"]]
    rounding_digits: Chosen[Decimals]
    ties: Chosen[Literal["shared", "decided"]]
    commended_number: Chosen[Literal["decided"] | Whole]
    late_submission: Chosen[Literal["refused", "accepted"]]
    stale_ballot: Chosen[Literal["refused", "kept"]]
    period_from: Chosen[Day]
    period_to: Chosen[Day]
    not_named: Chosen[Literal["judged", "not-applicable"]]
    not_applicable: Chosen[Literal["judged", "full-points", "excluded"]] | None = None
    township_target: Chosen[Literal["total", "per-township"]]
    bonus_judges: Chosen[Id]
    ballot_per: Chosen[Literal["person"]]
    vetoed_rank: Chosen[Literal["none", "kept"]]
    publicity_days: Chosen[Whole]


class ExemptionShape(FileShape):
    """Personal data that stays, with the reason; the text as a finding shows it, starred."""

    path: Text
    masked: Text
    reason: Text


class AcceptanceShape(FileShape):
    """A contradiction of the notice itself that is to stop nothing, by its rule, and why."""

    code: Literal["points-do-not-add-up", "unreachable-points", "coarse-rounding"]
    reason: Text


class YearDaysShape(FileShape):
    """The days off and the make-up workdays of a year, as the State Council announces them."""

    holidays: Annotated[list[Days], SOME]
    make_up: list[Days]


class FormsShape(FileShape):
    """A unit's English word for one, and for any other number."""

    one: Text
    many: Text


class EnglishShape(FileShape):
    """What pages in English call things, by id; the rest keeps its Chinese name.

    ``sentences`` are reasons, readings and the contact, by the Chinese sentence.
    """

    title: Text | None = None
    organiser: Text | None = None
    parts: dict[Text, Text] = {}
    units: dict[Text, FormsShape] = {}
    judge_groups: dict[Id, Text] = {}
    veto_grounds: dict[Id, Text] = {}
    attributes: dict[Id, Text] = {}
    counties: dict[Id, Text] = {}
    regions: dict[Id, Text] = {}
    sections: dict[Id, Text] = {}
    indicators: dict[ItemId, Text] = {}
    clauses: dict[ClauseId, Text] = {}
    sentences: dict[Text, Text] = {}


class RubricShape(FileShape):
    """One assessment of one organiser: the whole of rubric.yaml."""

    version: Literal["1"]
    cycle: Year
    title: Text
    organiser: Text
    demonstration: Literal["yes", "no", "whole"]
    notice: NoticeShape
    principles: list[Text]
    points: PointsShape
    minutes: MinutesShape
    parts: Annotated[list[Text], FOUR]
    statement: list[Text] = []
    judge_groups: Annotated[list[GroupShape], SOME]
    veto: VetoShape
    contact: Text
    disclosure: Literal["commended", "grades", "totals", "sections", "indicators"]
    open_rules: OpenRulesShape
    attributes: list[AttributeShape]
    units: dict[Text, list[Text]]
    counties: Annotated[list[CountyShape], SOME]
    regions: list[NamedShape] = []
    order: list[Text] = []
    sections: Annotated[list[SectionShape], SOME]
    bonus: list[IndicatorShape]
    exemptions: list[ExemptionShape] = []
    accepted: list[AcceptanceShape] = []
    workdays: dict[Year, YearDaysShape] = {}
    english: EnglishShape = EnglishShape()
    check_edition: Literal["1", "2"] = "1"


def rubric_json_schema() -> dict[str, Any]:
    """The JSON Schema of rubric.yaml, for editors."""
    text = json.dumps(RubricShape.model_json_schema(by_alias=True))
    # pydantic names generic shapes by their module, which is no concern of an editor.
    schema = json.loads(text.replace(f"{__name__.replace('.', '__')}__", ""))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
