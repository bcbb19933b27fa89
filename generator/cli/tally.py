"""``taizhang tally``: add up the ballots; the result is for the organiser alone."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.tally import tally_json, tally_text
from generator.usecases.binding import are_other_ballots
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import count_ballots, remarked


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_private_argument(parser, catalogue)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=catalogue.text(N_("form of the output")),
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the tally; where a ballot is at fault, what is wrong and no total."""
    project = open_project(root)
    counted = count_ballots(project, private_folder(options, root))
    tally = counted.tally
    console.aside(console.findings(remarked(tally)) if tally.remarks else "")
    # Printed and never written: a file of totals could be committed by mistake.
    if options.format == "json":
        console.data(tally_json(tally))
    else:
        console.out(tally_text(tally, project.rubric, console.catalogue))
    if are_other_ballots(project, counted):
        text = N_(
            "These ballots are not those with which deliberation began. Record the change with taizhang "
            'record ballots-changed "the reason", and decide again.'
        )
        console.trouble(Message(text))
    return 0
