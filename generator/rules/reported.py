"""Which findings a check reports, and whether as errors or as coming.

The options of a run select rules. A cycle runs under the edition of the rules that its rubric was
set up with: counties handed in by the rules of their year, so a finding of a newer rule is a note
of what is coming. The evidence of a past cycle is frozen: advice on it would bury the findings of
the current cycle.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model.codes import Code
from generator.model.finding import ALWAYS_REPORTED, Choice, Finding, LeftOut, Severity
from generator.model.message import N_, Message
from generator.model.organiser import Acceptance
from generator.model.past import archive_folder
from generator.model.place import COUNTIES


def choose(
    findings: Sequence[Finding], choice: Choice
) -> tuple[tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The findings to report, in their order, and how many of each ignored rule are left out."""
    ignored = choice.ignored.keys() - ALWAYS_REPORTED
    selected = tuple(
        finding
        for finding in findings
        if not choice.selected or finding.code in choice.selected | ALWAYS_REPORTED
    )
    counts = Counter(finding.code for finding in selected if finding.code in ignored)
    left_out = tuple(LeftOut(code, choice.ignored[code], counts[code]) for code in sorted(ignored))
    return tuple(finding for finding in selected if finding.code not in ignored), left_out


# The edition each rule came with; those not named came with the first. What protects persons
# and what keeps a change inside its county is never delayed, and so never named here.
SINCE: Mapping[Code, int] = dict.fromkeys(
    (
        "broken-attachment",
        "coarse-rounding",
        "invisible-character",
        "misformed-link",
        "misformed-row",
        "misnamed-evidence",
        "office-heading",
        "rate-over-hundred",
        "raw-html",
        "sum-row",
        "unclear-heading",
        "undecided-not-applicable",
        "unreachable-points",
        "unsafe-link",
    ),
    2,
)


def apply_edition(edition: int, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those of rules newer than the edition as notes of what is coming."""
    return tuple(
        finding if SINCE.get(finding.code, 1) <= edition else _coming(finding)
        for finding in findings
    )


def accept(accepted: Iterable[Acceptance], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that the rubric accepts as notes with the reason: they stop nothing."""
    reasons = {acceptance.code: acceptance.reason for acceptance in accepted}
    return tuple(
        replace(finding, severity=Severity.NOTE, fix=_NOTHING_TO_DO, accepted=reasons[finding.code])
        if finding.code in reasons
        else finding
        for finding in findings
    )


_NOTHING_TO_DO = Message(N_("Nothing is to be done: rubric.yaml accepts it."))


def _coming(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.NOTE, coming=True)


# Of evidence: what must not be published, and what cannot be.
_REPORTED_OF_EVIDENCE: frozenset[Code] = frozenset(
    {
        "changed-after-final",
        "mistyped-attachment",
        "oversized-file",
        "personal-data",
        "program-fault",
        "pupils-in-attachment",
        "unreadable-file",
        "unsearchable-attachment",
    }
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
