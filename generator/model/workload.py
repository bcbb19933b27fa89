"""How much one evidence file holds: counts alone, nothing of its text."""

from dataclasses import dataclass

from generator.model.evidence import Entry, Evidence, LinkKind


@dataclass(frozen=True, slots=True)
class Workload:
    """Fields filled in, ledger entries, and attachments linked."""

    fields: int
    entries: int
    attachments: int

    def __add__(self, other: "Workload") -> "Workload":
        """Both together; an attachment that two files link counts for each."""
        return Workload(
            self.fields + other.fields,
            self.entries + other.entries,
            self.attachments + other.attachments,
        )


NO_WORK = Workload(0, 0, 0)


def workload_of(evidence: Evidence) -> Workload:
    """The counts of a file: a part with text, a claim and a cell with text are a field each."""
    links = {one.target for one in evidence.links if one.kind is LinkKind.ATTACHMENT}
    return Workload(
        fields=sum(not one.empty for one in evidence.parts)
        + len(evidence.claims)
        + sum(_cells(one) for one in evidence.entries),
        entries=len(evidence.entries),
        attachments=len(links),
    )


def _cells(entry: Entry) -> int:
    texts = (entry.when_text, entry.title or entry.cites, entry.clause_text, entry.quantity_text)
    return sum(map(bool, (*texts, entry.location, entry.proofs, entry.number)))
