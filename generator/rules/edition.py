"""The edition of the rules that a cycle runs under: the one its rubric was set up with.

Counties handed in by the rules of their year. A finding of a newer rule is reported as coming: it
neither fails a check nor stops a transition until a rubric names the rule's edition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.codes import Code
from generator.model.finding import Finding, Severity

# The edition each rule came with; those not named came with the first. What protects persons
# and what keeps a change inside its county is never delayed, and so never named here.
SINCE: Mapping[Code, int] = {}


def apply_edition(edition: int, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those of rules newer than the edition as notes of what is coming."""
    return tuple(
        finding if SINCE.get(finding.code, 1) <= edition else _coming(finding)
        for finding in findings
    )


def _coming(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.NOTE, coming=True)
