"""``taizhang sheets``: a score sheet, or a card for the scoring page, for each judge of the roster."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console, WrongUse
from generator.forms.score_card import Served
from generator.load.project import Project
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.issue_sheets import SHEETS, issue_cards, issue_sheets
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.review_served import REVIEW_PORT, access_code


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("whose sheets: ids of the roster, such as L03 (default: all)")
    parser.add_argument("judges", nargs="*", metavar="JUDGE", help=catalogue.text(text))
    text = N_("sheets to rehearse with: their ballots make no real result")
    parser.add_argument("--rehearsal", action="store_true", help=catalogue.text(text))
    text = N_("cards for scoring in the page of the reviewers' site, in place of sheets")
    parser.add_argument("--cards", action="store_true", help=catalogue.text(text))
    text = N_(
        "with --cards: the address under which this computer serves the site in the office's network, "
        "such as 192.168.1.5; it stands on the cards with the access code"
    )
    parser.add_argument("--address", metavar="ADDRESS", default="", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the sheets; one that is there is left as it is."""
    if options.address and not options.cards:
        raise WrongUse(Message(N_("--address belongs to --cards: {command}"), {"command": _CARDS}))
    folder = private_folder(options, root)
    project = open_project(root)
    judges, rehearsal = options.judges, options.rehearsal
    if options.cards:
        served = _served(root, folder, project, options.address) if options.address else None
        issued = issue_cards(project, folder, judges, rehearsal=rehearsal, served=served)
    else:
        issued = issue_sheets(project, folder, judges, rehearsal=rehearsal)
    write_private(root, folder, issued.files)
    values = {"number": str(len(issued.files)), "folder": str(folder / SHEETS)}
    text = N_("{number} score sheets written: {folder}")
    console.trouble(Message(_CARDS_WRITTEN if options.cards else text, values))
    if issued.present:
        text = N_(
            "Left as they are, since they may be filled in: {judges}. For a new one move the old one away."
        )
        text = _CARDS_THERE if options.cards else text
        console.trouble(Message(text, {"judges": "、".join(issued.present)}))
    return 0


def _served(root: Path, folder: Path, project: Project, address: str) -> Served:
    """Where the scoring page is reached, and the code, which is made where there is none."""
    code, _ = access_code(root, folder)
    place = address if ":" in address else f"{address}:{REVIEW_PORT}"
    return Served(f"http://{place}/{project.rubric.cycle}/score/", code)


_CARDS = "taizhang sheets --cards --address 192.168.1.5"
_CARDS_WRITTEN = N_(
    "{number} cards written: {folder}. Give each judge the file of that name, and no other: it is the key to "
    "the scores that the page keeps."
)
_CARDS_THERE = N_(
    "Left as they are: {judges}. Scores that a judge has begun open with that card alone; for a new one "
    "move the old one away."
)
