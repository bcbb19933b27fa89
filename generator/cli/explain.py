"""``taizhang explain``: what a rule is about, or the list of all rules."""

import argparse
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.pipeline import rule_explanations
from generator.report.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the code in square brackets of a finding; without it all rules are listed")
    parser.add_argument("code", nargs="?", metavar="CODE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the explanation in the console's language."""
    rules = rule_explanations()
    if options.code is None:
        for code, (first, *_) in rules.items():
            console.out(f"{code}\n    {console.catalogue.text(first)}\n")
        return 0
    code = options.code.strip("[] ")
    if code not in rules:
        raise WrongUse(_unknown(code, rules))
    paragraphs = [console.catalogue.text(one) for one in rules[code]]
    console.out("\n\n".join([code, *paragraphs]) + "\n")
    return 0


def _unknown(code: str, rules: Mapping[str, object]) -> Message:
    near = get_close_matches(code, rules, n=3, cutoff=0.4)
    if near:
        text = N_('There is no rule "{code}". Is one of these meant: {near}?')
        return Message(text, {"code": code, "near": "、".join(near)})
    return Message(N_('There is no rule "{code}". Without a code all are listed.'), {"code": code})
