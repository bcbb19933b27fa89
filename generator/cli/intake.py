"""``taizhang intake``: ledgers, photos and documents of an office taken into a county's folder."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.chinese.widths import bare_name, fold_widths
from generator.cli.arguments import chosen_county
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.cli.own_workbook import answer_file, planned_line
from generator.intake.columns import TARGETS, UNUSED
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.report.catalogue import Catalogue
from generator.report.intake_text import (
    attachment_lines,
    joined_lines,
    misread_lines,
    refused_lines,
    sheet_lines,
    unmatched_lines,
)
from generator.usecases.county_workbook import answered_workbook
from generator.usecases.intake import Intake, read_intake
from generator.usecases.open_project import open_project
from generator.usecases.write_intake import IntakePlan, plan_intake, write_intake


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("whose evidence, by the county's id or its name")
    parser.add_argument("of", metavar="COUNTY", help=catalogue.text(text))
    text = N_("what is handed in: a folder, a zip, or one ledger")
    parser.add_argument("source", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("rows of these items that were not handed in again are taken out")
    parser.add_argument("--whole", action="store_true", help=catalogue.text(text))
    text = N_("say what would be taken, and write nothing")
    parser.add_argument("--dry-run", action="store_true", help=catalogue.text(text))
    text = N_(
        "what a name in the ledgers means: a column (时段=日期), what a file or sheet is about "
        "(Sheet1=05), a clause (学术会议=学术交流活动); may be given several times"
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="TEXT", help=catalogue.text(text)
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Say what was understood, then write it; 1 where something was not taken."""
    refuse_past_cycle(root)
    project = open_project(root)
    county = chosen_county(options.of, project.rubric)
    intake = read_intake(project, county, options.source, _maps(options.map, project.rubric))
    plan = plan_intake(project, county, intake, whole=options.whole)
    lines = [*_understood(intake, console.catalogue), *_planned(intake, plan, console.catalogue)]
    console.out("".join(f"{line}\n" for line in lines))
    refused = bool(intake.refused) or any(sheet.refused for sheet in intake.sheets)
    code = 1 if refused or plan.is_refused else 0
    if options.dry_run:
        values = {"number": str(plan.number)}
        console.trouble(Message(N_("{number} files would be written; nothing was."), values))
        return code
    write_intake(project, plan)
    if plan.number:
        console.trouble(Message(N_("{number} files written."), {"number": str(plan.number)}))
    else:
        console.trouble(Message(N_("Nothing changes: all of it stands there already.")))
    out = answer_file(root, county, options.source)
    write_atomically(out, answered_workbook(project, county, plan.planned, console.catalogue))
    text = N_("What the check says of it stands in the column 问题 of {out}.")
    console.trouble(Message(text, {"out": str(out)}))
    return code


def _planned(intake: Intake, plan: IntakePlan, catalogue: Catalogue) -> Iterator[str]:
    files = (planned_line(file, catalogue) for file in plan.planned)
    yield from _block(N_("Evidence:"), files, catalogue)
    yield from _block(N_("Entries:"), joined_lines(plan.joined, catalogue), catalogue)
    if intake.empty:
        text = N_("Empty, so that their files stay as they are: {sheets}.")
        yield catalogue.say(Message(text, {"sheets": "、".join(intake.empty)}))


def _maps(given: list[str], rubric: Rubric) -> Mapping[str, str]:
    """Bare names to what they mean. Raises WrongUse for a meaning that there is not."""
    clauses = {clause.name for item in rubric.items.values() for clause in item.clauses}
    maps: dict[str, str] = {}
    for one in given:
        name, sign, meaning = fold_widths(one).rpartition("=")
        target = meaning.strip()
        known = target in (*TARGETS, UNUSED) or target in clauses
        if not sign or not (known or target.upper().zfill(2) in rubric.items):
            text = N_(
                '--map "{given}" is not understood; behind = stands a column ({columns}), '
                "the number of an indicator, or the name of a clause"
            )
            values = {"given": one, "columns": "、".join((*TARGETS, UNUSED))}
            raise WrongUse(Message(text, values))
        maps[bare_name(name)] = target
    return maps


def _understood(intake: Intake, catalogue: Catalogue) -> Iterator[str]:
    yield from _block(N_("Ledgers:"), sheet_lines(intake.sheets, catalogue), catalogue)
    yield from _block(N_("Please look at:"), misread_lines(intake.misread, catalogue), catalogue)
    yield from _block(N_("Not taken:"), refused_lines(intake.refused, catalogue), catalogue)
    attached = attachment_lines(intake.sources.items())
    yield from _block(N_("Attachments:"), attached, catalogue)
    title = N_(
        "Files that no row speaks of (write their names into the column 佐证文件, or give them the "
        "name of the event):"
    )
    yield from _block(title, unmatched_lines(intake.unmatched), catalogue)


def _block(title: str, lines: Iterator[str], catalogue: Catalogue) -> Iterator[str]:
    shown = [f"  {line}" for line in lines]
    if shown:
        yield catalogue.text(title)
        yield from shown
