"""What is still said of a past cycle: only what bears on publishing it.

Its evidence is frozen: nobody is to mend a ledger years later, and advice would bury what is
said of the year that runs.
"""

from collections.abc import Iterable

from generator.model.codes import Code
from generator.model.finding import Finding, Severity
from generator.model.past import archive_folder
from generator.model.place import COUNTIES

# Of evidence: what must not be published, and what cannot be.
_OF_EVIDENCE: frozenset[Code] = frozenset(
    {"mistyped-attachment", "oversized-file", "personal-data", "unreadable-file"}
)


def for_past_cycle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of findings in the archive the errors in rubrics and results, and in evidence the gravest."""
    return tuple(
        one
        for one in findings
        if one.severity is Severity.ERROR and (one.code in _OF_EVIDENCE or not _is_evidence(one))
    )


def _is_evidence(finding: Finding) -> bool:
    folder = archive_folder(finding.place.past_cycle or "")
    return finding.place.path.startswith(f"{folder}/{COUNTIES}/")
