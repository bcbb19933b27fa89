"""``taizhang ballots``: an empty ballot for each judge of the roster who has none."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.tally_ballots import new_ballots


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the forms; a ballot that is there is left as it is."""
    folder = private_folder(options, root)
    files = new_ballots(open_project(root), folder)
    write_private(root, folder, {path: form.encode() for path, form in files.items()})
    values = {"number": str(len(files)), "folder": str(folder / "ballots")}
    if files:
        text = N_('{number} empty ballots written: {folder}. Filled in, "taizhang tally" checks.')
    else:
        text = N_("Every judge of the roster has a ballot in {folder}; nothing was written.")
    console.trouble(Message(text, values))
    return 0
