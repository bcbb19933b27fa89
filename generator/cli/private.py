"""The option --private, which the commands of the count have."""

import argparse
from pathlib import Path

from generator.cli.console import WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue


def add_private_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --private."""
    text = N_("folder of roster and ballots (default: private, which git ignores)")
    parser.add_argument("--private", type=Path, metavar="DIR", help=catalogue.text(text))


def private_folder(options: argparse.Namespace, root: Path) -> Path:
    """The folder chosen, whether it exists or not. Raises WrongUse where ballots must not be."""
    given: Path | None = options.private
    folder = (given or root / "private").absolute()
    if folder.exists() and not folder.is_dir():
        raise WrongUse(
            Message(N_("{out} is not a folder; name another one."), {"out": str(folder)})
        )
    if folder.is_relative_to(root) and "private" not in folder.relative_to(root).parts:
        text = N_("Git would take up {out}; use private/, or a folder outside the project.")
        raise WrongUse(Message(text, {"out": str(folder)}))
    return folder
