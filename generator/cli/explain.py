"""``taizhang explain``: what a rule is about, or the list of all rules."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator.cli.console import Console
from generator.cli.rule_choice import known_code
from generator.model.message import N_
from generator.report.catalogue import Catalogue
from generator.report.finding_text import explanation_text
from generator.rules.all_rules import explanations, grouped_rules


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the code in square brackets of a finding; without it all rules are listed")
    parser.add_argument("code", nargs="?", metavar="CODE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the explanation in the console's language."""
    rules = explanations()
    if options.code is None:
        console.out("\n".join(_listed(console.catalogue)))
        return 0
    code = known_code(options.code)
    console.out(explanation_text(code, rules[code], console.catalogue))
    return 0


def _listed(catalogue: Catalogue) -> Iterator[str]:
    for group in grouped_rules():
        translated = catalogue.translate_group(group)
        yield f"## {translated.title}\n"
        for code, explanation in translated.rules.items():
            yield f"{code}\n    {explanation.paragraphs[0]}"
        yield ""
