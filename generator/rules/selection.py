"""The findings that a run reports: those of selected rules, without those of ignored ones."""

from collections import Counter
from collections.abc import Sequence

from generator.model.finding import ALWAYS_TOLD, Choice, Finding, LeftOut


def choose(
    findings: Sequence[Finding], choice: Choice
) -> tuple[tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The findings to report, in their order, and how many of each ignored rule are left out."""
    ignored = choice.ignored.keys() - ALWAYS_TOLD
    selected = tuple(
        finding
        for finding in findings
        if not choice.selected or finding.code in choice.selected | ALWAYS_TOLD
    )
    counts = Counter(finding.code for finding in selected if finding.code in ignored)
    left_out = tuple(LeftOut(code, choice.ignored[code], counts[code]) for code in sorted(ignored))
    return tuple(finding for finding in selected if finding.code not in ignored), left_out
