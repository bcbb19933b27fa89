"""The leadership's decision on a tally: its form, and what it would announce."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.forms.decision import decision_form
from generator.load.ballots.decision_file import read_decision
from generator.load.project import Project
from generator.model.announcement import Announcement
from generator.model.decision import Outcome
from generator.model.state import State
from generator.report.announcement import announcement_json
from generator.rules.all_rules import explain_faults
from generator.scoring.announce import make_announcement
from generator.scoring.decide import UnusableDecision, decide
from generator.usecases.binding import refuse_other_basis, refuse_unbound_ballots
from generator.usecases.refusals import refuse_personal
from generator.usecases.tally_ballots import (
    CountedBallots,
    UnusableBallots,
    announced_tallies,
    count_ballots,
)


def new_decision(project: Project, private: Path) -> str:
    """The form of a decision on the ballots. Raises UnusableBallots, Refused."""
    counted = count_ballots(project, private)
    refuse_unbound_ballots(project, counted)
    return decision_form(project.rubric, counted.tally, project.log)


def preview(project: Project, private: Path) -> Announcement:
    """What the decision would announce now. Raises UnusableBallots for its faults, Refused."""
    counted = count_ballots(project, private)
    outcome = decided(project, counted)
    refuse_unbound_ballots(project, counted)
    # Another decision than the announced one may be looked at before it is recorded.
    refuse_other_basis(project, counted, outcome.decision)
    # A preview shows neither state nor day, and is written nowhere.
    before = announced_tallies(project, private)
    announcement = make_announcement(outcome, project.rubric, State.FINAL, date.min, before)
    if project.log.announced:
        announcement = replace(announcement, previous=project.log.announced[-1][1].digest)
    refuse_personal(project.rubric, announcement_json(announcement), outcome.decision.by)
    return announcement


def decided(project: Project, counted: CountedBallots) -> Outcome:
    """The decision of the private folder on the tally. Raises UnusableBallots for its faults."""
    decision, faults = read_decision(counted.private, project.rubric)
    if decision is None:
        raise UnusableBallots(explain_faults(faults))
    try:
        return decide(counted.tally, decision, project.rubric)
    except UnusableDecision as unusable:
        raise UnusableBallots(explain_faults(unusable.faults)) from unusable
