"""The report of a check by --format, --output, --against and --color."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.cli.console import Console, WrongUse
from generator.cli.selection import Selection
from generator.model.checklist import Checklist
from generator.model.finding import Choice, Finding, LeftOut, TranslatedFinding
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.submission import Submission
from generator.report.catalogue import Catalogue
from generator.report.change_comment import change_comment
from generator.report.finding_github import findings_github
from generator.report.finding_json import findings_json
from generator.report.finding_markdown import (
    BaseFindings,
    count_base_findings,
    findings_markdown,
    since_base,
)
from generator.report.finding_sarif import findings_sarif
from generator.report.finding_text import (
    checklist_lines,
    count_findings,
    county_line,
    findings_lines,
)
from generator.report.terminal import TerminalStyle
from generator.rules.all_rules import explanations
from generator.usecases.check import CheckResult
from generator.usecases.check_change import CheckedChange

# Nobody reads more findings than this on a terminal: then their lines are not shown.
_MOST_EXCERPTS = 300
_FORMS = ("text", "json", "sarif", "github", "markdown")
_WHEN = ("auto", "always", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """A check, and what of it is reported: the findings, the counties and items chosen."""

    checked: CheckResult
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    choice: Choice
    selection: Selection
    change: CheckedChange | None = None


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


def write_report(options: argparse.Namespace, report: CheckReport, console: Console) -> None:
    """Write the report in the form and to the place that were asked for. Raises WrongUse."""
    if options.output is not None:
        _write_file(options.output, "\n".join(_lines(options, report, console.catalogue)))
    # Line by line, so that a reader such as head can end a long report.
    elif options.format == "text":
        for nth, line in enumerate(_lines(options, report, console.catalogue)):
            console.out(("\n" if nth else "") + line)
    else:
        console.data("\n".join(_lines(options, report, console.catalogue)))


def write_unusable(
    options: argparse.Namespace, findings: tuple[Finding, ...], console: Console
) -> None:
    """Write why nothing could be checked, in the form and to the place that were asked for.

    Which rules were chosen decides nothing here: without a rubric there is no other finding.
    """
    if options.format != "text":
        text = _document(options, _Content(findings), console.catalogue)
    else:
        text = console.findings(findings)
    if options.output is not None:
        _write_file(options.output, text)
    elif options.format == "text":
        console.aside(text)
    else:
        console.data(text)


def _write_file(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # A county's file name, which findings quote, may hold bytes that are no text.
        file.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        text = N_("{file} cannot be written; name another file after --output.")
        raise WrongUse(Message(text, {"file": str(file)})) from error


def is_coloured(options: argparse.Namespace) -> bool:
    """Whether to colour: as asked, else where a terminal shows it and nobody objects."""
    if options.color != "auto":
        return bool(options.color == "always")
    if options.output is not None or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return False
    if sys.platform == "win32":
        # The old console prints the codes themselves.
        return any(name in os.environ for name in ("WT_SESSION", "ConEmuANSI", "TERM"))
    return os.environ.get("TERM", "dumb") != "dumb"


def _lines(options: argparse.Namespace, report: CheckReport, catalogue: Catalogue) -> Iterator[str]:
    """The report's lines, the last one empty."""
    if options.format == "text":
        return _text_lines(report, catalogue, coloured=is_coloured(options))
    listed = (
        checklist
        for county in report.selection.counties
        for checklist in report.checked.counties[county].checklists
        if report.selection.items is None or checklist.item in report.selection.items
    )
    content = _Content(
        report.findings,
        checklists=tuple(listed),
        names={county.id: county.name for county in report.checked.project.rubric.counties},
        choice=report.choice,
        left_out=report.left_out,
        submissions=tuple(_submissions(report)),
        selection=report.selection,
        change=report.change,
    )
    return iter(_document(options, content, catalogue).split("\n"))


def _read_known(file: Path, selection: Selection | None) -> BaseFindings:
    """The faults of an earlier report about what was chosen. Raises WrongUse where it is none."""
    try:
        findings = json.loads(file.read_text(encoding="utf-8"))["findings"]
        # A report of all counties says nothing of what this one has mended.
        return count_base_findings(
            [
                one
                for one in findings
                if selection is None or selection.has_place(Place(one["path"]))
            ]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        text = N_('{file} is no report in JSON: make one with "taizhang check --format json".')
        raise WrongUse(Message(text, {"file": str(file)})) from error


@dataclass(frozen=True, slots=True)
class _Content:
    """What a report for programs holds; all but the findings is empty where there is no rubric."""

    findings: tuple[Finding, ...]
    checklists: tuple[Checklist, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    left_out: tuple[LeftOut, ...] = ()
    submissions: tuple[Submission, ...] = ()
    selection: Selection | None = None
    change: CheckedChange | None = None


def _document(options: argparse.Namespace, content: _Content, catalogue: Catalogue) -> str:
    base = None if options.against is None else _read_known(options.against, content.selection)
    findings = [catalogue.translate_finding(finding) for finding in content.findings]
    if options.format == "json":
        return findings_json(findings, content.checklists, content.choice, content.left_out)
    if options.format == "sarif":
        return findings_sarif(findings, explanations(), catalogue)
    if options.format == "github":
        return findings_github(findings, catalogue)
    if content.change is not None:
        return _comment(content, content.change, findings, base, catalogue)
    return findings_markdown(
        findings, content.names, base, catalogue, content.left_out, content.submissions
    )


def _comment(
    content: _Content,
    change: CheckedChange,
    findings: Sequence[TranslatedFinding],
    base: BaseFindings | None,
    catalogue: Catalogue,
) -> str:
    office = catalogue.text(N_("the office"))
    return change_comment(
        office if change.county is None else content.names[change.county],
        findings,
        content.submissions[0] if content.submissions else None,
        change.rows,
        catalogue,
        since_base(findings, base, catalogue),
    )


def _text_lines(report: CheckReport, catalogue: Catalogue, *, coloured: bool) -> Iterator[str]:
    checked, findings = report.checked, report.findings
    rubric = checked.project.rubric
    shown = findings if len(findings) <= _MOST_EXCERPTS else ()
    style = TerminalStyle(checked.excerpts(finding.place for finding in shown), coloured)
    counted, summary = count_findings(findings), []
    for submission in _submissions(report):
        yield from checklist_lines(rubric, submission, catalogue)
        summary.append(county_line(rubric, submission, counted, catalogue))
    yield from findings_lines(findings, catalogue, style, report.left_out)
    yield from ("", *summary, "")


def _submissions(report: CheckReport) -> Iterator[Submission]:
    """What each county chosen has handed in, as far as its items are chosen; none where none is."""
    items = report.selection.items
    for county in report.selection.counties if items is None or items else ():
        whole = report.checked.counties[county].submission
        if items is None:
            yield whole
            continue
        yield replace(
            whole,
            statuses={item: whole.statuses[item] for item in items & whole.statuses.keys()},
            clauses={item: whole.clauses[item] for item in items},
        )
