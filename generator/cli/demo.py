"""``taizhang demo ballots``: a roster and ballots made from a seed, to rehearse a count."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.tally_ballots import invented_ballots


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    parser.add_argument(
        "what", metavar="KIND", choices=("ballots",), help=catalogue.text(N_("what to make"))
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help=catalogue.text(N_("the same number makes the same ballots (default: 1)")),
    )
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the files; a folder that holds anything but a rehearsal is left alone."""
    folder = private_folder(options, root)
    _refuse_real_ballots(folder)
    files = invented_ballots(open_project(root), options.seed)
    write_private(root, folder, {path: text.encode() for path, text in files.items()})
    # An earlier rehearsal may have had other judges, whose ballots would be counted too.
    for earlier in folder.glob("ballots/*.yaml"):
        if earlier.relative_to(folder).as_posix() not in files:
            earlier.unlink()
    if not console.quiet:
        values = {"number": str(len(files) - 1), "folder": str(folder)}
        console.trouble(Message(N_("{number} invented ballots written: {folder}"), values))
    return 0


def _refuse_real_ballots(folder: Path) -> None:
    for file in (folder / "roster.yaml", *folder.glob("ballots/*")):
        if file.exists() and not _is_rehearsal(file):
            text = N_("{file} is not a rehearsal's; nothing was written. Name another folder.")
            raise WrongUse(Message(text, {"file": str(file)}))


def _is_rehearsal(file: Path) -> bool:
    # Every file of a rehearsal says in its first line that it is one.
    return file.is_file() and file.read_bytes().startswith("# 演练数据".encode())
