"""``taizhang filing``: the filing tool, a page for a county's own browser."""

import argparse
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.cli.arguments import chosen_county
from generator.cli.console import Console, refuse_past_cycle
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.filing_page import filing_page
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the county, by its id or its name (default: a file for each)")
    parser.add_argument("--county", metavar="COUNTY", help=catalogue.text(text))
    text = N_("file to write; without --county the folder for all files")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=catalogue.text(text)
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the page of a county, or of each, and say where it is."""
    refuse_past_cycle(root)
    project = open_project(root)
    if options.county is None:
        every = project.rubric.counties
        chosen = [(county, options.out / f"填报-{county.name}.html") for county in every]
    else:
        chosen = [(chosen_county(options.county, project.rubric), options.out)]
    for county, out in chosen:
        page = filing_page(project, county)
        write_atomically(out, page)
        values = {
            "county": county.name,
            "out": str(out),
            "size": f"{len(page) / 1_000_000:.1f}",
        }
        console.trouble(Message(_WRITTEN, values))
    return 0


_WRITTEN = N_(
    "{county}: the filing tool is {out} ({size} MB). Send the file; it opens by double click, in a "
    "browser, without a network."
)
