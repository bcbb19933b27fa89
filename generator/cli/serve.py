"""``taizhang serve``: show the site in a browser while somebody writes, or to the judges."""

import argparse
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread

from generator.cache import Cache
from generator.cli.arguments import add_county_argument, chosen_county
from generator.cli.console import Console, WrongUse, refuse_past_cycle
from generator.crash_report import write_report
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.model.state import Audience
from generator.report.catalogue import Catalogue
from generator.serving.access import GuardedSite, Words
from generator.serving.files import FolderSite
from generator.serving.live import LiveSite
from generator.serving.loopback import LocalSite
from generator.serving.own_addresses import reached_by
from generator.serving.server import LOOPBACK, Failed, NoServer, Server, Site, open_server
from generator.site.writing import Form
from generator.usecases.build_site import build_site
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import private_settings
from generator.usecases.review_served import REVIEW_PORT, access_code, is_reviewers_site
from generator.usecases.serve_live import LivePresenter, Serving

_MOST_PORT = 65_535
# One that stays the same: it stands on the judges' cards.


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)
    text = N_("serve the reviewers' site that stands built, for the day of scoring")
    parser.add_argument("--review", action="store_true", help=catalogue.text(text))
    text = N_(
        "with --review: the address of this computer that others in the network open, such as "
        "192.168.1.5; they need the access code that is printed"
    )
    parser.add_argument("--address", metavar="ADDRESS", help=catalogue.text(text))
    text = N_("the port of the address (default: a free one, with --address 8000)")
    parser.add_argument("--port", type=int, default=0, metavar="N", help=catalogue.text(text))


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Serve until Ctrl+C. Raises WrongUse."""
    refuse_past_cycle(root)
    # Ended by the system, too, it leaves no pages of evidence behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not 0 <= options.port <= _MOST_PORT:
        text = N_("{port} is no port; name one from 1024 to 65535, such as --port 8765.")
        raise WrongUse(Message(text, {"port": str(options.port)}))
    if options.review:
        if options.county is not None:
            raise WrongUse(Message(N_("--review is about all counties; leave out --county.")))
        return _serve_review(options, root, console)
    if options.address is not None:
        raise WrongUse(Message(_REVIEW_ALONE))
    return _serve_live(options, root, console)


def _serve_review(options: argparse.Namespace, root: Path, console: Console) -> int:
    folder = root / "review"
    if not is_reviewers_site(folder):
        console.progress(N_("There is no review folder yet: building it …"))
        form = Form(offline=True, searched=True)
        try:
            built = build_site(
                open_project(root), folder, Audience.REVIEWERS, form, console.progress
            )
        except SiteError as error:
            console.trouble(error.message)
            return 1
        console.aside(console.findings(built.findings) if built.findings else "")
    built_at = (folder / "manifest.json").stat().st_mtime
    day = datetime.fromtimestamp(built_at, tz=UTC).astimezone()
    values = {"folder": str(folder), "day": f"{day:%Y-%m-%d %H:%M}"}
    site: Site = FolderSite(folder)
    failed = _reporter(root, console)
    address: str | None = options.address
    if address is None or address in (LOOPBACK, "localhost"):
        local = LocalSite(site)
        with _listening(LOOPBACK, options.port, local, failed) as server:
            local.port = server.port
            values["address"] = f"http://{LOOPBACK}:{server.port}/"
            text = _REVIEW_READY if address is None else _REVIEW_LOOPBACK
            console.trouble(Message(text, values))
            return _until_stopped(console)
    code, file = access_code(root, private_settings(root).folder)
    guarded = GuardedSite(site, code, _words(console.catalogue))
    with _listening(address, options.port or REVIEW_PORT, guarded, failed) as server:
        values["address"] = f"http://{reached_by(address)}:{server.port}/"
        values |= {"code": code, "file": str(file)}
        console.trouble(Message(_REVIEW_OPEN, values))
        return _until_stopped(console)


def _words(catalogue: Catalogue) -> Words:
    return Words(
        language=catalogue.language.value,
        title=catalogue.text(N_("The reviewers' site")),
        ask=catalogue.text(N_("The access code that the office gave you:")),
        button=catalogue.text(N_("Open")),
        wrong=catalogue.text(N_("That is not the code. Look at it and type it again.")),
        wait=catalogue.text(N_("Too many wrong codes. Wait {seconds} s, then type it again.")),
    )


def _until_stopped(console: Console) -> int:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        console.trouble(Message(_STOPPED))
        return 0


def _serve_live(options: argparse.Namespace, root: Path, console: Console) -> int:
    chosen: str | None = options.county
    if chosen is not None:
        # A name that is mistyped is told at once; a rubric that is ill, on the page.
        chosen = chosen_county(chosen, open_project(root).rubric).id
    site = LiveSite(console.catalogue.text(_ABSENT))
    local = LocalSite(site)
    with (
        _listening(LOOPBACK, options.port, local, _reporter(root, console)) as server,
        tempfile.TemporaryDirectory(
            prefix="taizhang-serve-", ignore_cleanup_errors=True
        ) as scratch,
    ):
        local.port = server.port
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
            console.trouble(Message(_STOPPED))
            return 0
        finally:
            presenter.close()


@contextmanager
def _listening(address: str, port: int, site: Site, failed: Failed) -> Iterator[Server]:
    """A server that answers in the background. Raises WrongUse where there can be none."""
    try:
        server = open_server(address, port, site, failed)
    except NoServer as error:
        raise WrongUse(error.message) from error
    with server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def _reporter(root: Path, console: Console) -> Failed:
    """What writes a fault of the program down, and says once for each kind where that is."""
    folder = Cache.of_project(root).reports
    told: set[str] = set()
    lock = Lock()

    def failed(error: Exception) -> None:
        with lock:
            name = write_report(error, folder)
            if name not in told:
                told.add(name)
                file = str(folder / name)
                console.trouble(Message(_FAULT, {"kind": type(error).__name__, "file": file}))

    return failed


_FAULT = N_(
    "A page could not be answered, by a fault of the program, not yours ({kind}); the others are "
    "served on. Please send the file {file} to those who maintain it."
)
_STOPPED = N_("Stopped; nothing was published or changed.")
_REVIEW_ALONE = N_(
    "Only the reviewers' site can be opened from other computers: taizhang serve --review --address …"
)
_REVIEW_READY = N_(
    "Open in the browser: {address}\n{folder} is the site of {day}; after changes run taizhang build "
    "--for reviewers. Only this computer can reach it; for others in the network add --address. "
    "Ctrl+C ends it."
)
_REVIEW_LOOPBACK = N_(
    "Open in the browser: {address}\n{folder} is the site of {day}; after changes run taizhang build "
    "--for reviewers. 127.0.0.1 is this computer itself: it alone can open that, and needs no access "
    "code. For others name the address that this computer has in the network. Ctrl+C ends it."
)
_REVIEW_OPEN = N_(
    "Open in the browser: {address}\nAccess code: {code} (kept in {file}; delete that for a new one)\n"
    "{folder} is the site of {day}; after changes run taizhang build --for reviewers. Whoever is in "
    "the same network can reach this address, and sees the site once the code is typed. Nothing is encrypted on the way: use it in "
    "the office's own network alone. Ctrl+C ends it."
)
_READY = N_(
    "Open in the browser: {address}\nOnly this computer can reach it. Save a file, and the page "
    "renews itself. Ctrl+C ends it."
)
_ABSENT = N_(
    "There is no such page here. With --county only that county's pages are made; without it, all."
)
