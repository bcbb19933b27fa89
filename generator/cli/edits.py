"""The options --fix and --diff: show or write the edits that need no person."""

import argparse
from itertools import chain

from generator.cli.console import Console
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.finding_text import changes_text, savings_text
from generator.usecases.check import CheckResult
from generator.usecases.fix_evidence import (
    apply_edits,
    planned_edits,
    planned_encodings,
    save_as_utf8,
)


def add_edit_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --fix and --diff."""
    # Either shows the edits; a run that both shows and writes would say everything twice.
    choice = parser.add_mutually_exclusive_group()
    text = N_("write the mends that are beyond doubt, show them, and check again")
    choice.add_argument("--fix", action="store_true", help=catalogue.text(text))
    text = N_("show what --fix would write")
    choice.add_argument("--diff", action="store_true", help=catalogue.text(text))


def show_edits(
    checked: CheckResult, findings: tuple[Finding, ...], console: Console, *, write: bool
) -> bool:
    """Show the edits, and write them where asked to; False where there are none."""
    plan, savings = planned_edits(checked, findings), planned_encodings(findings)
    changes = tuple(chain.from_iterable(plan.values()))
    # Standard error, since the report on standard output may be for a program.
    console.aside(changes_text(changes) + savings_text(savings, console.catalogue))
    if not changes and not savings:
        console.progress(N_("There is nothing that can be mended without a person."))
        return False
    if write:
        apply_edits(checked.project.root, plan)
        save_as_utf8(checked.project.root, savings)
        lines = N_("{lines} lines in {files} files were mended. git shows and undoes it.")
        files = N_("{files} files were saved as UTF-8.")
    else:
        lines = N_('{lines} lines in {files} files can be mended: "taizhang check --fix".')
        files = N_('{files} files can be saved as UTF-8: "taizhang check --fix".')
    if changes:
        values = {"lines": str(len(changes)), "files": str(len(plan))}
        console.trouble(Message(lines, values))
    if savings:
        console.trouble(Message(files, {"files": str(len(savings))}))
    return True
