"""What a county has handed in, as far as pages about more than one file need it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.checklist import Checklists, ClauseResult
from generator.model.evidence import Statement, Status
from generator.model.portfolio import CountyFolder
from generator.model.workload import Workload, workload_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One county's statement, the status of each file, the result of each clause.

    Nothing of the evidence's text: a city's worth of these is small. ``statuses`` and ``work`` are
    by item and lack what could not be read; ``clauses`` has every item, its clauses in order.
    ``months`` are how many entries count in each month, such as 2018-03, by their first day;
    one that cites another is the same event and is left out.
    """

    county: str
    statement: Statement | None
    statuses: Mapping[str, Status]
    work: Mapping[str, Workload]
    clauses: Mapping[str, tuple[ClauseResult, ...]]
    months: Mapping[str, int]


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
        months=Counter(
            f"{one.entry.when.first:%Y-%m}"
            for (county, _), checklist in checklists.items()
            if county == folder.county
            for one in checklist.entries
            if one.uncounted is None and one.entry.when is not None and one.entry.cites is None
        ),
    )
