"""Findings and checklists as the filing tool shows them: in the row and cell they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.chinese.numbers import shown_number
from generator.model.checklist import CLAUSE_STATE_NAMES, Checklist, ClauseResult
from generator.model.finding import ALWAYS_REPORTED, Finding
from generator.model.rubric import Target
from generator.report.catalogue import Catalogue
from generator.report.finding_text import SEVERITY_WORDS


@dataclass(frozen=True, slots=True)
class FormPlaces:
    """Where the lines of a file stand in the form.

    ``rows`` are rows of the draft by line, ``parts`` names of parts by line; ``cells`` are the
    columns of a line's cells, each with the column of the text that it begins in.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def place(self, line: int, column: int) -> dict[str, Any]:
        """The part, the row and the column's key of a place, None for what is not known."""
        row = self.rows.get(line)
        keys = [key for begin, key in self.cells.get(line, ()) if begin <= column]
        # A finding about the whole line stands at its first column.
        cell = keys[-1] if keys and column > 1 else None
        return {"part": self.parts.get(line), "row": row, "column": cell}


def finding_json(
    finding: Finding, places: Mapping[str, FormPlaces], catalogue: Catalogue
) -> dict[str, Any]:
    """One finding; ``places`` are by the path of the file."""
    said = catalogue.translate_finding(finding)
    place = finding.place
    name = place.path.rpartition("/")[2]
    item = place.item or ("index" if name == "index.md" else "")
    return {
        "severity": finding.severity.value,
        "word": catalogue.text(SEVERITY_WORDS[finding.severity]),
        "code": finding.code,
        "message": said.message,
        "fix": said.fix,
        "personal": finding.code in ALWAYS_REPORTED,
        "item": item,
        "file": name,
        "place": places.get(place.path, FormPlaces()).place(place.line, place.column),
    }


def checklist_json(checklist: Checklist, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The clauses of an item; of a draft what would count once it is submitted."""
    results = checklist.clauses
    if checklist.unsubmitted is not None and checklist.unsubmitted.clauses:
        results = checklist.unsubmitted.clauses
    return [_clause(result, catalogue) for result in results]


def counts_json(findings: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How many findings of each severity an item has."""
    counts: dict[str, dict[str, int]] = {}
    for finding in findings:
        own = counts.setdefault(finding["item"], {"error": 0, "warning": 0, "note": 0})
        own[finding["severity"]] += 1
    return counts


def _clause(result: ClauseResult, catalogue: Catalogue) -> dict[str, Any]:
    asked = result.asked
    unit = asked.unit if isinstance(asked, Target) else ""
    if not unit and result.clause.demand is not None:
        unit = result.clause.demand.unit

    def amount(number: Any) -> str:
        return f"{shown_number(number)} {unit}".strip()

    missing = f"{shown_number(result.missing, up=True)} {unit}" if result.missing else ""
    return {
        "id": result.clause.id,
        "clause": result.clause.name,
        "required": amount(asked.number) if isinstance(asked, Target) else "",
        "counted": amount(result.counted),
        "proven": amount(result.proven),
        "missing": missing,
        "state": result.state.value,
        "word": catalogue.text(CLAUSE_STATE_NAMES[result.state]),
    }
