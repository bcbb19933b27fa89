"""The step to the next state of the assessment: its file of the log, or why it is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.load.project import Project
from generator.load.results.log import log_folder
from generator.model.errors import Refused
from generator.model.evidence import Status
from generator.model.log import Log, Record, Transition
from generator.model.message import N_, Message
from generator.model.state import State
from generator.report.states import transition_yaml
from generator.scoring.canonical import bound_ballots
from generator.usecases.binding import salt_of
from generator.usecases.check import CheckResult, check
from generator.usecases.refusals import (
    refuse_errors,
    refuse_log_faults,
    refuse_order,
    refuse_personal,
    refuse_unfilled,
    refuse_unfrozen,
    refuse_unknown_workdays,
)
from generator.usecases.tally_ballots import count_ballots


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A transition as it is asked for; ``by`` is "" where the organiser, or who decided, makes it."""

    state: State
    day: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextState:
    """The files to write, by path, and the log after the step.

    ``private_files`` come first, by their path in the private folder. ``uncounted`` is how many items of each county have no submitted evidence, by county id.
    """

    files: Mapping[str, str]
    private_files: Mapping[str, bytes]
    log: Log
    uncounted: Mapping[str, int]


def next_state(project: Project, private: Path, step: Step) -> NextState:
    """The file of a transition that announces nothing. Raises Unusable, Refused."""
    refuse_log_faults(project)
    refuse_order(project, step.state, step.day)
    refuse_unfrozen(project, step.state)
    if step.state.announces:
        values = {"command": f"taizhang announce {step.state}"}
        raise Refused(Message(N_('This state announces a result: use "{command}".'), values))
    refuse_unknown_workdays(project.rubric, step.state, step.day)
    # One check: what is checked, counted and recorded in the log is one reading.
    checked = check(project)
    refuse_errors(checked, step.state)
    if step.state is State.OPEN:
        refuse_unfilled(checked)
    ballots, salt_file = "", dict[str, bytes]()
    # Deliberation begins on ballots that add up; their total is shown to nobody here.
    if step.state is State.DECIDING:
        counted = count_ballots(project, private, checked.digests)
        salt, salt_file = salt_of(counted.private)
        ballots = bound_ballots(counted.contest, salt)
    if step.state is State.REVIEWING:
        _refuse_late(project, checked.digests)
    by = step.by or project.rubric.organiser
    refuse_personal(project.rubric, by)
    transition = Transition(
        number=next_number(project.log),
        state=step.state,
        day=step.day,
        by=by,
        notice=None,
        evidence=checked.digests if step.state.records else {},
        # What binds from judging on is frozen as it is then.
        rules=project.rubric.rules if step.state in (State.OPEN, State.REVIEWING) else None,
        ballots=ballots,
    )
    return NextState(
        files=entry_files(project, transition, transition_yaml(transition)),
        private_files=salt_file,
        log=replace(project.log, transitions=(*project.log.transitions, transition)),
        uncounted=_uncounted(checked),
    )


def next_number(log: Log) -> str:
    """The number of the next entry of the log."""
    return f"{len(log.entries) + 1:02}"


def entry_files(project: Project, entry: Transition | Record, text: str) -> dict[str, str]:
    """The files of an entry of the log, by path: the rules that it freezes, then itself."""
    kind = entry.kind if isinstance(entry, Record) else entry.state
    stem = f"{log_folder(project.rubric.cycle)}/{entry.number}-{kind}"
    # Written in this order: a log must never name rules that are not there.
    rules = {f"{stem}.json": entry.rules.text} if entry.rules else {}
    return {**rules, f"{stem}.yaml": text}


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
