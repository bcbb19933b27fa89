"""The options of commands that write a transition, the clock, and the writing itself."""

import argparse
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from generator.cli.console import WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue


def add_transition_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --date and --by."""
    text = N_("day of the transition, such as 2018-12-31 (default: today)")
    parser.add_argument("--date", metavar="DAY", help=catalogue.text(text))
    text = N_("who makes the transition (default: the organiser, or who decided)")
    parser.add_argument("--by", default="", metavar="NAME", help=catalogue.text(text))


def chosen_day(options: argparse.Namespace) -> date:
    """The day given, else today; none to come. Raises WrongUse."""
    given: str | None = options.date
    today = datetime.now().astimezone().date()
    if given is None:
        return today
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        text = N_("{day} is not a day; write it as 2018-12-31.")
        raise WrongUse(Message(text, {"day": given})) from error
    if day > today:
        text = N_("{day} is still to come; today is {today}. A step is taken on its day, or later.")
        raise WrongUse(Message(text, {"day": given, "today": str(today)}))
    return day


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write new files in their order, each whole or not at all."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.rename(file)
