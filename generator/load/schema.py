"""The shapes of rubric.yaml, the log and what is announced: the only module that knows pydantic.

Every scalar arrives as the text that was written; each type has one anchored pattern.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import CoreSchema, core_schema

from generator.model.message import N_


@dataclass(frozen=True, slots=True)
class _Written:
    """A text of one pattern; ``numeral`` where editors would read a bare one as a number."""

    pattern: str
    title: str
    numeral: bool = False

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        return core_schema.str_schema(pattern=self.pattern, strict=True)

    def __get_pydantic_json_schema__(self, *_: Any) -> dict[str, Any]:
        kinds = ["string", "number"] if self.numeral else "string"
        return {"type": kinds, "pattern": self.pattern}


Text = Annotated[str, _Written(r"^\S(?:.*\S)?$", N_("a text without space at its ends"))]
Id = Annotated[
    str,
    _Written(
        r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", N_("an id in lower-case letters, digits and hyphens")
    ),
]
ItemId = Annotated[
    str, _Written(r"^(?:[0-9]{2}|B[1-9])$", N_("two digits, or B1 to B9"), numeral=True)
]
ClauseId = Annotated[
    str,
    _Written(r"^(?:[0-9]{2}|B[1-9])\.[1-9][0-9]?$", N_("a clause id such as 05.1"), numeral=True),
]
JudgeId = Annotated[
    str, _Written(r"^[A-Za-z][A-Za-z0-9-]{0,31}$", N_("an id in letters, digits and hyphens"))
]
Number = Annotated[
    str, _Written(r"^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?$", N_("a number"), numeral=True)
]
Score = Annotated[
    str,
    _Written(
        r"^(?:(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?)?$", N_("a number, or nothing"), numeral=True
    ),
]
Whole = Annotated[str, _Written(r"^(?:0|[1-9][0-9]{0,8})$", N_("a whole number"), numeral=True)]
Day = Annotated[str, _Written(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", N_("a date such as 2018-01-01"))]
Year = Annotated[str, _Written(r"^[0-9]{4}$", N_("a year such as 2018"), numeral=True)]
Digest = Annotated[
    str, _Written(r"^[0-9a-f]{64}$", N_("a SHA-256 in 64 digits and letters a to f"))
]
FileName = Annotated[
    str, _Written(r"^[0-9]{2}-[a-z]+\.json$", N_("a file name such as 05-proposed.json"))
]
YesNo = Literal["yes", "no"]


def _hyphenated(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class _Shape(BaseModel):
    # A command reads few of the kinds of files: each shape is made ready where it is first used.
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        alias_generator=_hyphenated,
        defer_build=True,
    )


Choice = TypeVar("Choice")


class TargetShape(_Shape):
    """What a clause asks: of all, by county, or by an attribute; exactly one of the three."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["all"]},
                {"required": ["counties"]},
                {"required": ["attribute", "yes", "no"]},
            ]
        }
    )
    all: Number | None = None
    counties: dict[Id, Number] | None = None
    attribute: Id | None = None
    yes: Number | None = None
    no: Number | None = None


class ClauseShape(_Shape):
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


class IndicatorShape(_Shape):
    """A numbered item; the points of a bonus item are its cap."""

    id: ItemId
    name: Text
    points: Number
    text: Text
    clauses: Annotated[list[ClauseShape], Field(min_length=1)]


class SectionShape(_Shape):
    """A group of indicators."""

    id: Id
    name: Text
    points: Number
    indicators: Annotated[list[IndicatorShape], Field(min_length=1)]


class NamedShape(_Shape):
    """An id and its Chinese name."""

    id: Id
    name: Text


class GroupShape(NamedShape):
    """A group of judges and its weight in percent."""

    weight: Number


class AttributeShape(NamedShape):
    """A fact about a county that decides a target."""

    kind: Literal["yes-no", "count"]
    source: Text


class CountyShape(NamedShape):
    """An assessed unit."""

    attributes: dict[Id, Whole | YesNo]


class NoticeShape(_Shape):
    """The official notice."""

    number: Text
    title: Text


class PointsShape(_Shape):
    """Base and bonus points."""

    base: Number
    bonus: Number


class MinutesShape(_Shape):
    """Time for the presentation and the questions."""

    presentation: Whole
    questions: Whole


class VetoShape(_Shape):
    """一票否决: the official sentence and its grounds."""

    text: Text
    grounds: Annotated[list[NamedShape], Field(min_length=1)]


class Chosen(_Shape, Generic[Choice]):
    """This site's choice where the notice leaves one, and the reason for it."""

    choice: Choice
    why: Text


class OpenRulesShape(_Shape):
    """What the notice leaves open: set here, without any default."""

    judges: Chosen[Literal["listed-groups", "as-rostered"]]
    own_county_judge: Chosen[Literal["excluded", "counted"]]
    missing_score: Chosen[Literal["refused", "skipped", "zero"]]
    absent_group: Chosen[Literal["refused", "reweighted"]]
    trimming: Chosen[Literal["none", "items", "ballot-totals"]]
    score_step: Chosen[Number]
    rounding: Chosen[Literal["none", "half-up", "half-even"]]
    rounding_place: Chosen[Literal["total", "group-mean"]]
    rounding_digits: Chosen[Whole]
    ties: Chosen[Literal["shared", "decided"]]
    commended_number: Chosen[Literal["decided"] | Whole]
    late_submission: Chosen[Literal["refused", "accepted"]]
    stale_ballot: Chosen[Literal["refused", "kept"]]
    period_from: Chosen[Day]
    period_to: Chosen[Day]
    not_named: Chosen[Literal["judged", "not-applicable"]]
    township_target: Chosen[Literal["total", "per-township"]]
    bonus_judges: Chosen[Literal["all-groups", "leaders"]]
    ballot_per: Chosen[Literal["person", "department"]]
    vetoed_rank: Chosen[Literal["none", "kept"]]
    publicity_days: Chosen[Whole]


class ExemptionShape(_Shape):
    """Personal data that stays, with the reason; the text as a finding shows it, starred."""

    path: Text
    masked: Text
    reason: Text


class FormsShape(_Shape):
    """A unit's English word for one, and for any other number."""

    one: Text
    many: Text


class EnglishShape(_Shape):
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
    sections: dict[Id, Text] = {}
    indicators: dict[ItemId, Text] = {}
    clauses: dict[ClauseId, Text] = {}
    sentences: dict[Text, Text] = {}


class RubricShape(_Shape):
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
    parts: Annotated[list[Text], Field(min_length=4, max_length=4)]
    judge_groups: Annotated[list[GroupShape], Field(min_length=1)]
    veto: VetoShape
    contact: Text
    disclosure: Literal["commended", "grades", "totals", "sections", "indicators"]
    open_rules: OpenRulesShape
    attributes: list[AttributeShape]
    units: dict[Text, list[Text]]
    counties: Annotated[list[CountyShape], Field(min_length=1)]
    sections: Annotated[list[SectionShape], Field(min_length=1)]
    bonus: list[IndicatorShape]
    exemptions: list[ExemptionShape] = []
    english: EnglishShape = EnglishShape()
    check_edition: Literal["1"] = "1"


class AnnouncementFileShape(_Shape):
    """Which file a transition announces, and its SHA-256."""

    file: FileName
    sha256: Digest


class LogShape(_Shape):
    """One transition of the assessment's state."""

    state: Literal["open", "closed", "reviewing", "deciding", "proposed", "final", "amended"]
    date: Day
    by: Text
    announcement: AnnouncementFileShape | None = None
    evidence: dict[Id, Digest] = {}


class JudgeShape(_Shape):
    """A judge of the roster."""

    id: JudgeId
    group: Id
    county: Id | None = None
    recusals: list[Id] = []


class RosterShape(_Shape):
    """Who judges in one cycle."""

    cycle: Year
    judges: Annotated[list[JudgeShape], Field(min_length=1)]


class BallotShape(_Shape):
    """One judge's scores, by county and item; what is left out was left empty.

    ``evidence`` names a county's evidence as it was when it was scored again.
    """

    cycle: Year
    judge: JudgeId
    rehearsal: Literal["true", "false"]
    evidence: dict[Text, Digest] = {}
    scores: dict[Text, dict[Text, Score]]


class ReasonShape(_Shape):
    """A county and why something is said of it."""

    county: Text
    reason: Text


class VetoedShape(ReasonShape):
    """一票否决 of one county, on one of the rubric's grounds."""

    ground: Text


class DecisionShape(_Shape):
    """What the leadership resolved."""

    cycle: Year
    by: Text
    commended: list[Text]
    vetoes: list[VetoedShape] = []
    everyday_work: list[ReasonShape] = []
    ranks: dict[Text, Whole] = {}
    grades: dict[Text, Text] = {}


class ChangeShape(_Shape):
    """One value that differs from the announcement before."""

    county: str
    field: str
    before: str
    after: str


class ChangesShape(_Shape):
    """What differs from the announcement before, and why."""

    what: list[ChangeShape]
    why: str


class AnnouncedItemShape(_Shape):
    """The points for one item, and the groups' means where they are shown."""

    points: Number
    groups: dict[Id, Number] | None = None


class AnnouncedCountyShape(_Shape):
    """One county as announced; which keys stand is the disclosure's matter."""

    county: Id
    rank: int | None = None
    grade: Text | None = None
    total: Number | None = None
    sections: dict[Id, Number] | None = None
    indicators: dict[ItemId, AnnouncedItemShape] | None = None


class AnnouncementShape(_Shape):
    """公示, 通报 or 更正 as ``taizhang announce`` writes it."""

    version: Literal[1]
    cycle: Year
    state: Literal["proposed", "final", "amended"]
    demonstration: bool
    disclosure: Literal["commended", "grades", "totals", "sections", "indicators"]
    issued: Day
    commended: list[Id]
    changes: ChangesShape
    vetoes: list[VetoedShape] | None = None
    standing: list[ReasonShape] | None = None
    counties: list[AnnouncedCountyShape] | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """One way in which data does not fit its shape.

    ``steps`` lead to it from the top; ``kind`` is the code of the rule that tells it.
    """

    kind: Literal["unknown-key", "missing-key", "unreadable-value"]
    steps: tuple[str | int, ...]
    expected: str


Shape = TypeVar("Shape", bound=_Shape)


def fit(shape: type[Shape], data: object) -> Shape | tuple[Misfit, ...]:
    """Return the data as the shape, or every way in which it does not fit."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        return tuple(_misfits(error))


def rubric_json_schema() -> dict[str, Any]:
    """The JSON Schema of rubric.yaml, for editors."""
    schema = RubricShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _misfits(error: ValidationError) -> Iterator[Misfit]:
    told: set[tuple[str | int, ...]] = set()
    for one in error.errors(include_url=False, include_input=False):
        # A union reports each of its members, under a step that is no key of the data.
        steps = tuple(step for step in one["loc"] if not _is_union_member(step))
        if steps not in told:
            told.add(steps)
            yield _misfit(one["type"], steps, one.get("ctx", {}))


def _is_union_member(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith(("literal[", "constrained-str", "str"))


def _misfit(kind: str, steps: tuple[str | int, ...], context: dict[str, Any]) -> Misfit:
    if kind == "extra_forbidden":
        return Misfit("unknown-key", steps, "")
    if kind == "missing":
        return Misfit("missing-key", steps, "")
    return Misfit("unreadable-value", steps, _expected(kind, context))


def _expected(kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        return str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "string_pattern_mismatch":
        return _TITLES[str(context["pattern"])]
    return _KINDS.get(kind, kind)


_TITLES = {
    one.pattern: one.title
    for kind in (
        Text,
        Id,
        ItemId,
        ClauseId,
        JudgeId,
        Number,
        Score,
        Whole,
        Day,
        Year,
        Digest,
        FileName,
    )
    for one in get_args(kind)
    if isinstance(one, _Written)
}
_KINDS = {
    "string_type": N_("a text"),
    "bool_type": N_("true or false"),
    "int_type": N_("a whole number"),
    "list_type": N_("a list"),
    "dict_type": N_("keys with values"),
    "model_type": N_("keys with values"),
    "too_short": N_("at least one entry"),
    "too_long": N_("fewer entries"),
}
