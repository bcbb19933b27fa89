"""``taizhang archive``: put the finished cycle into the archive and begin the next."""

import argparse
from pathlib import Path

from generator.cli.arguments import clear_left_over, tell_left_over
from generator.cli.console import Console, refuse_past_cycle
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.archive_cycle import archive_cycle, cut_off, planned_archiving, restore
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the next cycle (default: the year after the current one)")
    parser.add_argument("--next", dest="following", metavar="YEAR", help=catalogue.text(text))
    text = N_("only show what would be done")
    parser.add_argument("--dry-run", action="store_true", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Move and write, or only say what would be moved and written."""
    refuse_past_cycle(root)
    # Before the project is opened: of a half archived one, part is in the archive already.
    if cut_off(root):
        if options.dry_run:
            raise Refused(Message(N_("An earlier run was cut off: run it without --dry-run.")))
        restore(root)
        console.trouble(Message(N_("An earlier run was cut off; its steps were taken back first.")))
    project = open_project(root, cached=False)
    tell_left_over(project, console)
    if not options.dry_run and clear_left_over(root, project, {}):
        project = open_project(root, cached=False)
    plan = planned_archiving(project, options.following)
    for source, target in plan.moves:
        console.out(f"{source} -> {target}\n")
    console.out(f"rubric.yaml -> {plan.folder}/rubric.yaml\n")
    for path in ("rubric.yaml", *plan.files):
        console.out(f"+ {path}\n")
    if options.dry_run:
        console.trouble(Message(N_("Nothing was changed: this is what would be done.")))
        return 0
    archive_cycle(root, plan)
    text = N_(
        "Archived: {folder}. Now set the notice, the targets, the attributes and the exemptions "
        "of the new cycle in rubric.yaml; take the ballots of the old one out of private/."
    )
    console.trouble(Message(text, {"folder": plan.folder}))
    return 0
