"""``taizhang check``: hold the evidence against the rubric and say what is wrong."""

import argparse
from pathlib import Path

from generator.cli.console import Console
from generator.cli.counties import add_county_argument, chosen_counties
from generator.model.finding import Finding, Severity
from generator.model.message import N_
from generator.pipeline import Assessed, assess
from generator.report.catalogue import Catalogue
from generator.report.finding_json import findings_json
from generator.report.finding_text import checklists_text

SUMMARY = N_("hold the evidence against the rubric and say what is wrong")


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=catalogue.text(N_("form of the output")),
    )
    parser.add_argument(
        "--strict", action="store_true", help=catalogue.text(N_("warnings fail the run as well"))
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print findings and checklists; 1 where an error stands."""
    console.progress(N_("Reading and checking …"))
    assessed = assess(root)
    counties = [one.id for one in chosen_counties(options.county, assessed.portfolio.rubric)]
    everyone = options.county is None
    findings = tuple(
        one for one in assessed.findings if everyone or one.place.county in (None, *counties)
    )
    console.out(_written(options.format, assessed, findings, counties, console))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return 1 if any(one.severity in failing for one in findings) else 0


def _written(
    form: str,
    assessed: Assessed,
    findings: tuple[Finding, ...],
    counties: list[str],
    console: Console,
) -> str:
    if form == "json":
        chosen = [one for key, one in assessed.checklists.items() if key[0] in counties]
        return findings_json([console.catalogue.tell(one) for one in findings], chosen)
    checklists = checklists_text(
        assessed.portfolio, assessed.checklists, counties, console.catalogue
    )
    return checklists.lstrip("\n") + "\n" + console.findings(findings)
