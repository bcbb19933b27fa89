"""What the check still reports of past cycles: only what bears on publishing them.

The evidence of a past cycle is frozen: nobody is to correct a ledger years later, and advice on it
would bury the findings of the current cycle.
"""

from collections.abc import Iterable

from generator.model.codes import Code
from generator.model.finding import Finding, Severity
from generator.model.past import archive_folder
from generator.model.place import COUNTIES

# Of evidence: what must not be published, and what cannot be.
_REPORTED_OF_EVIDENCE: frozenset[Code] = frozenset(
    {"mistyped-attachment", "oversized-file", "personal-data", "unreadable-file"}
)


def findings_of_past_cycles(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of findings in the archive the errors: all in rubrics and results, in evidence the gravest."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and (finding.code in _REPORTED_OF_EVIDENCE or not _is_in_evidence(finding))
    )


def _is_in_evidence(finding: Finding) -> bool:
    folder = archive_folder(finding.place.past_cycle or "")
    return finding.place.path.startswith(f"{folder}/{COUNTIES}/")
