"""``taizhang template``: an evidence file ready to fill in."""

import argparse
from pathlib import Path

from generator.chinese.widths import fold_widths
from generator.cli.arguments import chosen_county, chosen_item
from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.model.rubric import Indicator, Rubric
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.write_template import write_template


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("whose evidence, by the county's id or its name")
    parser.add_argument("of", metavar="COUNTY", help=catalogue.text(text))
    text = N_("the indicator or bonus item, such as 05 or B1; index for the statement")
    parser.add_argument("item", metavar="ITEM", help=catalogue.text(text))
    text = N_("write over a file that is there")
    parser.add_argument("--force", action="store_true", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the file; 1 where one is there already, unless --force is given."""
    project = open_project(root)
    county = chosen_county(options.of, project.rubric)
    item = _chosen_item(options.item, project.rubric)
    path = write_template(project, county, item, force=options.force)
    text = N_('Written: {file}. Fill it in, then see what "taizhang check" says of it.')
    console.trouble(Message(text, {"file": path}))
    return 0


def _chosen_item(chosen: str, rubric: Rubric) -> Indicator | None:
    """The item of that id, None for the statement. Raises WrongUse."""
    if fold_widths(chosen).removesuffix(".md").lower() in _STATEMENT:
        return None
    found = chosen_item(chosen, rubric)
    if found is None:
        text = N_('There is no item "{item}". It is one of: {known}.')
        values = {"item": chosen, "known": "、".join((*rubric.items, "index"))}
        raise WrongUse(Message(text, values))
    return found


_STATEMENT = ("index", "自述", "工作自述")
