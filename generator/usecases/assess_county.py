"""One county read, counted and held against the rules: what check and build both begin with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from generator.cache import Cache
from generator.checklists.counting import make_checklists
from generator.load.boundary import file_boundary
from generator.load.county import STATEMENT, LoadedCounty
from generator.load.project import Project
from generator.model.checklist import Checklists
from generator.model.cross_check import Comparison, CrossCheck
from generator.model.finding import Fault, Finding
from generator.model.past import past_cross_check, placed_finding
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.model.rubric import County
from generator.rules.all_rules import check_counties, compare_counties, explain_faults
from generator.rules.cross_check import cross_check_of
from generator.rules.reported import apply_edition, findings_of_past_cycles
from generator.rules.requires import without_consequences

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class AssessedCounty:
    """A county's folder as it was read, and its ledgers counted.

    Not ``ruled`` where the rules fail on it: then it has the faults of its loading alone.
    """

    project: Project
    loaded: LoadedCounty
    checklists: Checklists
    ruled: bool = True

    @property
    def portfolio(self) -> Portfolio:
        """What the rules look at: this one county with the rubric and the log."""
        return self.project.portfolio(self.loaded.folder)

    @property
    def cross_check(self) -> CrossCheck:
        """What of it is compared with other counties and past cycles."""
        own = cross_check_of(self.loaded.folder, self.checklists)
        return past_cross_check(own, self.project.rubric.cycle) if self.project.folder else own

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong in the county's folder, each cause once; of a past cycle what still counts."""
        # What is archived is frozen: no rule looks for advice in it that nobody may follow.
        if self.project.folder:
            edition = self.project.rubric.check_edition
            found = apply_edition(edition, explain_faults(self.loaded.faults))
            return findings_of_past_cycles(
                placed_finding(finding, self.project.folder) for finding in found
            )
        found = check_counties(self.portfolio, self.checklists) if self.ruled else ()
        return without_consequences(explain_faults(self.loaded.faults) + found)


def assess_county(project: Project, county: County) -> AssessedCounty:
    """Read the county's folder and count its ledgers."""
    return with_county(project, county, lambda assessed: assessed)


def with_county(
    project: Project, county: County, task: Callable[[AssessedCounty], Result]
) -> Result:
    """Read the county's folder, count its ledgers, and do the task.

    Where counting or the task fails it is done again without the files that it fails on: each
    has a fault, and counts as one that cannot be read. Raises what the task raises where it
    fails whatever the county has written.
    """
    loaded, cache = project.county(county), project.cache

    def attempt(attempted: LoadedCounty, *, ruled: bool = True) -> Result:
        checklists = make_checklists(project.portfolio(attempted.folder))
        return task(AssessedCounty(project, attempted, checklists, ruled))

    failed: list[Fault] = []
    folder = f"{COUNTIES}/{county.id}"
    with file_boundary(Place(folder), cache, failed.append):
        return attempt(loaded)
    texts = _texts(loaded)
    faults: dict[str, Fault] = {}
    for text in texts:
        place = Place(f"{folder}/{text}.md")
        with file_boundary(place, cache, partial(faults.__setitem__, text)):
            attempt(loaded.without(texts - {text}, ()))
    # Files that fail together alone, or a county that fails without any, have one fault for all.
    for left_out, why in ((faults, faults.values()), (texts, failed)):
        if left_out:
            with file_boundary(Place(folder), cache, lambda _: None):
                return attempt(loaded.without(left_out, why))
    return attempt(loaded.without(texts, failed), ruled=False)


def _texts(loaded: LoadedCounty) -> frozenset[str]:
    """The names, without .md, of the texts that were read."""
    statement = () if loaded.folder.statement is None else (STATEMENT,)
    return frozenset((*loaded.folder.evidence, *statement))


def compare_assessed(comparison: Comparison, cache: Cache | None) -> tuple[Finding, ...]:
    """What counties have in common; one on which comparing fails is left out, with a finding."""
    with file_boundary(Place(COUNTIES), cache, lambda _: None):
        return compare_counties(comparison)
    faults: list[Fault] = []
    others: list[CrossCheck] = []
    for one in comparison.cross_checks:
        with file_boundary(Place(one.folder), cache, faults.append):
            compare_counties(replace(comparison, cross_checks=[one]))
            others.append(one)
    with file_boundary(Place(COUNTIES), cache, faults.append):
        rest = replace(comparison, cross_checks=others)
        return explain_faults(tuple(faults)) + compare_counties(rest)
    # They fail together alone: nothing can be compared.
    return explain_faults(tuple(faults))
