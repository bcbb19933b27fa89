"""The options --format, --output, --against and --color: in which form a check is told."""

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from generator.checking import Checked
from generator.checks.all_rules import explanations
from generator.cli.console import Console, WrongUse
from generator.load.excerpts import read_excerpts
from generator.model.finding import Choice, Finding, LeftOut
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.finding_github import findings_github
from generator.report.finding_json import findings_json
from generator.report.finding_markdown import Known, findings_markdown, known_faults
from generator.report.finding_sarif import findings_sarif
from generator.report.finding_text import checklists_text, counties_text, findings_text
from generator.report.terminal import Look

_FORMS = ("text", "json", "sarif", "github", "markdown")
_WHEN = ("auto", "always", "never")
# Of more findings than anybody reads on a terminal the lines are not looked up.
_MARKED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finished check: what is told of which counties, and what was asked to be left out."""

    root: Path
    checked: Checked
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    choice: Choice
    counties: list[str]


def add_reporting_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --format, --output, --against and --color."""
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
    text = N_("colour in the text report (default: where a terminal shows it)")
    parser.add_argument("--color", choices=_WHEN, default="auto", help=catalogue.text(text))


def report(options: argparse.Namespace, told: Told, console: Console) -> None:
    """Write the report where it was asked for. Raises WrongUse."""
    base = None if options.against is None else _read_known(options.against)
    text = _written(options, told, console.catalogue, base)
    if options.output is None:
        (console.out if options.format == "text" else console.data)(text)
        return
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8", newline="\n")


def _read_known(file: Path) -> Known:
    """The faults of an earlier report. Raises WrongUse where the file is none."""
    try:
        return known_faults(json.loads(file.read_text(encoding="utf-8"))["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        text = N_('{file} is no report in JSON: make one with "taizhang check --format json".')
        raise WrongUse(Message(text, {"file": str(file)})) from error


def _written(
    options: argparse.Namespace, told: Told, catalogue: Catalogue, base: Known | None
) -> str:
    findings = [catalogue.tell(one) for one in told.findings]
    checked, left_out = told.checked, told.left_out
    rubric = checked.frame.rubric
    if options.format == "json":
        chosen = [one for one in checked.checklists if one.county in told.counties]
        return findings_json(findings, chosen, told.choice, left_out)
    if options.format == "sarif":
        return findings_sarif(findings, explanations(), catalogue)
    if options.format == "github":
        return findings_github(findings, catalogue)
    if options.format == "markdown":
        names = {one.id: one.name for one in rubric.counties}
        return findings_markdown(findings, names, base, catalogue, left_out)
    accounts = [checked.accounts[one] for one in told.counties]
    marked = told.findings if len(told.findings) <= _MARKED else ()
    look = Look(read_excerpts(told.root, (one.place for one in marked)), _coloured(options))
    listed = checklists_text(rubric, accounts, catalogue).lstrip("\n")
    summary = counties_text(rubric, accounts, findings, catalogue)
    return "\n".join([listed, findings_text(findings, catalogue, look, left_out), summary])


def _coloured(options: argparse.Namespace) -> bool:
    """Whether to colour: as asked, else where a terminal shows it and nobody objects."""
    if options.color != "auto":
        return bool(options.color == "always")
    if options.output is not None or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return False
    if sys.platform == "win32":
        # The old console prints the codes themselves.
        return any(name in os.environ for name in ("WT_SESSION", "ConEmuANSI", "TERM"))
    return os.environ.get("TERM", "dumb") != "dumb"
