"""``taizhang workbook``: a county's workbook (.xlsx), to be filled in and handed to intake."""

import argparse
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.cli.arguments import (
    add_private_argument,
    chosen_county,
    chosen_item,
    private_folder,
)
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.model.message import N_, Message
from generator.model.rubric import Indicator, Rubric
from generator.report.catalogue import Catalogue
from generator.usecases.county_workbook import write_workbook
from generator.usecases.office_workbook import (
    plan_office_change,
    write_office_change,
    write_office_workbook,
)
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the county, by its id or its name")
    parser.add_argument("of", nargs="?", metavar="COUNTY", help=catalogue.text(text))
    text = N_("only these indicators and bonus items, such as 05,12 (default: all)")
    parser.add_argument("--items", default="", metavar="ITEM", help=catalogue.text(text))
    text = N_("the office's own: targets, attributes and the roster (below the private folder)")
    parser.add_argument("--office", action="store_true", help=catalogue.text(text))
    text = N_("with --office: show what this workbook changes in rubric.yaml and the roster")
    parser.add_argument("--take", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("with --take: write it")
    parser.add_argument("--write", action="store_true", help=catalogue.text(text))
    add_private_argument(parser, catalogue)
    text = N_("file to write (default: workbooks/COUNTY.xlsx, which git ignores)")
    parser.add_argument("--out", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the workbook and say where it is."""
    refuse_past_cycle(root)
    if options.office or options.take:
        return _office(options, root, console)
    if options.of is None:
        raise WrongUse(Message(N_("Name a county, or give --office.")))
    project = open_project(root)
    county = chosen_county(options.of, project.rubric)
    items = _chosen_items(options.items, project.rubric)
    out = options.out or root / "workbooks" / f"{county.name}.xlsx"
    write_atomically(out, write_workbook(project, county, items))
    text = N_('{county}: the workbook is {out}. Filled in, take it with "taizhang intake".')
    console.trouble(Message(text, {"county": county.name, "out": str(out)}))
    return 0


def _office(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the office's workbook, or show and write what one changes."""
    project, private = open_project(root), private_folder(options, root)
    if options.take is None:
        # The roster is in it: never where git would take it up.
        out = options.out or private / "office.xlsx"
        write_atomically(out, write_office_workbook(project, private))
        text = N_('The workbook is {out}. Changed, show what differs: "{command}".')
        values = {"out": str(out), "command": f"taizhang workbook --office --take {out}"}
        console.trouble(Message(text, values))
        return 0
    change = plan_office_change(project, private, options.take)
    console.out("".join(f"{line}\n" for line in change.lines))
    if not change.files:
        console.trouble(Message(N_("Nothing differs; nothing was written.")))
        return 0
    if change.of_rules:
        console.trouble(Message(_OF_RULES))
    if options.write:
        write_office_change(change)
        names = "、".join(str(path) for path in change.files)
        console.trouble(Message(N_("Written: {files}."), {"files": names}))
    else:
        console.trouble(Message(N_("Nothing was written. To write it: --write.")))
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


_OF_RULES = N_(
    "The cycle is under way: this is a change of rules. Write into the commit what changes, why and "
    "from when, tell every county in writing, and check that no ballot or announcement rests on "
    "the old numbers."
)
