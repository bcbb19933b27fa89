"""``taizhang volume``: write a county's bound volume (装订材料) as a PDF."""

import argparse
from pathlib import Path

from generator.cli.arguments import chosen_county
from generator.cli.console import Console, refuse_past_cycle
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.volume_pdf import UnprintableDocument, cycle_of, print_volume


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the county, by its id or its name")
    parser.add_argument("county", metavar="COUNTY", help=catalogue.text(text))
    text = N_("of a past cycle, such as 2017 (default: the current one)")
    parser.add_argument("--cycle", default="", metavar="YEAR", help=catalogue.text(text))
    text = N_("file to write (default: volumes/COUNTY.pdf, which git ignores)")
    parser.add_argument("--out", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the volume and say where it is."""
    refuse_past_cycle(root)
    # The last step alone, since a county that is none must not lead out of volumes/.
    name = "-".join(filter(None, (options.cycle, Path(options.county).name)))
    out = options.out or root / "volumes" / f"{name}.pdf"
    project = open_project(root)
    cycle = cycle_of(project, options.cycle)
    county = chosen_county(options.county, cycle.rubric)
    try:
        print_volume(cycle, root, county, out, console.progress)
    except UnprintableDocument as error:
        console.trouble(error.message)
        return 1
    if not console.quiet:
        values = {"county": county.name, "out": str(out)}
        console.trouble(Message(N_("{county}: the bound volume is {out}"), values))
    return 0
