"""The past cycles in their order: read, and held against what of the check still goes for them."""

from dataclasses import dataclass
from pathlib import Path

from generator.checklists.counting import make_checklists
from generator.load.archive import load_archive
from generator.load.project import load_county
from generator.model.cross_check import CrossCheck
from generator.model.finding import Finding
from generator.model.past import PastCycle, past_cross_check, placed_finding
from generator.model.rubric import County
from generator.rules.all_rules import explain_faults
from generator.rules.cross_check import cross_check_of
from generator.rules.edition import apply_edition
from generator.rules.past_cycles import findings_of_past_cycles


@dataclass(frozen=True, slots=True)
class Archive:
    """The past cycles, oldest first, and what the check says of their rubrics and results."""

    cycles: tuple[PastCycle, ...]
    findings: tuple[Finding, ...]


def open_archive(root: Path, current: str) -> Archive:
    """Read all of the archive but the counties' folders; ``current`` is the current cycle."""
    cycles, faults = load_archive(root, current)
    return Archive(cycles, findings_of_past_cycles(explain_faults(faults)))


def assess_archive(archive: Archive) -> tuple[tuple[CrossCheck, ...], tuple[Finding, ...]]:
    """What the current cycle is compared with, and the findings in all of the archive."""
    cross_checks: list[CrossCheck] = []
    findings = list(archive.findings)
    for past in archive.cycles:
        for county in past.frame.rubric.counties:
            cross_check, found = _assess_county(past, county)
            cross_checks.append(cross_check)
            findings.extend(found)
    return tuple(cross_checks), tuple(findings)


def past_findings(past: PastCycle, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of findings in a past cycle's own folder what still goes for it, placed in the project."""
    judged = apply_edition(past.frame.rubric.check_edition, findings)
    return findings_of_past_cycles(placed_finding(one, past.folder) for one in judged)


def _assess_county(past: PastCycle, county: County) -> tuple[CrossCheck, tuple[Finding, ...]]:
    loaded = load_county(past.root, county, past.frame, shown=False)
    checklists = make_checklists(loaded.portfolio)
    cross_check = cross_check_of(loaded.portfolio.counties[county.id], checklists)
    return past_cross_check(cross_check, past), past_findings(past, explain_faults(loaded.faults))
