"""``taizhang publish``: build the public site anew and put it where the public reads it."""

import argparse
from pathlib import Path

from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.site.writing import Form
from generator.usecases.open_project import open_project
from generator.usecases.publish_site import publish_site


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("the web server's folder, or a file whose name ends in .zip")
    parser.add_argument("target", type=Path, metavar="DIR", help=catalogue.text(text))
    text = N_("a copy that opens from a disk, without a web server")
    parser.add_argument("--offline", action="store_true", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Publish, and say what is there now; 1 where nothing was published. Raises WrongUse."""
    refuse_past_cycle(root)
    target: Path = options.target
    if target.suffix.lower() == ".zip" and target.is_dir():
        raise WrongUse(Message(N_("{file} is a folder; name a file."), {"file": str(target)}))
    if target.suffix.lower() != ".zip" and target.is_file():
        text = N_("{file} is a file; name a folder, or a file whose name ends in .zip.")
        raise WrongUse(Message(text, {"file": str(target)}))
    # What is published rests on no scan that somebody could have made up.
    project = open_project(root, cached=False)
    try:
        number, findings = publish_site(
            project, target, Form(offline=options.offline, searched=True), console.progress
        )
    except SiteError as error:
        console.trouble(error.message)
        return 1
    if findings:
        console.aside(console.findings(findings))
        console.trouble(Message(N_("Nothing was published: mend what is named above first.")))
        return 1
    text = N_("Published and checked, file by file: {number} files in {out}")
    console.trouble(Message(text, {"number": str(number), "out": str(target)}))
    return 0
