"""``taizhang decision``: the form of the decision, then its check and a preview."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.report.announcement import announcement_text
from generator.report.catalogue import Catalogue
from generator.usecases.decide_result import new_decision, preview
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the form where there is none; else print what would be announced."""
    folder = private_folder(options, root)
    project = open_project(root)
    file = folder / "decision.yaml"
    if not file.exists():
        write_private(root, folder, {file.name: new_decision(project, folder).encode()})
        text = N_("Written: {file}. Fill it in, then run the same command again.")
        console.trouble(Message(text, {"file": str(file)}))
        return 0
    announcement = preview(project, folder)
    console.out(announcement_text(announcement, project.rubric, console.catalogue))
    console.trouble(Message(N_("This is a preview; nothing was written.")))
    return 0
