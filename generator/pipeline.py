"""The stages in their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.ballots.contest import make_contest
from generator.ballots.rehearsal import rehearsal_files
from generator.checks.all_rules import check_portfolio, explain_faults
from generator.checks.counting import make_checklists
from generator.load.portfolio import load_portfolio
from generator.load.private import read_ballots, read_roster
from generator.load.schema import rubric_json_schema
from generator.model.checklist import Checklists
from generator.model.finding import Finding
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.model.rubric import Rubric
from generator.model.state import Audience
from generator.model.tally import Tally
from generator.pages.site_plan import make_site_plan
from generator.report.catalogue import Catalogue
from generator.report.targets import target_rows, targets_csv, targets_json
from generator.scoring.tally import IncompleteContest, tally_contest
from generator.site.writing import Written, write_site

Progress = Callable[[str], None]
rubric_schema = rubric_json_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A portfolio, its checklists, and every finding about it."""

    portfolio: Portfolio
    checklists: Checklists
    findings: tuple[Finding, ...]


class UnusableRubric(Exception):
    """There is no rubric to go by; carries the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("rubric.yaml cannot be used")
        self.findings = findings


def assess(root: Path) -> Assessed:
    """Load and check the project folder. Raises UnusableRubric."""
    loaded = load_portfolio(root)
    told = explain_faults(loaded.faults)
    if loaded.portfolio is None:
        raise UnusableRubric(told)
    checklists = make_checklists(loaded.portfolio)
    found = check_portfolio(loaded.portfolio, checklists)
    return Assessed(
        portfolio=loaded.portfolio,
        checklists=checklists,
        findings=tuple(sorted((*told, *found), key=lambda one: (one.place, one.code))),
    )


class UnusableBallots(Exception):
    """No total can be made of the ballots; carries the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("no total")
        self.findings = findings


def tally(root: Path, private: Path) -> tuple[Rubric, Tally]:
    """Add up the ballots of the private folder. Raises UnusableRubric, UnusableBallots."""
    rubric = assess(root).portfolio.rubric
    judges, roster_faults = read_roster(private, rubric)
    ballots, ballot_faults = read_ballots(private, judges, rubric)
    contest, contest_faults = make_contest(judges, ballots, rubric, Place(private.name))
    faults = (*roster_faults, *ballot_faults, *contest_faults)
    if faults:
        raise UnusableBallots(explain_faults(faults))
    try:
        return rubric, tally_contest(contest, rubric)
    except IncompleteContest as incomplete:
        raise UnusableBallots(explain_faults(incomplete.faults)) from incomplete


def rehearse(root: Path, seed: int) -> Mapping[str, str]:
    """The files of an invented private folder by path. Raises UnusableRubric."""
    return rehearsal_files(assess(root).portfolio.rubric, seed)


def build(
    root: Path, out: Path, audience: Audience, catalogue: Catalogue, *, offline: bool, say: Progress
) -> Written:
    """Build one audience's site. Raises UnusableRubric, SiteError."""
    assessed = assess(root)
    plan = make_site_plan(
        assessed.portfolio,
        assessed.checklists,
        tuple(catalogue.tell(finding) for finding in assessed.findings),
        audience,
        root / "site_templates",
        _open_data(root, assessed.portfolio.rubric),
    )
    return write_site(plan, root=root, out=out, offline=offline, progress=say)


def _open_data(root: Path, rubric: Rubric) -> dict[str, bytes]:
    """The rubric as it stands in its file, and the targets it gives each county."""
    rows = tuple(target_rows(rubric, rubric.counties))
    return {
        "rubric.yaml": (root / "rubric.yaml").read_bytes(),
        "targets.csv": targets_csv(rows).encode(),
        "targets.json": targets_json(rows).encode(),
    }
