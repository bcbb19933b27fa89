"""``taizhang ballots``: empty ballots for the judges who have none, or scores confirmed."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.confirm_scores import confirm_scores
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.tally_ballots import new_ballots


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("record that judges stand by their scores though evidence has changed since")
    parser.add_argument("action", nargs="?", choices=("confirm",), help=catalogue.text(text))
    text = N_("whose ballots: ids of the roster, such as L03")
    parser.add_argument("judges", nargs="*", metavar="JUDGE", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the forms; a ballot that is there is left as it is."""
    folder = private_folder(options, root)
    if options.action == "confirm":
        return _confirm(options.judges, root, folder, console)
    files = new_ballots(open_project(root), folder)
    write_private(root, folder, {path: form.encode() for path, form in files.items()})
    values = {"number": str(len(files)), "folder": str(folder / "ballots")}
    if files:
        text = N_('{number} empty ballots written: {folder}. Filled in, "taizhang tally" checks.')
    else:
        text = N_("Every judge of the roster has a ballot in {folder}; nothing was written.")
    console.trouble(Message(text, values))
    return 0


def _confirm(judges: list[str], root: Path, folder: Path, console: Console) -> int:
    """Write into the ballots which evidence their scores are for, and say of which counties."""
    if not judges:
        raise WrongUse(Message(N_("Name the judges, such as: taizhang ballots confirm L03.")))
    confirmed = confirm_scores(open_project(root), folder, judges)
    write_private(root, folder, {path: text.encode() for path, text in confirmed.files.items()})
    for judge, counties in confirmed.counties.items():
        values = {"judge": judge, "counties": "、".join(counties)}
        text = N_("{judge}: nothing to confirm, no evidence has changed since the scores.")
        if counties:
            text = N_("{judge}: the scores stand for the evidence there is now of {counties}.")
        console.trouble(Message(text, values))
    return 0
