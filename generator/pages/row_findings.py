"""What the check says of a ledger row, for those who judge it: facts alone, no corrections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.codes import Code
from generator.model.evidence import Evidence
from generator.model.finding import TranslatedFinding
from generator.model.message import N_

_DOUBTS: Mapping[Code, str] = MappingProxyType(
    {
        "plan-as-result": N_("counts, but reads as a plan"),
        "one-proof-for-many": N_("counts, with one proof for many"),
        "rate-over-hundred": N_("counts, above 100 %"),
        "repeated-event": N_("counts, but may be entered twice"),
    }
)
"""Why a judge may not count a row that the program counts."""

_REFUSED_PROOFS: frozenset[Code] = frozenset({"foreign-link", "missing-attachment", "unsafe-link"})

# Those which say why a row or one of its proofs does not count. A row without any proof is told
# by its verdict, in the same words.
_DECIDES: frozenset[Code] = frozenset(
    {
        *_DOUBTS,
        *_REFUSED_PROOFS,
        "duplicate-entry",
        "entry-outside-period",
        "inexact-quantity",
        "unknown-citation",
        "unknown-clause",
        "unreadable-date",
        "unreadable-quantity",
        "wrong-unit",
    }
)
_TOLD_BY_THE_VERDICT: frozenset[Code] = frozenset({"entry-without-proof"})
_OF_A_PROOF: frozenset[Code] = frozenset(
    {
        "broken-attachment",
        "mistyped-attachment",
        "oversized-file",
        "personal-data",
        "refused-attachment",
        "unsearchable-attachment",
    }
)
"""Those of an attachment for which it is withheld and proves nothing."""


@dataclass(frozen=True, slots=True)
class SortedFindings:
    """The findings of an evidence file: those beside its ledger's rows, by line, and the rest."""

    beside: Mapping[int, tuple[TranslatedFinding, ...]]
    rest: tuple[TranslatedFinding, ...]


def sort_findings(
    evidence: Evidence | None, findings: Iterable[TranslatedFinding]
) -> SortedFindings:
    """Sort the findings of the file; no row is seen of a file that cannot be."""
    unread = () if evidence is None else {row.place.line for row in evidence.unread}
    read = () if evidence is None else {entry.place.line for entry in evidence.entries}
    beside: dict[int, tuple[TranslatedFinding, ...]] = {}
    rest = []
    for finding in findings:
        line, code = finding.place.line, finding.code
        # Whatever is said of a row that could not be read says why it was not.
        if line in unread or (line in read and code in _DECIDES):
            beside[line] = (*beside.get(line, ()), finding)
        elif line not in read or code not in _TOLD_BY_THE_VERDICT:
            rest.append(finding)
    return SortedFindings(MappingProxyType(beside), tuple(rest))


def proof_findings(findings: Iterable[TranslatedFinding]) -> Iterator[TranslatedFinding]:
    """Of the findings about an attachment those for which it proves nothing."""
    return (finding for finding in findings if finding.code in _OF_A_PROOF)


def doubts(findings: Iterable[TranslatedFinding]) -> tuple[str, ...]:
    """The reasons to look at the row, as sentences of the catalogue, each once."""
    found = (_DOUBTS[finding.code] for finding in findings if finding.code in _DOUBTS)
    return tuple(dict.fromkeys(found))


def refuses_a_proof(findings: Iterable[TranslatedFinding]) -> bool:
    """Whether a link in the row proves nothing."""
    return any(finding.code in _REFUSED_PROOFS for finding in findings)
