"""The step to the next state of the assessment: its file of the log, or why it is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.load.project import Project
from generator.load.results.log import log_folder
from generator.model.errors import Refused
from generator.model.evidence import Status
from generator.model.log import Log, Notice, Transition
from generator.model.message import N_, Message
from generator.model.state import State
from generator.report.states import transition_yaml
from generator.usecases.check import CheckResult, check
from generator.usecases.refusals import (
    left_over_announcement,
    refuse_errors,
    refuse_log_faults,
    refuse_order,
    refuse_personal,
)
from generator.usecases.tally_ballots import tally_ballots


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A transition as it is asked for; ``by`` is "" where the organiser, or who decided, makes it."""

    state: State
    day: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextState:
    """The files to write, by path, and the log after the step.

    ``uncounted`` is how many items of each county have no submitted evidence, by county id.
    """

    files: Mapping[str, str]
    log: Log
    uncounted: Mapping[str, int]


def next_state(project: Project, private: Path, step: Step) -> NextState:
    """The file of a transition that announces nothing. Raises Unusable, Refused."""
    left_over = left_over_announcement(project)
    refuse_log_faults(project, left_over)
    refuse_order(project, step.state, step.day)
    if step.state.announces:
        values = {"command": f"taizhang announce {step.state}"}
        raise Refused(Message(N_('This state announces a result: use "{command}".'), values))
    # One check: what is checked, counted and recorded in the log is one reading.
    checked = check(project)
    refuse_errors(checked, step.state, left_over)
    # Deliberation begins on ballots that add up; their total is shown to nobody here.
    if step.state is State.DECIDING:
        tally_ballots(project, private, checked.digests)
    if step.state is State.REVIEWING:
        _refuse_late(project, checked.digests)
    by = step.by or project.rubric.organiser
    refuse_personal(project.rubric, by)
    evidence = checked.digests if step.state.records else {}
    text = transition_yaml(step.state, step.day, by, evidence)
    return NextState(
        files={log_path(project, step): text},
        log=following_log(project.log, step, by, evidence=evidence),
        uncounted=_uncounted(checked),
    )


def log_path(project: Project, step: Step) -> str:
    """Where the step's file of the log stands."""
    return f"{log_folder(project.rubric.cycle)}/{step_name(project.log, step)}.yaml"


def step_name(log: Log, step: Step) -> str:
    """What the step's files are called, without their endings."""
    return f"{_number(log)}-{step.state}"


def following_log(
    log: Log,
    step: Step,
    by: str,
    *,
    evidence: Mapping[str, str],
    notice: Notice | None = None,
) -> Log:
    """The log with the step taken."""
    transition = Transition(
        number=_number(log),
        state=step.state,
        day=step.day,
        by=by,
        notice=notice,
        evidence=evidence,
    )
    return Log((*log.transitions, transition))


def _number(log: Log) -> str:
    return f"{len(log.transitions) + 1:02}"


def _uncounted(checked: CheckResult) -> Mapping[str, int]:
    rubric = checked.project.rubric
    return {
        county.id: sum(
            checked.counties[county.id].submission.statuses.get(item.id) is not Status.SUBMITTED
            for item in rubric.items.values()
            if rubric.is_scored(item, county)
        )
        for county in rubric.counties
    }


def _refuse_late(project: Project, digests: Mapping[str, str]) -> None:
    """Raise Refused for evidence changed since the close, where the rubric takes nothing later."""
    recorded = project.log.recorded
    if recorded is None or project.rubric.open_rules["late-submission"].choice != "refused":
        return
    late = [
        county.name
        for county in project.rubric.counties
        # A county that nothing was recorded of has handed in late, whatever it holds now.
        if digests[county.id] != recorded.evidence.get(county.id)
    ]
    if late:
        values = {"counties": "、".join(late), "day": str(recorded.day)}
        text = N_(
            "Judging cannot begin: the evidence of {counties} has changed since {day}, and the "
            "rubric takes no late evidence. Put the folders back as they were; or choose "
            "accepted under late-submission in rubric.yaml, and say why."
        )
        raise Refused(Message(text, values))
