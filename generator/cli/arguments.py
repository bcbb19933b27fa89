"""The options that several commands have, or that one has of several kinds: declared alone.

Their meaning is imported where a run asks for it: most runs of a check find nothing changed.
"""

import argparse
from pathlib import Path

from generator.model.message import N_
from generator.report.catalogue import Catalogue

_FORMS = ("text", "json", "sarif", "github", "markdown")
_WHEN = ("auto", "always", "never")


def add_county_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --county."""
    text = catalogue.text(N_("only this county, by its id or its name"))
    parser.add_argument("--county", metavar="ID", help=text)


def add_reporting_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --format, --output, --against and --color."""
    parser.add_argument(
        "--format",
        choices=_FORMS,
        default="text",
        help=catalogue.text(N_("form of the output")),
    )
    text = N_("write the report to this file instead")
    parser.add_argument("--output", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("say in the markdown report what changed since this report in JSON")
    parser.add_argument("--against", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("colour in the text report (default: where a terminal shows it)")
    parser.add_argument("--color", choices=_WHEN, default="auto", help=catalogue.text(text))


def add_choosing_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --select and --ignore."""
    text = N_("tell only of these rules, such as unreadable-date,wrong-unit")
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODES", help=catalogue.text(text)
    )
    text = N_("leave the findings of this rule out, for a reason that the report repeats")
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="CODE=REASON", help=catalogue.text(text)
    )


def add_mending_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --fix and --diff."""
    mends = parser.add_mutually_exclusive_group()
    text = N_("write the mends that are beyond doubt, show them, and check again")
    mends.add_argument("--fix", action="store_true", help=catalogue.text(text))
    text = N_("show what --fix would write")
    mends.add_argument("--diff", action="store_true", help=catalogue.text(text))
