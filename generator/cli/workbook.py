"""``taizhang workbook``: a county's workbook (.xlsx), to be filled in and handed to intake."""

import argparse
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.cli.arguments import chosen_county, chosen_item
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.model.message import N_, Message
from generator.model.rubric import Indicator, Rubric
from generator.report.catalogue import Catalogue
from generator.usecases.county_workbook import write_workbook
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the county, by its id or its name")
    parser.add_argument("of", metavar="COUNTY", help=catalogue.text(text))
    text = N_("only these indicators and bonus items, such as 05,12 (default: all)")
    parser.add_argument("--items", default="", metavar="ITEM", help=catalogue.text(text))
    text = N_("file to write (default: workbooks/COUNTY.xlsx, which git ignores)")
    parser.add_argument("--out", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the workbook and say where it is."""
    refuse_past_cycle(root)
    project = open_project(root)
    county = chosen_county(options.of, project.rubric)
    items = _chosen_items(options.items, project.rubric)
    out = options.out or root / "workbooks" / f"{county.name}.xlsx"
    write_atomically(out, write_workbook(project, county, items))
    text = N_('{county}: the workbook is {out}. Filled in, take it with "taizhang intake".')
    console.trouble(Message(text, {"county": county.name, "out": str(out)}))
    return 0


def _chosen_items(given: str, rubric: Rubric) -> list[Indicator]:
    """The items in the notice's order. Raises WrongUse for one that there is not."""
    names = given.replace("，", ",").replace("、", ",").split(",")
    chosen = []
    for name in filter(None, map(str.strip, names)):
        item = chosen_item(name, rubric)
        if item is None:
            text = N_('There is no item "{item}". It is one of: {known}.')
            raise WrongUse(Message(text, {"item": name, "known": "、".join(rubric.items)}))
        chosen.append(item.id)
    return [item for item in rubric.items.values() if not chosen or item.id in chosen]
