"""Edits that need no person: planned from the findings, then written into counties' files."""

from collections.abc import Mapping
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.model.finding import ChangedLine, Finding
from generator.rules.edits import changed_lines, lines_of
from generator.usecases.check import CheckResult

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def planned_edits(
    checked: CheckResult, findings: tuple[Finding, ...]
) -> Mapping[str, tuple[ChangedLine, ...]]:
    """The lines that the edits of the findings would change, by path."""
    edits = (finding.edit for finding in findings if finding.edit is not None)
    return changed_lines(edits, checked.contents)


def planned_encodings(findings: tuple[Finding, ...]) -> Mapping[str, str]:
    """The counties' files that would be saved as UTF-8, with the encoding they are saved in."""
    # Evidence alone: the rubric and the log are for the organiser to change.
    return {
        finding.place.path: finding.encoding
        for finding in findings
        if finding.encoding and finding.place.county is not None
    }


def apply_edits(root: Path, plan: Mapping[str, tuple[ChangedLine, ...]]) -> None:
    """Write the planned lines. A line that is no longer what it was is left as it is."""
    for path, changes in plan.items():
        # Read once more: what was saved since the check must not be written over.
        content = (root / path).read_bytes()
        lines = lines_of(content)
        for change in changes:
            at = change.line - 1
            # A slice, since the file may have fewer lines by now.
            if lines[at : change.line] == [change.before]:
                lines[at] = change.after
        mark = _BYTE_ORDER_MARK if content.startswith(_BYTE_ORDER_MARK) else b""
        write_atomically(root / path, mark + "\n".join(lines).encode())


def save_as_utf8(root: Path, plan: Mapping[str, str]) -> None:
    """Save the planned files as UTF-8; their line ends stay. Raises UnicodeDecodeError, OSError."""
    for path, encoding in plan.items():
        # Read once more: what was saved since the check must not be written over.
        write_atomically(root / path, (root / path).read_bytes().decode(encoding).encode())
