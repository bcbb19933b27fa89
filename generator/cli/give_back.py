"""``taizhang return``: give an evidence file back to its county, with the reason."""

import argparse
from pathlib import Path

from generator.cli.arguments import (
    add_transition_arguments,
    chosen_county,
    chosen_day,
    chosen_item,
    chosen_name,
)
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.return_evidence import return_evidence


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("whose evidence, by the county's id or its name")
    parser.add_argument("of", metavar="COUNTY", help=catalogue.text(text))
    text = N_("the indicator or bonus item, such as 05 or B1")
    parser.add_argument("item", metavar="ITEM", help=catalogue.text(text))
    text = N_("what the county is to mend, in a sentence")
    parser.add_argument("reason", metavar="REASON", help=catalogue.text(text))
    add_transition_arguments(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the return into the file, and say what comes next."""
    refuse_past_cycle(root)
    project = open_project(root)
    county = chosen_county(options.of, project.rubric)
    item = chosen_item(options.item, project.rubric)
    if item is None:
        text = N_('There is no item "{item}". It is one of: {known}.')
        values = {"item": options.item, "known": "、".join(project.rubric.items)}
        raise WrongUse(Message(text, values))
    path = return_evidence(
        project, county, item, options.reason, chosen_day(options), chosen_name(options)
    )
    text = N_(
        "Returned: {file}. Only its front matter has changed. Commit it and hand it in as the "
        "office's change: git commit -m return -- {file}"
    )
    console.trouble(Message(text, {"file": path}))
    return 0
