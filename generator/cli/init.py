"""``taizhang init``: begin the assessment of another city in a folder of its own."""

import argparse
import re
from datetime import datetime
from pathlib import Path

from generator.chinese.widths import fold_widths
from generator.cli.console import Console, WrongUse
from generator.load.rubric.skeleton import City
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.begin_project import FORGES, begin_project

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# Letters, digits, and the brackets of 高新区（筹）: what YAML takes as it stands.
_NAME = re.compile(r"[^\W_][\w（）·]{0,29}")
_YEAR = re.compile(r"20\d\d")
_EXAMPLE = "--counties 甲县=jia,乙区=yi"


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    parser.set_defaults(anywhere=True)
    text = N_("the new folder; it is absent or empty")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=catalogue.text(text))
    text = N_("the city, such as 某市")
    parser.add_argument("--name", default="", metavar="NAME", help=catalogue.text(text))
    text = N_("its counties, each with the name of its folder: 甲县=jia,乙区=yi")
    parser.add_argument("--counties", default="", metavar="TEXT", help=catalogue.text(text))
    text = N_("the year of the assessment (default: this year)")
    parser.add_argument("--year", default="", metavar="YEAR", help=catalogue.text(text))
    text = N_("the host of the repository (default: forgejo)")
    parser.add_argument(
        "--forge", choices=list(FORGES), default="forgejo", help=catalogue.text(text)
    )
    text = N_("the program as a file (taizhang-….whl), where it is not found by itself")
    parser.add_argument("--program", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Begin, and say which commands come next. Raises WrongUse."""
    year = fold_widths(options.year) or str(datetime.now().astimezone().year)
    if not _YEAR.fullmatch(year):
        raise WrongUse(Message(N_("{year} is no year; write it as 2027."), {"year": options.year}))
    name = options.name.strip()
    if name and not _NAME.fullmatch(name):
        text = N_("{name} cannot stand for the name of a city; write letters alone.")
        raise WrongUse(Message(text, {"name": options.name}))
    city = City(name=name, cycle=year, counties=_counties(options.counties))
    folder: Path = options.folder
    begun = begin_project(folder.resolve(), city, options.forge, options.program, root)
    text = N_("Begun: {folder}, {number} files, with the program in program/. Next:")
    console.trouble(Message(text, {"folder": str(folder), "number": str(begun.files)}))
    steps = [f'cd "{folder}"', "make site"]
    if not begun.repository:
        console.trouble(
            Message(N_("git is not installed; install it, then begin with the first of these."))
        )
        steps.insert(1, "git init --initial-branch=main")
    steps += ["git add -A", 'git commit -m "考核开始"']
    console.out("".join(f"{step}\n" for step in steps))
    console.trouble(Message(N_("Windows, where there is no make: see README.md in the folder.")))
    return 0


def _counties(given: str) -> tuple[tuple[str, str], ...]:
    """Id and name of each; two to be replaced where none are given. Raises WrongUse."""
    if not given.strip():
        return (("jia", "甲县"), ("yi", "乙区"))
    counties = []
    for at, one in enumerate(re.split("[,，、;；]", given), 1):
        name, _, id_ = (part.strip() for part in fold_widths(one).partition("="))
        counties.append((id_ or f"county-{at:02}", name))
        if not _NAME.fullmatch(name) or not _ID.fullmatch(counties[-1][0]):
            text = N_(
                '"{county}" is no county: write its name, "=" and the name of its folder in small '
                "letters, such as {example}"
            )
            raise WrongUse(Message(text, {"county": one, "example": _EXAMPLE}))
    for column in zip(*counties, strict=True):
        if len(set(column)) < len(column):
            raise WrongUse(Message(N_("Two counties after --counties have the same name.")))
    return tuple(counties)
