"""What a county has handed in, as far as pages about more than one file need it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.checklist import Checklists, ClauseResult
from generator.model.evidence import Span, Statement, Status
from generator.model.portfolio import CountyFolder
from generator.model.workload import Workload, workload_of


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """One entry that counts: when, what, and where it stands."""

    when: Span
    title: str
    item: str
    anchor: str

    @property
    def month(self) -> str:
        """The month of its first day, such as 2018-03."""
        return f"{self.when.first:%Y-%m}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One county's statement, the status of each file, the result of each clause.

    Of the evidence's text only what its entries are called: a city's worth of these is small.
    ``statuses`` and ``work`` are by item and lack what could not be read; ``clauses`` has every
    item, its clauses in order. ``entries`` are those that count, by day; one that cites another
    is the same event and is left out.
    """

    county: str
    statement: Statement | None
    statuses: Mapping[str, Status]
    work: Mapping[str, Workload]
    clauses: Mapping[str, tuple[ClauseResult, ...]]
    entries: tuple[DatedEntry, ...]

    @property
    def months(self) -> Mapping[str, int]:
        """How many entries count in each month."""
        return Counter(one.month for one in self.entries)


def submission_of(folder: CountyFolder, checklists: Checklists) -> Submission:
    """The submission in a county's folder."""
    return Submission(
        county=folder.county,
        statement=folder.statement,
        statuses={item: one.status for item, one in folder.evidence.items()},
        work={item: workload_of(one) for item, one in folder.evidence.items()},
        clauses={
            item: one.clauses
            for (county, item), one in checklists.items()
            if county == folder.county
        },
        entries=tuple(sorted(_dated(folder.county, checklists), key=lambda one: one.when.first)),
    )


def _dated(county: str, checklists: Checklists) -> Iterator[DatedEntry]:
    for (owner, item), checklist in checklists.items():
        if owner != county:
            continue
        for one in checklist.entries:
            entry = one.entry
            if one.uncounted is None and entry.when is not None and entry.cites is None:
                yield DatedEntry(entry.when, entry.title, item, entry.anchor)
