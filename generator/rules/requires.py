"""One cause, one finding: a finding is not reported beside one that explains it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.model.codes import Code
from generator.model.evidence import LEDGER
from generator.model.finding import Finding
from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding that explains others, by its code.

    ``within`` gives the scope of a place, such as its file: findings of that scope are explained.
    ``about`` narrows it to findings with that value of their message, None for all.
    """

    code: Code
    within: Callable[[Place], str | None]
    about: tuple[str, str] | None = None


def _file(place: Place) -> str:
    return place.path


def _county(place: Place) -> str | None:
    return place.county


def _folder(place: Place) -> str:
    return place.path.partition("/")[0]


def _spot(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"


_REFUSED_BALLOT = tuple(
    Cause(code, _folder) for code in ("unreadable-ballot", "unknown-judge", "other-cycle")
)

REQUIRES: Mapping[Code, tuple[Cause, ...]] = {
    # A total of a ledger's rows means nothing where rows, or the ledger, could not be read.
    "ledger-short-of-claim": (
        Cause("unreadable-ledger", _file),
        Cause("unreadable-row", _file),
        Cause("missing-part", _file, ("part", LEDGER)),
    ),
    # The statement is there under another name.
    "incomplete-statement": (
        Cause("misnamed-evidence", _county, ("expected", "index.md")),
        Cause("unknown-indicator", _county, ("expected", "index.md")),
    ),
    # Which judges handed in a ballot is known only when every ballot has been read.
    "missing-ballot": _REFUSED_BALLOT,
    "no-ballots": _REFUSED_BALLOT,
    # What stands there is no number, and no blank.
    "missing-score": (Cause("unreadable-ballot", _spot),),
    # A group whose ballots could not be read, or were not handed in at all, is not absent.
    "absent-group": (*_REFUSED_BALLOT, Cause("no-ballots", _folder)),
    # The entry that is cited, or the link to the file, may stand in what could not be read.
    "unknown-citation": (
        Cause("unreadable-ledger", _county),
        Cause("unreadable-row", _county),
    ),
    "unused-attachment": (Cause("unreadable-row", _county),),
}


def without_consequences(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those that another one explains, in their order.

    ``findings`` are all of one county, or of several.
    """
    present = {
        (cause, cause.within(finding.place))
        for causes in REQUIRES.values()
        for cause in causes
        for finding in findings
        if finding.code == cause.code
        and (cause.about is None or cause.about in finding.message.values.items())
    }
    return tuple(
        finding
        for finding in findings
        if not any(
            (cause, cause.within(finding.place)) in present
            for cause in REQUIRES.get(finding.code, ())
        )
    )
