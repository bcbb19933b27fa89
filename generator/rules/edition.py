"""Which rules a cycle runs under: those that its rubric was set up with; newer ones wait.

Counties handed in by the rules of their year. A rule that came later is told as coming, and
neither fails a check nor stops a transition until a rubric names its edition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.codes import Code
from generator.model.finding import Finding, Severity

# The edition each rule came with; those not named came with the first. What protects persons
# and what keeps a change inside its county is never delayed, and so never named here.
SINCE: Mapping[Code, int] = {}


def under(edition: int, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as a cycle of that edition has them."""
    return tuple(one if SINCE.get(one.code, 1) <= edition else _coming(one) for one in findings)


def _coming(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.NOTE, coming=True)
