"""``taizhang check``: hold the evidence against the rubric and say what is wrong."""

import argparse
from dataclasses import replace
from pathlib import Path

from generator.cli.arguments import add_county_argument, add_scheduler_argument
from generator.cli.console import Console, WrongUse
from generator.cli.edits import add_edit_arguments, show_edits
from generator.cli.reporting import (
    CheckReport,
    add_reporting_arguments,
    write_report,
    write_unusable,
)
from generator.cli.rule_choice import add_choosing_arguments, given_choice
from generator.cli.selection import add_selection_argument, selected
from generator.model.errors import UnusableChange, UnusableRubric
from generator.model.finding import Choice, Severity
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.rules.reported import choose
from generator.usecases.check import check
from generator.usecases.check_change import CheckedChange, check_change
from generator.usecases.cluster import Cluster, connected
from generator.usecases.open_project import open_project

# Edits of a line can uncover further faults in it, whose edits the next round writes.
_ROUNDS = 4


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_selection_argument(parser, catalogue)
    add_county_argument(parser, catalogue)
    add_reporting_arguments(parser, catalogue)
    add_choosing_arguments(parser, catalogue)
    add_edit_arguments(parser, catalogue)
    text = N_("judge the change since this revision: which paths it may touch")
    parser.add_argument("--base", metavar="REV", help=catalogue.text(text))
    text = N_("with --base: judge this revision (default: the one checked out)")
    parser.add_argument("--head", metavar="REV", help=catalogue.text(text))
    text = N_("whose change it is, id or name, or office (default: the one county it touches)")
    parser.add_argument("--as", dest="own", metavar="COUNTY", help=catalogue.text(text))
    text = N_("whose account has handed the change in; deploy/people.yml of the base says whose")
    parser.add_argument("--account", metavar="NAME", help=catalogue.text(text))
    text = N_("look at everything anew, and keep nothing for the next run")
    parser.add_argument(
        "--no-cache", dest="cached", action="store_false", help=catalogue.text(text)
    )
    add_scheduler_argument(parser, catalogue)
    parser.add_argument(
        "--strict", action="store_true", help=catalogue.text(N_("warnings fail the run as well"))
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print findings and checklists; 1 where an error stands."""
    try:
        return _check(options, root, console)
    except (UnusableRubric, UnusableChange) as unusable:
        write_unusable(options, unusable.findings, console)
        return 1


def _check(options: argparse.Namespace, root: Path, console: Console) -> int:
    choice = given_choice(options)
    console.progress(N_("Reading and checking …"))
    if options.base is not None:
        if options.scheduler is not None:
            # What merging would make lies in a folder of this machine alone.
            raise WrongUse(Message(N_("--scheduler does not go with --base.")))
        asked = (options.base, options.head, options.own, options.county)
        with check_change(root, *asked, account=options.account) as change:
            options.county = change.county
            return _check_folder(options, root, console, choice, change)
    if options.own is not None:
        raise WrongUse(Message(N_("--as goes with --base.")))
    if options.account is not None:
        raise WrongUse(Message(N_("--account goes with --base.")))
    if options.head is not None:
        raise WrongUse(Message(N_("--head goes with --base.")))
    with connected(options.scheduler, root) as cluster:
        return _check_folder(options, root, console, choice, cluster=cluster)


def _check_folder(
    options: argparse.Namespace,
    root: Path,
    console: Console,
    choice: Choice,
    change: CheckedChange | None = None,
    cluster: Cluster | None = None,
) -> int:
    report = _report(options, root, choice, change, cluster)
    if options.diff:
        show_edits(report.checked, report.findings, console, write=False)
        return 0
    if options.fix:
        for _ in range(_ROUNDS):
            if not show_edits(report.checked, report.findings, console, write=True):
                break
            report = _report(options, root, choice, change, cluster)
    write_report(options, report, console)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 1 if any(finding.severity in failing for finding in report.findings) else 0


def _report(
    options: argparse.Namespace,
    root: Path,
    choice: Choice,
    change: CheckedChange | None,
    cluster: Cluster | None,
) -> CheckReport:
    """The folder as it is now, and its findings after those of the change itself."""
    # What is edited is the file before the user, never what a merge would make of it.
    merged = None if options.diff or options.fix else change
    folder = merged.root if merged else root
    # What a change brings along is judged by itself, not by what may lie in a cache beside it.
    project = open_project(folder, cached=options.cached and change is None)
    selection = selected(options.what, options.county, project.rubric, root)
    if change is not None and change.county is None:
        # What counties have still to mend is no fault of the office's change.
        selection = replace(selection, counties=(), of_counties=False)
    checked = check(
        project,
        listed=options.format == "json",
        arrivals=merged.arrivals if merged else None,
        named_only=change is not None,
        cluster=cluster,
    )
    of_change = change.findings if change else ()
    # The check finds some of it too, by what lies in the folder: each fault is reported once.
    reported = {(finding.code, finding.place) for finding in of_change}
    found = (
        finding
        for finding in checked.findings
        if (finding.code, finding.place) not in reported and selection.has(finding)
    )
    findings, left_out = choose((*of_change, *found), choice)
    return CheckReport(
        checked=checked,
        findings=findings,
        left_out=left_out,
        choice=choice,
        selection=selection,
        change=change,
    )
