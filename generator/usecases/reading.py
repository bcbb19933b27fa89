"""What every order of the stages begins with: the frame, then one county's folder after another."""

from dataclasses import dataclass
from pathlib import Path

from generator.checklists.counting import make_checklists
from generator.load.project import load_county, load_frame
from generator.model.checklist import Checklists
from generator.model.errors import UnusableRubric
from generator.model.finding import Fault, Finding
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.rubric import County
from generator.rules.all_rules import check_counties, explain_faults
from generator.rules.requires import without_consequences


@dataclass(frozen=True, slots=True)
class CountyRead:
    """One county's folder as it was read, and its checklists."""

    folder: CountyFolder
    portfolio: Portfolio
    checklists: Checklists
    faults: tuple[Fault, ...]


def read_frame(root: Path) -> tuple[Portfolio, tuple[Finding, ...]]:
    """All but the counties' folders, and what is wrong with it. Raises UnusableRubric."""
    loaded = load_frame(root)
    told = explain_faults(loaded.faults)
    if loaded.portfolio is None:
        raise UnusableRubric(told)
    return loaded.portfolio, told


def read_county(root: Path, county: County, frame: Portfolio, *, shown: bool) -> CountyRead:
    """Read the county's folder and count its ledgers; its text is rendered where it is shown."""
    loaded = load_county(root, county, frame, shown=shown)
    checklists = make_checklists(loaded.portfolio)
    return CountyRead(
        loaded.portfolio.counties[county.id], loaded.portfolio, checklists, loaded.faults
    )


def county_findings(read: CountyRead) -> tuple[Finding, ...]:
    """What is wrong in the county's folder, each cause once."""
    found = check_counties(read.portfolio, read.checklists)
    return without_consequences(explain_faults(read.faults) + found)
