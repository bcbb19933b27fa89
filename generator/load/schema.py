"""Shapes of files and data fitted to them: the only module that knows pydantic.

Every scalar arrives as the text that was written; each type has one anchored pattern.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import CoreSchema, core_schema

from generator.model.message import N_


@dataclass(frozen=True, slots=True)
class _Written:
    """A text of one pattern; ``numeral`` where an editor may read it as a number."""

    pattern: str
    title: str
    numeral: bool = False

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        # The engine is Rust's: it takes linear time, and its $ is the very end of the text.
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
Anything = Annotated[str, _Written(r"(?s)^.*$", N_("a text"))]
Whole = Annotated[str, _Written(r"^(?:0|[1-9][0-9]{0,8})$", N_("a whole number"), numeral=True)]
Weight = Annotated[
    str,
    _Written(
        r"^(?:(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?|[1-9][0-9]{0,2}/[1-9][0-9]{0,2})$",
        N_("a number in percent such as 40, or a fraction such as 1/3"),
        numeral=True,
    ),
]
AttributeValue = Annotated[
    str,
    _Written(
        r"^(?:yes|no|0|[1-9][0-9]{0,8})$",
        N_('"yes" or "no", or a whole number'),
        numeral=True,
    ),
]
Decimals = Annotated[
    # A score has six decimals at most, and so has an announced figure.
    str,
    _Written(r"^[0-6]$", N_("a whole number from 0 to 6"), numeral=True),
]
Day = Annotated[str, _Written(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", N_("a date such as 2018-01-01"))]
Days = Annotated[
    str,
    _Written(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 至 [0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        N_("a day such as 2027-01-01, or a range such as 2027-01-01 至 2027-01-03"),
    ),
]
Year = Annotated[str, _Written(r"^[0-9]{4}$", N_("a year such as 2018"), numeral=True)]
Digest = Annotated[
    str, _Written(r"^[0-9a-f]{64}$", N_("a SHA-256 in 64 digits and letters a to f"))
]
FileName = Annotated[
    str,
    _Written(r"^[0-9]{2}-[a-z]+(?:-[a-z]+)?\.json$", N_("a file name such as 05-proposed.json")),
]


def _hyphenated(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class FileShape(BaseModel):
    """The base of all shapes: its keys, hyphenated, and no others."""

    # Strict: by itself pydantic takes yes as true and 1_000 as a number.
    # Each shape is compiled where it is first used: a command reads few kinds of files.
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        alias_generator=_hyphenated,
        defer_build=True,
    )


SOME = Field(min_length=1)
"""At least one."""

_FOUR_ENTRIES = 4
FOUR = Field(min_length=_FOUR_ENTRIES, max_length=_FOUR_ENTRIES)
"""Just four."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One way in which data does not fit its shape.

    ``steps`` lead to it from the top; ``kind`` is the code of the rule that reports it.
    ``takes_list`` where a list of another kind or length is expected; ``is_key`` where the last
    step is a key that is wrong itself.
    """

    kind: Literal["unknown-key", "missing-key", "unreadable-value"]
    steps: tuple[str | int, ...]
    expected: str
    takes_list: bool = False
    is_key: bool = False


Shape = TypeVar("Shape", bound=FileShape)


def fit(shape: type[Shape], data: object) -> Shape | tuple[Misfit, ...]:
    """Return the data as the shape, or every way in which it does not fit."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        return tuple(_misfits(error))


def _misfits(error: ValidationError) -> Iterator[Misfit]:
    reported: set[tuple[str | int, ...]] = set()
    for details in error.errors(include_url=False, include_input=False):
        # A union reports each of its members, under a step that is no key of the data.
        steps = tuple(step for step in details["loc"] if not _is_union_member(step))
        is_key = steps[-1:] == (_KEY,)
        steps = steps[:-1] if is_key else steps
        if steps not in reported:
            reported.add(steps)
            misfit = _misfit(details["type"], steps, details.get("ctx", {}))
            yield replace(misfit, is_key=is_key)


# What the validator puts behind the steps to a key that is wrong itself.
_KEY = "[key]"


def _is_union_member(step: str | int) -> bool:
    # Names that pydantic gives to members; a key such as "strand" is none of them.
    return isinstance(step, str) and (step == "constrained-str" or step.startswith("literal["))


def _misfit(kind: str, steps: tuple[str | int, ...], context: dict[str, Any]) -> Misfit:
    if kind == "extra_forbidden":
        return Misfit("unknown-key", steps, "")
    if kind == "missing":
        return Misfit("missing-key", steps, "")
    takes_list = kind in ("list_type", "too_short", "too_long")
    return Misfit("unreadable-value", steps, _expected(kind, context), takes_list)


def _expected(kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        # pydantic words it as: 'yes' or 'no'.
        return str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "string_pattern_mismatch":
        return _TITLES[str(context["pattern"])]
    if kind in ("too_short", "too_long") and _FOUR_ENTRIES in context.values():
        return _FOUR
    return _KINDS.get(kind, kind)


_TITLES = {
    written.pattern: written.title
    for kind in (
        Text,
        Id,
        ItemId,
        ClauseId,
        JudgeId,
        Number,
        Weight,
        AttributeValue,
        Anything,
        Whole,
        Decimals,
        Day,
        Days,
        Year,
        Digest,
        FileName,
    )
    for written in get_args(kind)
    if isinstance(written, _Written)
}
_FOUR = N_("four entries in square brackets: [目标, 方案, 措施, 台账]")
_KINDS = {
    "string_type": N_("a text"),
    "bool_type": N_("true or false"),
    "int_type": N_("a whole number"),
    "list_type": N_("a list in square brackets, such as [甲, 乙]; [] for none"),
    "dict_type": N_("keys with values"),
    "model_type": N_("keys with values"),
    "too_short": N_("at least one entry"),
    "too_long": N_("fewer entries"),
}
