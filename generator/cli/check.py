"""``taizhang check``: hold the evidence against the rubric and say what is wrong."""

import argparse
from pathlib import Path

from generator.cli.arguments import (
    add_choosing_arguments,
    add_county_argument,
    add_mending_arguments,
    add_reporting_arguments,
)
from generator.cli.console import Console
from generator.cli.told import READING, ToldBefore, repeats
from generator.model.message import N_
from generator.report.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    add_reporting_arguments(parser, catalogue)
    add_choosing_arguments(parser, catalogue)
    add_mending_arguments(parser, catalogue)
    text = N_("judge the change since this revision: which paths it may touch")
    parser.add_argument("--base", metavar="REV", help=catalogue.text(text))
    text = N_("whose change it is, id or name (default: the one county it touches)")
    parser.add_argument("--as", dest="own", metavar="COUNTY", help=catalogue.text(text))
    text = N_("look at everything anew, and keep nothing for the next run")
    parser.add_argument("--no-cache", dest="keep", action="store_false", help=catalogue.text(text))
    parser.add_argument(
        "--strict", action="store_true", help=catalogue.text(N_("warnings fail the run as well"))
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print findings and checklists; 1 where an error stands."""
    before = ToldBefore(root, options) if repeats(options) else None
    report = None if before is None else before.find()
    if report is None:
        # All that looking needs takes longer to import than to see that nothing differs.
        from generator.cli.anew import look  # noqa: PLC0415

        return look(options, root, console, before)
    console.progress(READING)
    report.deliver(options, console)
    return report.code
