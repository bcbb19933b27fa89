"""``taizhang sheets``: a score sheet for each judge of the roster."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.issue_sheets import SHEETS, issue_sheets
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("whose sheets: ids of the roster, such as L03 (default: all)")
    parser.add_argument("judges", nargs="*", metavar="JUDGE", help=catalogue.text(text))
    text = N_("sheets to rehearse with: their ballots make no real result")
    parser.add_argument("--rehearsal", action="store_true", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the sheets; one that is there is left as it is."""
    folder = private_folder(options, root)
    project = open_project(root)
    issued = issue_sheets(project, folder, options.judges, rehearsal=options.rehearsal)
    write_private(root, folder, issued.files)
    values = {"number": str(len(issued.files)), "folder": str(folder / SHEETS)}
    console.trouble(Message(N_("{number} score sheets written: {folder}"), values))
    if issued.present:
        text = N_(
            "Left as they are, since they may be filled in: {judges}. For a new one move the old one away."
        )
        console.trouble(Message(text, {"judges": "、".join(issued.present)}))
    return 0
