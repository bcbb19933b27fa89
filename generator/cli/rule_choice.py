"""The options --select and --ignore: which rules a check reports."""

import argparse
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from generator.cli.console import WrongUse
from generator.model.codes import CODES, Code, as_code
from generator.model.finding import ALWAYS_REPORTED, Choice
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue

# Also what a Chinese keyboard types for a comma.
_BETWEEN = re.compile("[,，、\\s]+")


def add_choosing_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --select and --ignore."""
    text = N_("tell only of these rules, such as unreadable-date,wrong-unit")
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODES", help=catalogue.text(text)
    )
    text = N_("leave the findings of this rule out, for a reason that the report repeats")
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="CODE=REASON", help=catalogue.text(text)
    )


def given_choice(options: argparse.Namespace) -> Choice:
    """The rules selected and ignored. Raises WrongUse for an unknown rule or a missing reason."""
    codes = [code for given in options.select for code in _BETWEEN.split(given) if code]
    return Choice(frozenset(map(known_code, codes)), _ignored(options.ignore))


def known_code(text: str) -> Code:
    """The code in the text, with or without brackets. Raises WrongUse for an unknown code."""
    bare = text.strip("[] ")
    known = as_code(bare)
    if known is not None:
        return known
    near = get_close_matches(bare, CODES, n=3, cutoff=0.4)
    if near:
        text = N_('There is no rule "{code}". Is one of these meant: {near}?')
        raise WrongUse(Message(text, {"code": bare, "near": "、".join(near)}))
    text = N_('There is no rule "{code}". "taizhang explain" lists all.')
    raise WrongUse(Message(text, {"code": bare}))


def _ignored(given: Iterable[str]) -> Mapping[Code, str]:
    reasons: dict[Code, str] = {}
    for option in given:
        written, _, reason = option.replace("＝", "=", 1).partition("=")
        code = known_code(written)
        # Refused rather than ignored, so that nobody believes a report without it.
        if code in ALWAYS_REPORTED:
            text = N_("Findings of {code} are never left out: what is published stays published.")
            raise WrongUse(Message(text, {"code": code}))
        if not reason.strip():
            text = N_('Say why, and the report repeats it: --ignore {code}="the reason"')
            raise WrongUse(Message(text, {"code": code}))
        reasons[code] = " ".join(reason.split())
    return reasons
