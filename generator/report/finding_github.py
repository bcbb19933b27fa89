"""Findings as annotations of GitHub and Forgejo: a line each, and a count of those above the limit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.chinese.unseen import name_unseen
from generator.model.finding import Severity, TranslatedFinding
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue

# GitHub shows no more annotations of one level in one step.
MOST = 10
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)


def findings_github(findings: Sequence[TranslatedFinding], catalogue: Catalogue) -> str:
    """Return the commands of the workflow, the first ten a level."""
    return "".join(f"{line}\n" for line in _lines(findings, catalogue))


def _lines(findings: Sequence[TranslatedFinding], catalogue: Catalogue) -> Iterator[str]:
    for severity, level in _LEVELS.items():
        own = [finding for finding in findings if finding.severity is severity]
        # One annotation of the level is left for the line that counts the rest.
        shown = own if len(own) <= MOST else own[: MOST - 1]
        yield from (_line(finding, level) for finding in shown)
        if len(shown) < len(own):
            values = {"number": str(len(own) - len(shown)), "paths": _paths(own[len(shown) :])}
            text = N_("{number} more are not shown here, in {paths}. The report has them all.")
            yield f"::{level}::{_data(catalogue.say(Message(text, values)))}"


def _line(finding: TranslatedFinding, level: str) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.code,
    }
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{finding.message}\n{finding.fix}"
    return f"::{level} {named}::{_data(text)}"


def _paths(findings: Iterable[TranslatedFinding]) -> str:
    paths = list(dict.fromkeys(finding.place.path for finding in findings))
    return "、".join(paths[:5]) + (" …" if len(paths) > 5 else "")


def _data(text: str) -> str:
    """Text after the command: what would end the line is written out."""
    return name_unseen(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    # Among properties a comma or a colon would end the value.
    return _data(text).replace(":", "%3A").replace(",", "%2C")
