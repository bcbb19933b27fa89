"""A check that looks at the folder: what was kept of its parts is taken, the rest is done."""

import argparse
from pathlib import Path

from generator.cli.choosing import given_choice
from generator.cli.console import Console, WrongUse
from generator.cli.counties import chosen_counties
from generator.cli.mending import mend
from generator.cli.reporting import Told, report_lines
from generator.cli.told import READING, Report, ToldBefore, written
from generator.keeping.keys import Keys
from generator.model.finding import Choice, Finding, LeftOut, Severity
from generator.model.message import N_, Message
from generator.rules.selection import choose
from generator.usecases.check import Checked, check

_ROUNDS = 4


def look(
    options: argparse.Namespace, root: Path, console: Console, before: ToldBefore | None
) -> int:
    """Print findings and checklists; 1 where an error stands. ``before`` keeps the report."""
    choice = given_choice(options)
    console.progress(READING)
    judged: tuple[Finding, ...] = ()
    if options.base is not None:
        # A change is judged once; most checks are of no change.
        from generator.usecases.check_change import check_change  # noqa: PLC0415

        options.county, judged = check_change(root, options.base, options.own)
    elif options.own is not None:
        raise WrongUse(Message(N_("--as goes with --base.")))
    keys = None if before is None else before.keys
    checked, findings, left_out = _look(root, options, choice, judged, keys)
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
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    code = 1 if any(one.severity in failing for one in findings) else 0
    report = Report.of(map(written, report_lines(options, told, console.catalogue)), code)
    report.deliver(options, console)
    if before is not None:
        before.keep(report, _key(told))
    return code


def _key(told: Told) -> bytes | None:
    """The key of all that the report rests on."""
    key, log = told.checked.key, told.checked.frame.log
    # The lines that it shows were read after the check, and what the log holds counties to before.
    read_apart = told.marked or any(one.evidence for one in log.transitions)
    return key if not read_apart or key == Keys(told.root).whole() else None


def _look(
    root: Path,
    options: argparse.Namespace,
    choice: Choice,
    judged: tuple[Finding, ...],
    keys: Keys | None = None,
) -> tuple[Checked, tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The folder as it is now, and its findings after those of the change itself.

    Of one county also what is about all; the archive is nothing that a county can mend.
    """
    # What a change brings along is judged by itself, not by what may lie beside it.
    keep = options.keep and options.base is None
    checked = check(root, keep=keep, listed=options.format == "json", keys=keys)
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
