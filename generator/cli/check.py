"""``taizhang check``: hold the evidence against the rubric and say what is wrong."""

import argparse
import json
from itertools import chain
from pathlib import Path

from generator.cli.console import Console, WrongUse
from generator.cli.counties import add_county_argument, chosen_counties
from generator.model.finding import Finding, Severity
from generator.model.message import N_, Message
from generator.pipeline import (
    Assessed,
    assess,
    judge_change,
    planned_mends,
    rule_explanations,
    write_mends,
)
from generator.report.catalogue import Catalogue
from generator.report.finding_github import findings_github
from generator.report.finding_json import findings_json
from generator.report.finding_markdown import Known, findings_markdown, known_faults
from generator.report.finding_sarif import findings_sarif
from generator.report.finding_text import (
    changes_text,
    checklists_text,
    counties_text,
    findings_text,
)

_ROUNDS = 4
_FORMS = ("text", "json", "sarif", "github", "markdown")
SUMMARY = N_("hold the evidence against the rubric and say what is wrong")


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    parser.add_argument(
        "--format",
        choices=_FORMS,
        default="text",
        help=catalogue.text(N_("form of the output")),
    )
    text = N_("write the report to this file instead")
    parser.add_argument("--output", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("say in the markdown report what changed since this report in JSON")
    parser.add_argument("--against", type=Path, metavar="FILE", help=catalogue.text(text))
    mends = parser.add_mutually_exclusive_group()
    text = N_("write the mends that are beyond doubt, show them, and check again")
    mends.add_argument("--fix", action="store_true", help=catalogue.text(text))
    text = N_("show what --fix would write")
    mends.add_argument("--diff", action="store_true", help=catalogue.text(text))
    text = N_("judge the change since this revision: which paths it may touch")
    parser.add_argument("--base", metavar="REV", help=catalogue.text(text))
    text = N_("whose change it is, id or name (default: the one county it touches)")
    parser.add_argument("--as", dest="own", metavar="COUNTY", help=catalogue.text(text))
    parser.add_argument(
        "--strict", action="store_true", help=catalogue.text(N_("warnings fail the run as well"))
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print findings and checklists; 1 where an error stands."""
    console.progress(N_("Reading and checking …"))
    judged: tuple[Finding, ...] = ()
    if options.base is not None:
        options.county, judged = judge_change(root, options.base, options.own)
    elif options.own is not None:
        raise WrongUse(Message(N_("--as goes with --base.")))
    assessed = assess(root)
    counties = [one.id for one in chosen_counties(options.county, assessed.portfolio.rubric)]
    findings = _chosen(assessed, counties, everyone=options.county is None)
    if options.diff:
        _mend(root, findings, console, write=False)
        return 0
    if options.fix:
        # A line put right can show what else is wrong in it.
        for _ in range(_ROUNDS):
            if not _mend(root, findings, console, write=True):
                break
            assessed = assess(root)
            findings = _chosen(assessed, counties, everyone=options.county is None)
    already = {(one.code, one.place) for one in judged}
    findings = (*judged, *(one for one in findings if (one.code, one.place) not in already))
    base = None if options.against is None else _read_known(options.against)
    report = _written(options.format, assessed, findings, counties, console, base)
    if options.output is None:
        console.out(report)
    else:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(report, encoding="utf-8")
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 1 if any(one.severity in failing for one in findings) else 0


def _chosen(assessed: Assessed, counties: list[str], *, everyone: bool) -> tuple[Finding, ...]:
    """Of one county also what is about all; the archive is nothing a county can mend."""
    return tuple(
        one
        for one in assessed.findings
        if everyone or (one.place.county in (None, *counties) and one.place.past_cycle is None)
    )


def _mend(root: Path, findings: tuple[Finding, ...], console: Console, *, write: bool) -> bool:
    """Show the mends, and write them where asked to; whether there were any."""
    plan = planned_mends(root, findings)
    changes = tuple(chain.from_iterable(plan.values()))
    console.aside(changes_text(changes))
    values = {"lines": str(len(changes)), "files": str(len(plan))}
    if not changes:
        console.progress(N_("There is nothing that can be mended without a person."))
    elif write:
        write_mends(root, plan)
        text = N_("{lines} lines in {files} files were mended. git shows and undoes it.")
        console.trouble(Message(text, values))
    else:
        text = N_('{lines} lines in {files} files can be mended: "taizhang check --fix".')
        console.trouble(Message(text, values))
    return bool(changes)


def _read_known(file: Path) -> Known:
    """The faults of an earlier report. Raises WrongUse where the file is none."""
    try:
        return known_faults(json.loads(file.read_text(encoding="utf-8"))["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        text = N_('{file} is no report in JSON: make one with "taizhang check --format json".')
        raise WrongUse(Message(text, {"file": str(file)})) from error


def _written(
    form: str,
    assessed: Assessed,
    findings: tuple[Finding, ...],
    counties: list[str],
    console: Console,
    base: Known | None,
) -> str:
    told, catalogue = [console.catalogue.tell(one) for one in findings], console.catalogue
    if form == "json":
        chosen = [one for key, one in assessed.checklists.items() if key[0] in counties]
        return findings_json(told, chosen)
    if form == "sarif":
        return findings_sarif(told, rule_explanations(), catalogue)
    if form == "github":
        return findings_github(told, catalogue)
    if form == "markdown":
        names = {one.id: one.name for one in assessed.portfolio.rubric.counties}
        return findings_markdown(told, names, base, catalogue)
    checklists = checklists_text(assessed.portfolio, assessed.checklists, counties, catalogue)
    summary = counties_text(assessed.portfolio, assessed.checklists, counties, told, catalogue)
    return "\n".join([checklists.lstrip("\n"), findings_text(told, catalogue), summary])
