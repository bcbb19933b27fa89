"""``taizhang targets``: what is asked of each county (下达考核指标)."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_county_argument, chosen_counties
from generator.cli.console import Console
from generator.model.message import N_
from generator.report.catalogue import Catalogue
from generator.report.targets import asked_numbers, targets_csv, targets_json, targets_text
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    parser.add_argument(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help=catalogue.text(N_("form of the output")),
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the targets."""
    rubric = open_project(root).rubric
    counties = chosen_counties(options.county, rubric)
    if options.format == "text":
        console.out(targets_text(rubric, counties, console.catalogue))
    else:
        write = targets_json if options.format == "json" else targets_csv
        console.data(write(asked_numbers(rubric, counties)))
    return 0
