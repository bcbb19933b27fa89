"""``taizhang verify``: check a published site, and compare it with a build of its commit."""

import argparse
from pathlib import Path

from generator.cli.console import Console
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.verify_site import verify_site


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("folder of the published site (default: site)")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=catalogue.text(text))
    text = N_("the SHA-256 printed on the notice, from paper or another place")
    parser.add_argument("--digest", default="", metavar="SHA256", help=catalogue.text(text))
    text = N_("file of the signers' public keys (allowed_signers of ssh), never from the site")
    parser.add_argument("--signers", type=Path, metavar="FILE", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print what differs, or that all agrees."""
    site = options.folder or root / "site"
    verified = verify_site(
        open_project(root),
        site,
        options.digest,
        options.signers,
        lambda line: console.out(f"{line}\n"),
        console.progress,
    )
    if verified.rebuilt is None:
        console.trouble(
            Message(
                N_(
                    "Not compared with a build: the site names no commit of this repository with all "
                    "of its sources, or was made by another version of the program."
                )
            )
        )
    for name in verified.rebuilt or ():
        text = N_("{file} is not what a build of the site's commit writes")
        console.out(console.catalogue.say(Message(text, {"file": name})) + "\n")
    if verified.templates:
        text = N_(
            "The commit has templates of its own, not those of the program: {files}. A build by them "
            "shows what they say; read them, or build without them, before you trust the pages."
        )
        more = "…" if len(verified.templates) > _LISTED else ""
        files = "、".join(verified.templates[:_LISTED]) + more
        console.trouble(Message(text, {"files": files}))
    return 0 if verified.agrees and not verified.rebuilt else 1


_LISTED = 5
