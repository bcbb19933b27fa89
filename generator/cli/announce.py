"""``taizhang announce``: write a 公示, 通报 or 更正 with its file of the log."""

import argparse
from pathlib import Path

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
from generator.model.state import State
from generator.report.announcement import announcement_text
from generator.report.catalogue import Catalogue
from generator.report.states import publicity_text
from generator.usecases.announce_result import announce_result
from generator.usecases.archive_cycle import refuse_cut_off
from generator.usecases.next_state import Step
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.signing import left_signatures, signed


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    states = [state.value for state in State if state.announces]
    text = N_("proposed (公示), final (通报) or amended (更正)")
    parser.add_argument("state", choices=states, help=catalogue.text(text))
    add_transition_arguments(parser, catalogue)
    text = N_("why the result differs from the announcement before; the sentence is published")
    parser.add_argument("--why", default="", metavar="TEXT", help=catalogue.text(text))
    text = N_("sign the announcement with this private key of ssh; may be given several times")
    parser.add_argument(
        "--sign", type=Path, action="append", default=[], metavar="KEY", help=catalogue.text(text)
    )
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write both files, print what they publish, and say how to look and how to undo."""
    refuse_cut_off(root)
    # As for a step of the state: a made-up scan is not to hide what refuses it.
    project = open_project(root, cached=False)
    tell_left_over(project, console)
    step = Step(state=State(options.state), day=chosen_day(options), by=chosen_name(options))
    private = private_folder(options, root)
    announced = announce_result(project, private, step, options.why.strip())
    # Signed before anything is written; the log's file comes last.
    signatures = signed(announced.files, options.sign)
    write_private(root, private, announced.kept)
    for left in left_signatures(root, announced.files):
        left.unlink()
    write_entry(root, project, {**signatures, **announced.files})
    console.out(announcement_text(announced.announcement, project.rubric, console.catalogue))
    if step.state is State.PROPOSED:
        console.aside(publicity_text(step.day, project.rubric, console.catalogue) + "\n")
    text = N_(
        "Written: {files}.\n"
        'Nothing is public yet: look at it with "taizhang build", then commit and publish. '
        "Until then, deleting these files takes it back."
    )
    console.trouble(Message(text, {"files": "、".join((*announced.files, *signatures))}))
    return 0
