"""``taizhang private``: whether what is private is kept twice; pack it for a safe; restore it."""

import argparse
import getpass
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console, WrongUse
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.private_copies import private_files, private_settings, unlike
from generator.usecases.private_safe import opened, pack, restore

_SHORTEST = 8


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_(
        "check: whether every file is kept elsewhere too; pack: write one encrypted file; "
        "restore: write back what is lost"
    )
    choices = ("check", "pack", "restore")
    parser.add_argument("what", metavar="WHAT", choices=choices, help=catalogue.text(text))
    text = N_("the encrypted file; check needs none where .taizhang.yaml names private-copy")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=catalogue.text(text))
    text = N_("file whose first line is the passphrase (default: asked for)")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Check, pack or restore; a check ends with 1 where a file is kept nowhere else."""
    folder = private_folder(options, root)
    if options.what == "check":
        return _check(options, root, folder, console)
    if options.file is None:
        raise WrongUse(Message(N_("Name the encrypted file after {what}."), {"what": options.what}))
    if options.what == "pack":
        number = pack(root, folder, options.file, _passphrase(options, console, twice=True))
        text = N_("{number} files of {folder} are in {file}. Keep it away from this machine.")
    else:
        number = restore(folder, options.file, _passphrase(options, console, twice=False))
        text = N_("{number} files were written back into {folder} from {file}.")
    values = {"number": str(number), "folder": str(folder), "file": str(options.file)}
    console.trouble(Message(text, values))
    return 0


def _check(options: argparse.Namespace, root: Path, folder: Path, console: Console) -> int:
    copy = private_settings(root).copy
    if options.file is not None:
        kept = opened(options.file, _passphrase(options, console, twice=False))
        place = options.file
    elif copy is not None:
        kept, place = private_files(copy), copy
    else:
        text = N_(
            "{folder} is kept nowhere else. Write an encrypted file for the safe with "
            '"taizhang private pack FILE", or name private-copy in .taizhang.yaml.'
        )
        console.trouble(Message(text, {"folder": str(folder)}))
        return 1
    missing = unlike(folder, kept)
    values = {"folder": str(folder), "place": str(place), "files": "、".join(missing)}
    if missing:
        console.trouble(Message(N_("{place} does not have these as they are: {files}"), values))
        return 1
    console.trouble(Message(N_("Everything in {folder} is in {place} as well."), values))
    return 0


def _passphrase(options: argparse.Namespace, console: Console, *, twice: bool) -> str:
    """The passphrase, typed or of the file: never an argument, which others could see."""
    given: Path | None = options.passphrase_file
    if given is not None:
        try:
            phrase = given.read_text(encoding="utf-8-sig").partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            text = N_("{file} cannot be read.")
            raise WrongUse(Message(text, {"file": str(given)})) from error
    else:
        phrase = _typed(N_("Passphrase: "), console)
        if twice and phrase != _typed(N_("Passphrase once more: "), console):
            raise WrongUse(Message(N_("The two passphrases differ; nothing was written.")))
    if len(phrase) < _SHORTEST:
        text = N_("The passphrase has fewer than {number} signs; nothing was written.")
        raise WrongUse(Message(text, {"number": str(_SHORTEST)}))
    return phrase


def _typed(question: str, console: Console) -> str:
    try:
        return getpass.getpass(console.catalogue.text(question))
    except EOFError as error:
        text = N_("Nobody can be asked for the passphrase here; name --passphrase-file.")
        raise WrongUse(Message(text)) from error
