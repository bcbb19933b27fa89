"""``taizhang received``: what each county has handed in, as text or as a workbook."""

import argparse
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.cli.arguments import add_county_argument, chosen_counties
from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.received import received_text, received_workbook
from generator.usecases.open_project import open_project
from generator.usecases.received import received


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    text = N_("write a workbook (.xlsx) to this file instead")
    parser.add_argument("--output", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the list, or write it as a workbook. Raises WrongUse."""
    project = open_project(root)
    rows = tuple(received(project, chosen_counties(options.county, project.rubric)))
    output: Path | None = options.output
    if output is None:
        for line in received_text(rows, project.rubric, console.catalogue):
            console.out(line + "\n")
        return 0
    if output.suffix.lower() != ".xlsx":
        text = N_("{file} is no name of a workbook; end it in .xlsx.")
        raise WrongUse(Message(text, {"file": str(output)}))
    try:
        write_atomically(output, received_workbook(rows, project.rubric, console.catalogue))
    except OSError as error:
        text = N_("{file} cannot be written; name another file after --output.")
        raise WrongUse(Message(text, {"file": str(output)})) from error
    console.trouble(Message(N_("Written: {file}."), {"file": str(output)}))
    return 0
