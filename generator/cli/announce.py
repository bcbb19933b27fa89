"""``taizhang announce``: write a 公示, 通报 or 更正 with its file of the log."""

import argparse
from pathlib import Path

from generator.cli.console import Console
from generator.cli.private import add_private_argument, private_folder
from generator.cli.transition import add_transition_arguments, chosen_day, write_files
from generator.model.message import N_, Message
from generator.model.state import State
from generator.report.announcement import announcement_text
from generator.report.catalogue import Catalogue
from generator.usecases.pipeline import Given, announcement_files
from generator.usecases.reading import read_frame


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    states = [one.value for one in State if one.announces]
    text = N_("proposed (公示), final (通报) or amended (更正)")
    parser.add_argument("state", choices=states, help=catalogue.text(text))
    add_transition_arguments(parser, catalogue)
    text = N_("why the result differs from the announcement before; the sentence is published")
    parser.add_argument("--why", default="", metavar="TEXT", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write both files, print what they publish, and say how to look and how to undo."""
    given = Given(state=State(options.state), day=chosen_day(options), by=options.by)
    announcement, files = announcement_files(
        root, private_folder(options, root), given, options.why.strip()
    )
    write_files(root, files)
    rubric = read_frame(root)[0].rubric
    console.out(announcement_text(announcement, rubric, console.catalogue))
    text = N_(
        "Written: {files}.\n"
        'Nothing is public yet: look at it with "taizhang build", then commit and publish. '
        "Until then, deleting both files takes it back."
    )
    console.trouble(Message(text, {"files": "、".join(files)}))
    return 0
