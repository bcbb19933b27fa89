"""Findings and checklists as JSON, version 1."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from generator.chinese.unseen import escape_unseen
from generator.model.checklist import Checklist, ClauseResult, EntryResult, Unsubmitted
from generator.model.finding import Choice, Edit, LeftOut, Severity, TranslatedFinding
from generator.model.rubric import Target


def findings_json(
    findings: Iterable[TranslatedFinding],
    checklists: Iterable[Checklist],
    choice: Choice,
    left_out: Iterable[LeftOut],
) -> str:
    """Return one document; numbers are strings, exact ("7", "200/3")."""
    listed = tuple(findings)
    severities = Counter(finding.severity for finding in listed)
    document = {
        "version": 1,
        "findings": [_finding(finding) for finding in listed],
        "checklists": [_checklist(checklist) for checklist in checklists],
        "selected": sorted(choice.selected),
        "ignored": [
            {"code": rule.code, "reason": rule.reason, "findings": rule.number} for rule in left_out
        ],
        "summary": {f"{severity.value}s": severities[severity] for severity in Severity},
    }
    return escape_unseen(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _finding(finding: TranslatedFinding) -> dict[str, Any]:
    # Each key stands in every finding, null where it has no value, as the schema requires.
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": finding.message,
        "fix": finding.fix,
        "county": place.county,
        "indicator": place.item,
        "edit": None if finding.edit is None else _edit(finding.edit),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "line": edit.place.line,
        "column": edit.place.column,
        "old": edit.old,
        "new": edit.new,
    }


def _checklist(checklist: Checklist) -> dict[str, Any]:
    return {
        "county": checklist.county,
        "indicator": checklist.item,
        "clauses": [_clause(result) for result in checklist.clauses],
        "entries": [_entry(result) for result in checklist.entries],
        "unsubmitted": None
        if checklist.unsubmitted is None
        else _unsubmitted(checklist.unsubmitted),
    }


def _unsubmitted(unsubmitted: Unsubmitted) -> dict[str, Any]:
    return {
        "status": unsubmitted.status.value,
        "written": unsubmitted.written,
        "counting": unsubmitted.counting,
        "clauses": [_clause(result) for result in unsubmitted.clauses],
    }


def _clause(result: ClauseResult) -> dict[str, Any]:
    asked = result.asked
    return {
        "clause": result.clause.id,
        "name": result.clause.name,
        "state": result.state.value,
        "target": str(asked.number) if isinstance(asked, Target) else None,
        "unit": asked.unit if isinstance(asked, Target) else None,
        "counted": str(result.counted),
        "proven": str(result.proven),
    }


def _entry(result: EntryResult) -> dict[str, Any]:
    entry = result.entry
    return {
        "line": entry.place.line,
        "anchor": entry.anchor,
        "date": entry.when_text,
        "title": entry.title,
        "clause": entry.clause,
        "quantity": entry.quantity_text,
        "counts": result.uncounted is None,
        "reason": None if result.uncounted is None else result.uncounted.value,
        "proven": result.proven,
        "refused": [
            {"proof": proof.name, "reason": proof.reason.value} for proof in result.refused
        ],
    }
