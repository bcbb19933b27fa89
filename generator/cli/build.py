"""``taizhang build``: write the site for the public or for the reviewers."""

import argparse
from pathlib import Path

from generator.cli.arguments import add_scheduler_argument
from generator.cli.console import Console, refuse_past_cycle
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.model.state import Audience
from generator.report.catalogue import Catalogue
from generator.site.writing import Form
from generator.usecases.build_site import build_site
from generator.usecases.built import Built
from generator.usecases.cluster import connected
from generator.usecases.open_project import open_project

# A folder for each, so that nobody publishes the reviewers' site in place of the public one.
_FOLDERS = {Audience.PUBLIC: "site", Audience.REVIEWERS: "review"}


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    parser.add_argument(
        "--for",
        dest="audience",
        choices=[audience.value for audience in Audience],
        default=Audience.PUBLIC.value,
        help=catalogue.text(N_("for whom: the public (default) or the reviewers")),
    )
    text = N_("folder to write (default: site for the public, review for the reviewers)")
    parser.add_argument("--out", type=Path, metavar="DIR", help=catalogue.text(text))
    text = N_("a copy that opens from a disk, without a web server; for the reviewers always")
    parser.add_argument("--offline", action="store_true", help=catalogue.text(text))
    text = N_("the reviewers' site for a web server, with the better search")
    parser.add_argument("--served", action="store_true", help=catalogue.text(text))
    text = N_("leave out the search")
    parser.add_argument(
        "--without-search", dest="searched", action="store_false", help=catalogue.text(text)
    )
    add_scheduler_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Build the site and say where it is."""
    refuse_past_cycle(root)
    audience = Audience(options.audience)
    out = options.out or root / _FOLDERS[audience]
    # Judges are given the folder: its first page must open by a double click.
    handed_out = audience is Audience.REVIEWERS and not options.served
    offline = options.offline or handed_out
    # What is published rests on no scan that somebody could have made up.
    project = open_project(root, cached=audience is not Audience.PUBLIC)
    form = Form(offline=offline, searched=options.searched)
    try:
        with connected(options.scheduler, root) as cluster:
            built = build_site(project, out, audience, form, console.progress, cluster)
    except SiteError as error:
        console.trouble(error.message)
        return 1
    return tell_built(built, out, console)


def tell_built(built: Built, out: Path, console: Console) -> int:
    """Say where the site is and what is withheld of it; 1 where something is."""
    values = {"pages": str(built.pages), "out": str(out)}
    if not console.quiet:
        console.trouble(Message(N_("{pages} pages written: {out}"), values))
    if not built.findings:
        return 0
    console.aside(console.findings(built.findings))
    text = N_("The site is published without what is named above; everything else is complete.")
    console.trouble(Message(text))
    return 1
