"""``taizhang check``: hold the evidence against the rubric and say what is wrong."""

import argparse
from pathlib import Path

from generator.checking import Checked, check
from generator.checks.choosing import choose
from generator.cli.choosing import add_choosing_arguments, given_choice
from generator.cli.console import Console, WrongUse
from generator.cli.counties import add_county_argument, chosen_counties
from generator.cli.mending import add_mending_arguments, mend
from generator.cli.reporting import Told, add_reporting_arguments, report
from generator.model.finding import Choice, Finding, LeftOut, Severity
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue

_ROUNDS = 4


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    add_reporting_arguments(parser, catalogue)
    add_choosing_arguments(parser, catalogue)
    add_mending_arguments(parser, catalogue)
    text = N_("judge the change since this revision: which paths it may touch")
    parser.add_argument("--base", metavar="REV", help=catalogue.text(text))
    text = N_("whose change it is, id or name (default: the one county it touches)")
    parser.add_argument("--as", dest="own", metavar="COUNTY", help=catalogue.text(text))
    text = N_("look at everything anew, and keep nothing for the next run")
    parser.add_argument("--no-cache", dest="keep", action="store_false", help=catalogue.text(text))
    parser.add_argument(
        "--strict", action="store_true", help=catalogue.text(N_("warnings fail the run as well"))
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print findings and checklists; 1 where an error stands."""
    choice = given_choice(options)
    console.progress(N_("Reading and checking …"))
    judged: tuple[Finding, ...] = ()
    if options.base is not None:
        # A change is judged once; most checks are of no change.
        from generator.judging import judge_change  # noqa: PLC0415

        options.county, judged = judge_change(root, options.base, options.own)
    elif options.own is not None:
        raise WrongUse(Message(N_("--as goes with --base.")))
    checked, findings, left_out = _look(root, options, choice, judged)
    if options.diff:
        mend(root, findings, console, write=False)
        return 0
    if options.fix:
        # A line put right can show what else is wrong in it.
        for _ in range(_ROUNDS):
            if not mend(root, findings, console, write=True):
                break
            checked, findings, left_out = _look(root, options, choice, judged)
    told = Told(
        root=root,
        checked=checked,
        findings=findings,
        left_out=left_out,
        choice=choice,
        counties=_counties(options, checked),
    )
    report(options, told, console)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 1 if any(one.severity in failing for one in findings) else 0


def _look(
    root: Path, options: argparse.Namespace, choice: Choice, judged: tuple[Finding, ...]
) -> tuple[Checked, tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The folder as it is now, and its findings after those of the change itself.

    Of one county also what is about all; the archive is nothing that a county can mend.
    """
    # What a change brings along is judged by itself, not by what may lie beside it.
    keep = options.keep and options.base is None
    checked = check(root, keep=keep, listed=options.format == "json")
    counties = None if options.county is None else (None, *_counties(options, checked))
    already = {(one.code, one.place) for one in judged}
    found = (
        one
        for one in checked.findings
        if (one.code, one.place) not in already
        and (counties is None or (one.place.county in counties and one.place.past_cycle is None))
    )
    return checked, *choose((*judged, *found), choice)


def _counties(options: argparse.Namespace, checked: Checked) -> list[str]:
    return [one.id for one in chosen_counties(options.county, checked.frame.rubric)]
