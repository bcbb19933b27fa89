"""``taizhang preview``: a county's pages as its change would make them."""

import argparse
from pathlib import Path

from generator.cli.build import tell_built
from generator.cli.console import Console, refuse_past_cycle
from generator.model.errors import SiteError
from generator.model.message import N_
from generator.report.catalogue import Catalogue
from generator.usecases.preview_change import preview_change


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the folder to write, which opens by a double click on index.html")
    parser.add_argument("out", type=Path, metavar="DIR", help=catalogue.text(text))
    text = N_("the revision into which the change is to be merged, such as origin/main")
    parser.add_argument("--base", required=True, metavar="REV", help=catalogue.text(text))
    text = N_("the revision that holds the change (default: the one checked out)")
    parser.add_argument("--head", metavar="REV", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Build the pages and say where they are; 1 where something of them is withheld."""
    refuse_past_cycle(root)
    out: Path = options.out
    try:
        built = preview_change(root, options.base, options.head, out, console.progress)
    except SiteError as error:
        console.trouble(error.message)
        return 1
    return tell_built(built, out, console)
