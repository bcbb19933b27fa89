"""What a county has handed in, as far as pages about more than one file need it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.model.checklist import ClauseResult, Unsubmitted
from generator.model.evidence import Return, Span, Statement, Status


@dataclass(frozen=True, slots=True)
class Workload:
    """How much one evidence file holds: fields filled in, ledger entries, attachments linked."""

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
    item, its clauses in order; ``unsubmitted`` the drafts and returned files. ``entries`` are those that count, by day; one that cites another
    is the same event and is left out. ``returns`` are the last ones, of files not submitted again.
    """

    county: str
    statement: Statement | None
    statuses: Mapping[str, Status]
    work: Mapping[str, Workload]
    clauses: Mapping[str, tuple[ClauseResult, ...]]
    unsubmitted: Mapping[str, Unsubmitted]
    entries: tuple[DatedEntry, ...]
    returns: Mapping[str, Return] = field(default_factory=dict)

    @property
    def submitted(self) -> int:
        """How many files count: neither drafts nor those returned."""
        return sum(status is Status.SUBMITTED for status in self.statuses.values())

    @property
    def months(self) -> Mapping[str, int]:
        """How many entries count in each month."""
        return Counter(entry.month for entry in self.entries)


def without_lines(submission: Submission) -> Submission:
    """The submission without the lines of entries that lack proof, which no page says."""
    return replace(
        submission,
        clauses={item: _bare(clauses) for item, clauses in submission.clauses.items()},
        unsubmitted={
            item: replace(one, clauses=_bare(one.clauses))
            for item, one in submission.unsubmitted.items()
        },
    )


def _bare(clauses: tuple[ClauseResult, ...]) -> tuple[ClauseResult, ...]:
    return tuple(replace(one, unproven=()) if one.unproven else one for one in clauses)
