"""What can be put right without a person: planned, then written."""

from collections.abc import Mapping
from pathlib import Path

from generator.model.finding import ChangedLine, Finding
from generator.rules.edits import planned_changes, save_as_utf8, write_changes

write_mends = write_changes


def planned_mends(
    root: Path, findings: tuple[Finding, ...]
) -> Mapping[str, tuple[ChangedLine, ...]]:
    """The lines that the mends of the findings would change, by path."""
    return planned_changes(root, (one.edit for one in findings if one.edit is not None))


def planned_savings(findings: tuple[Finding, ...]) -> Mapping[str, str]:
    """The counties' files that the mends would save as UTF-8, with what they are saved in."""
    return {
        one.place.path: one.encoding
        for one in findings
        if one.encoding and one.place.county is not None
    }


def write_savings(root: Path, plan: Mapping[str, str]) -> None:
    """Save the planned files as UTF-8."""
    for path, encoding in plan.items():
        save_as_utf8(root, path, encoding)
