"""``taizhang serve``: show the site in a browser while somebody writes, or to the judges."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from generator.cli.arguments import add_county_argument, chosen_county
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.serving.live import LiveSite
from generator.serving.server import LOOPBACK, NoServer, Server, Site, open_server
from generator.usecases.open_project import open_project
from generator.usecases.serve_live import LivePresenter, Serving

_MOST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    text = N_("the port of the address (default: a free one)")
    parser.add_argument("--port", type=int, default=0, metavar="N", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Serve until Ctrl+C. Raises WrongUse."""
    refuse_past_cycle(root)
    if not 0 <= options.port <= _MOST_PORT:
        text = N_("{port} is no port; name one from 1024 to 65535, such as --port 8765.")
        raise WrongUse(Message(text, {"port": str(options.port)}))
    return _serve_live(options, root, console)


def _serve_live(options: argparse.Namespace, root: Path, console: Console) -> int:
    chosen: str | None = options.county
    if chosen is not None:
        # A name that is mistyped is told at once; a rubric that is ill, on the page.
        chosen = chosen_county(chosen, open_project(root).rubric).id
    site = LiveSite(console.catalogue.text(_ABSENT))
    with (
        _listening(LOOPBACK, options.port, site) as server,
        tempfile.TemporaryDirectory(
            prefix="taizhang-serve-", ignore_cleanup_errors=True
        ) as scratch,
    ):
        site.port = server.port
        serving = Serving(root, Path(scratch), chosen, console.catalogue, console.progress)
        presenter = LivePresenter(serving, site)
        # From before the first pages on: a save that comes meanwhile is seen.
        watcher = presenter.watcher()
        try:
            console.progress(N_("Making the pages for the first time …"))
            presenter.refresh(None)
            values = {"address": f"http://{LOOPBACK}:{server.port}/"}
            console.trouble(Message(_READY, values))
            while True:
                presenter.refresh(watcher.wait())
        except KeyboardInterrupt:
            console.trouble(Message(N_("Stopped; nothing was published or changed.")))
            return 0
        finally:
            presenter.close()


@contextmanager
def _listening(address: str, port: int, site: Site) -> Iterator[Server]:
    """A server that answers in the background. Raises WrongUse where there can be none."""
    try:
        server = open_server(address, port, site)
    except NoServer as error:
        raise WrongUse(error.message) from error
    with server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


_READY = N_(
    "Open in the browser: {address}\nOnly this computer can reach it. Save a file, and the page "
    "renews itself. Ctrl+C ends it."
)
_ABSENT = N_(
    "There is no such page here. With --county only that county's pages are made; without it, all."
)
