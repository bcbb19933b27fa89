"""In which form a check is told: what --format and --against mean."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.cli.console import WrongUse
from generator.cli.told import coloured
from generator.load.excerpts import read_excerpts
from generator.model.finding import Choice, Finding, LeftOut
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.finding_github import findings_github
from generator.report.finding_json import findings_json
from generator.report.finding_markdown import BaseFindings, count_base_findings, findings_markdown
from generator.report.finding_sarif import findings_sarif
from generator.report.finding_text import (
    checklist_lines,
    count_findings,
    county_line,
    findings_lines,
)
from generator.report.terminal import TerminalStyle
from generator.rules.all_rules import explanations
from generator.usecases.check import Checked

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

    @property
    def marked(self) -> tuple[Finding, ...]:
        """The findings beside which the text shows their lines."""
        return self.findings if len(self.findings) <= _MARKED else ()


def report_lines(options: argparse.Namespace, told: Told, catalogue: Catalogue) -> Iterator[str]:
    """Yield the report in the form that was asked for, the last line empty. Raises WrongUse."""
    if options.format == "text":
        yield from _text_lines(told, catalogue, coloured=coloured(options))
    else:
        base = None if options.against is None else _read_known(options.against)
        yield from _written(options, told, catalogue, base).split("\n")


def _read_known(file: Path) -> BaseFindings:
    """The faults of an earlier report. Raises WrongUse where the file is none."""
    try:
        return count_base_findings(json.loads(file.read_text(encoding="utf-8"))["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        text = N_('{file} is no report in JSON: make one with "taizhang check --format json".')
        raise WrongUse(Message(text, {"file": str(file)})) from error


def _written(
    options: argparse.Namespace, told: Told, catalogue: Catalogue, base: BaseFindings | None
) -> str:
    findings = [catalogue.translate_finding(one) for one in told.findings]
    checked, left_out = told.checked, told.left_out
    rubric = checked.frame.rubric
    if options.format == "json":
        chosen = [one for one in checked.checklists if one.county in told.counties]
        return findings_json(findings, chosen, told.choice, left_out)
    if options.format == "sarif":
        return findings_sarif(findings, explanations(), catalogue)
    if options.format == "github":
        return findings_github(findings, catalogue)
    names = {one.id: one.name for one in rubric.counties}
    return findings_markdown(findings, names, base, catalogue, left_out)


def _text_lines(told: Told, catalogue: Catalogue, *, coloured: bool) -> Iterator[str]:
    rubric, accounts = told.checked.frame.rubric, told.checked.accounts
    style = TerminalStyle(read_excerpts(told.root, (one.place for one in told.marked)), coloured)
    counted, summary = count_findings(told.findings), []
    for one in told.counties:
        # Read from its lines each time it is asked for.
        account = accounts[one]
        yield from checklist_lines(rubric, account, catalogue)
        summary.append(county_line(rubric, account, counted, catalogue))
    yield from findings_lines(told.findings, catalogue, style, told.left_out)
    yield from ("", *summary, "")
