"""One cause, one finding: what a rule takes for granted, and waits for where it is not so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.model.codes import Code
from generator.model.finding import Finding
from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding that explains others: its code, and where the others stand from it.

    ``part`` narrows it to what is said of that part; "" for whatever is said.
    """

    code: Code
    within: Callable[[Place], str | None]
    part: str = ""


def _file(place: Place) -> str:
    return place.path


def _county(place: Place) -> str | None:
    return place.county


def _folder(place: Place) -> str:
    return place.path.partition("/")[0]


_UNTAKEN_BALLOT = tuple(
    Cause(code, _folder) for code in ("unreadable-ballot", "unknown-judge", "other-cycle")
)

REQUIRES: Mapping[Code, tuple[Cause, ...]] = {
    # Of a ledger that is not read, or not whole, nothing can be said that rests on its rows.
    "ledger-short-of-claim": (
        Cause("unreadable-ledger", _file),
        Cause("unreadable-row", _file),
        Cause("missing-part", _file, "台账"),
    ),
    # Whose ballot was handed in cannot be said before every ballot is taken.
    "missing-ballot": _UNTAKEN_BALLOT,
    "no-ballots": _UNTAKEN_BALLOT,
    # A heading that is no part's is mostly a missing part's, in other words.
    "missing-part": (Cause("unknown-part", _file),),
    "unknown-citation": (
        Cause("unreadable-ledger", _county),
        Cause("unreadable-row", _county),
        Cause("unreadable-file", _county),
    ),
    "unused-attachment": (
        Cause("unreadable-row", _county),
        Cause("unreadable-file", _county),
    ),
}


def without_consequences(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those that another one explains, in their order.

    ``findings`` are all of a county, or of more than one.
    """
    told = {
        (cause, cause.within(one.place))
        for causes in REQUIRES.values()
        for cause in causes
        for one in findings
        if one.code == cause.code and cause.part in ("", one.message.values.get("part"))
    }
    return tuple(
        one
        for one in findings
        if not any((cause, cause.within(one.place)) in told for cause in REQUIRES.get(one.code, ()))
    )
