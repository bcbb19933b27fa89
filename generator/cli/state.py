"""``taizhang state``: where the assessment stands, and the step to the next state."""

import argparse
from pathlib import Path

from generator.chinese.workdays import knows
from generator.cli.arguments import (
    add_private_argument,
    add_transition_arguments,
    chosen_day,
    chosen_name,
    private_folder,
    tell_left_over,
    write_entry,
)
from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.report.catalogue import Catalogue
from generator.report.states import log_text, uncounted_text, unfilled_text
from generator.usecases.archive_cycle import refuse_cut_off
from generator.usecases.next_state import Step, next_state
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.refusals import refuse_log_faults


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the state to go on to; without it the present state is shown")
    states = [state.value for state in State if state is not State.SETUP]
    parser.add_argument("state", nargs="?", choices=states, help=catalogue.text(text))
    add_transition_arguments(parser, catalogue)
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Show the log, or write its next file and say how to take it back."""
    refuse_cut_off(root)
    # A step that would be refused is not to be had by a made-up scan.
    project = open_project(root, cached=False)
    tell_left_over(project, console)
    if options.state is None:
        refuse_log_faults(project)
        console.out(log_text(project.log, project.rubric, project.counted_by, console.catalogue))
        if project.log.state is State.SETUP:
            for line in unfilled_text(project.faults, console.catalogue):
                console.out(line + "\n")
        return 0
    step = Step(state=State(options.state), day=chosen_day(options), by=chosen_name(options))
    private = private_folder(options, root)
    following = next_state(project, private, step)
    write_private(root, private, following.private_files)
    write_entry(root, project, following.files)
    if step.state in (State.CLOSED, State.REVIEWING):
        for line in uncounted_text(following.uncounted, project.rubric, console.catalogue):
            console.out(line + "\n")
        _tell_next_year(step, project.rubric, console)
    values = {"file": "、".join(following.files)}
    text = N_("Written: {file}. Until it is committed, deleting it takes the step back.")
    console.trouble(Message(text, values))
    console.out(log_text(following.log, project.rubric, project.counted_by, console.catalogue))
    return 0


def _tell_next_year(step: Step, rubric: Rubric, console: Console) -> None:
    """Say in autumn that a 公示 in the next year needs its days off, while they may be written."""
    year = step.day.year + 1
    if rubric.proposes and step.day.month >= _OCTOBER and not knows(rubric, year):
        text = N_(
            "Which days of {year} are worked is not known yet. If the days of publicity may reach "
            "into it, write them under workdays in rubric.yaml as soon as they are announced; once "
            'judging has begun, record that with taizhang record rules-changed "the reason".'
        )
        console.trouble(Message(text, {"year": str(year)}))


_OCTOBER = 10
