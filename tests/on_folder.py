"""Use cases on a project folder, opened as the commands open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from project_copy import REPOSITORY

from generator.load.project import Project
from generator.model.announcement import Announcement
from generator.model.checklist import Checklists
from generator.model.finding import Finding
from generator.model.portfolio import Portfolio
from generator.model.rubric import Rubric
from generator.model.tally import Tally
from generator.rules.all_rules import explain_faults
from generator.usecases.check import check
from generator.usecases.decide_result import preview
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import invented_ballots, tally_ballots


@dataclass(frozen=True)
class Assessed:
    """A project checked as users check it."""

    project: Project
    checklists: Checklists
    findings: tuple[Finding, ...]

    @cached_property
    def portfolio(self) -> Portfolio:
        """All counties at once, their text rendered; read when it is first asked for."""
        return portfolio_in(self.project.root)


def assess(root: Path) -> Assessed:
    """Check the folder. Raises UnusableRubric."""
    project = open_project(root)
    checked = check(project, listed=True)
    checklists = {
        (checklist.county, checklist.item): checklist
        for county in checked.counties.values()
        for checklist in county.checklists
    }
    return Assessed(project, checklists, checked.findings)


@cache
def assessed_repository() -> Assessed:
    """This repository, checked once a worker: no test changes it."""
    return assess(REPOSITORY)


def portfolio_in(root: Path) -> Portfolio:
    """The rubric, the log and every county's folder, rendered. Raises UnusableRubric."""
    project = open_project(root)
    counties = (project.county(one) for one in project.rubric.counties)
    return project.portfolio(*(county.folder for county in counties))


def project_faults(root: Path) -> tuple[Finding, ...]:
    """The findings of loading everything but the archive."""
    project = open_project(root)
    counties = (project.county(one) for one in project.rubric.counties)
    found = (*project.faults, *(fault for county in counties for fault in county.faults))
    return explain_faults(found)


def rehearse(root: Path, seed: int) -> Mapping[str, str]:
    """The files of an invented private folder."""
    return invented_ballots(open_project(root), seed)


def tally(root: Path, private: Path) -> tuple[Rubric, Tally]:
    """The rubric and the total of the private folder's ballots."""
    project = open_project(root)
    return project.rubric, tally_ballots(project, private)


def previewed(root: Path, private: Path) -> Announcement:
    """What the decision in the private folder would announce."""
    return preview(open_project(root), private)
