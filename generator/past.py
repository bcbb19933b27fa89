"""The past cycles in their order: read, and held against what of the check still goes for them."""

from dataclasses import dataclass
from pathlib import Path

from generator.checks.all_rules import explain_faults
from generator.checks.counting import make_checklists
from generator.checks.edition import under
from generator.checks.frozen import of_past
from generator.load.archive import load_archive
from generator.load.portfolio import load_county
from generator.model.finding import Finding
from generator.model.past import PastCycle, past_trace, placed_finding
from generator.model.rubric import County
from generator.model.trace import Trace, trace_of


@dataclass(frozen=True, slots=True)
class Archive:
    """The past cycles, oldest first, and what the check says of their rubrics and results."""

    cycles: tuple[PastCycle, ...]
    findings: tuple[Finding, ...]


def open_archive(root: Path, current: str) -> Archive:
    """Read all of the archive but the counties' folders; ``current`` is the current cycle."""
    cycles, faults = load_archive(root, current)
    return Archive(cycles, of_past(explain_faults(faults)))


def assess_archive(archive: Archive) -> tuple[tuple[Trace, ...], tuple[Finding, ...]]:
    """What the current cycle is compared with, and the findings in all of the archive."""
    traces: list[Trace] = []
    findings = list(archive.findings)
    for past in archive.cycles:
        for county in past.frame.rubric.counties:
            trace, found = _assess_county(past, county)
            traces.append(trace)
            findings.extend(found)
    return tuple(traces), tuple(findings)


def past_findings(past: PastCycle, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of findings in a past cycle's own folder what still goes for it, placed in the project."""
    judged = under(past.frame.rubric.check_edition, findings)
    return of_past(placed_finding(one, past.folder) for one in judged)


def _assess_county(past: PastCycle, county: County) -> tuple[Trace, tuple[Finding, ...]]:
    loaded = load_county(past.root, county, past.frame, shown=False)
    checklists = make_checklists(loaded.portfolio)
    trace = trace_of(loaded.portfolio.counties[county.id], checklists)
    return past_trace(trace, past), past_findings(past, explain_faults(loaded.faults))
