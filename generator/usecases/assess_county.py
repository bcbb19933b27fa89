"""One county read, counted and held against the rules: what check and build both begin with."""

from dataclasses import dataclass

from generator.checklists.counting import make_checklists
from generator.load.county import LoadedCounty
from generator.load.project import Project
from generator.model.checklist import Checklists
from generator.model.cross_check import CrossCheck
from generator.model.finding import Finding
from generator.model.past import past_cross_check, placed_finding
from generator.model.portfolio import Portfolio
from generator.model.rubric import County
from generator.rules.all_rules import check_counties, explain_faults
from generator.rules.cross_check import cross_check_of
from generator.rules.reported import apply_edition, findings_of_past_cycles
from generator.rules.requires import without_consequences


@dataclass(frozen=True, slots=True)
class AssessedCounty:
    """A county's folder as it was read, and its ledgers counted."""

    project: Project
    loaded: LoadedCounty
    checklists: Checklists

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
        found = check_counties(self.portfolio, self.checklists)
        return without_consequences(explain_faults(self.loaded.faults) + found)


def assess_county(project: Project, county: County, *, rendered: bool) -> AssessedCounty:
    """Read the county's folder and count its ledgers; its text is rendered where it is shown."""
    loaded = project.county(county, rendered=rendered)
    return AssessedCounty(project, loaded, make_checklists(project.portfolio(loaded.folder)))
