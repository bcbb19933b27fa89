"""What a county has handed in, summed up for pages about more than one file."""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import Entry, Evidence, LinkKind, Status
from generator.model.portfolio import CountyFolder
from generator.model.submission import DatedEntry, Submission, Workload


def submission_of(folder: CountyFolder, checklists: Checklists) -> Submission:
    """The submission in a county's folder."""
    entries = sorted(_dated(folder.county, checklists), key=lambda entry: entry.when.first)
    return Submission(
        county=folder.county,
        statement=folder.statement,
        statuses={item: evidence.status for item, evidence in folder.evidence.items()},
        work={item: workload_of(evidence) for item, evidence in folder.evidence.items()},
        clauses={
            item: checklist.clauses
            for (county, item), checklist in checklists.items()
            if county == folder.county
        },
        unsubmitted={
            item: checklist.unsubmitted
            for (county, item), checklist in checklists.items()
            if county == folder.county and checklist.unsubmitted is not None
        },
        entries=tuple(entries),
        returns={
            item: evidence.returns[-1]
            for item, evidence in folder.evidence.items()
            if evidence.returns and evidence.status is not Status.SUBMITTED
        },
    )


def workload_of(evidence: Evidence) -> Workload:
    """The counts of a file: a part with text, a claim and a cell with text are a field each."""
    links = {link.target for link in evidence.links if link.kind is LinkKind.ATTACHMENT}
    return Workload(
        fields=sum(not part.empty for part in evidence.parts)
        + len(evidence.claims)
        + sum(_filled_cells(entry) for entry in evidence.entries),
        entries=len(evidence.entries),
        attachments=len(links),
    )


def _dated(county: str, checklists: Checklists) -> Iterator[DatedEntry]:
    for (owner, item), checklist in checklists.items():
        if owner != county:
            continue
        for result in checklist.entries:
            entry = result.entry
            # An entry that cites another is the same event, on the date of that one.
            if result.uncounted is None and entry.when is not None and entry.cites is None:
                yield DatedEntry(entry.when, entry.title, item, entry.anchor)


def _filled_cells(entry: Entry) -> int:
    texts = (entry.when_text, entry.title or entry.cites, entry.clause_text, entry.quantity_text)
    return sum(map(bool, (*texts, entry.location, entry.proofs, entry.number)))
