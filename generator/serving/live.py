"""A site while somebody writes: pages as they are made anew, with a bar on what the check says."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Condition

from generator.serving.files import INDEX, found_file, steps_of, to_folder, type_of
from generator.serving.server import Answer, Request

_BODY = re.compile(rb"<body\b[^>]*>")
# No page of a site has an address that begins so.
_OWN = "/-live/"
_FILES = {
    "live.js": "text/javascript; charset=utf-8",
    "live.css": "text/css; charset=utf-8",
}
# In seconds: a browser that has gone is noticed when it is written to.
_HEARTBEAT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is served now: folders, one over the next; ``home`` is where "/" leads.

    ``versions`` say how often the pages of a county's evidence, and under "" all others, were
    made; ``bars`` stand above the pages about a county, and under "" above all others.
    """

    folders: Sequence[Path] = ()
    versions: Mapping[str, int]
    bars: Mapping[str, str]
    home: str = "/"


class LiveSite:
    """Serves what is shown now, and tells browsers when it is replaced."""

    def __init__(self, absent: str) -> None:
        self._absent = absent
        self._shown = Shown(versions={}, bars={})
        self._changed = Condition()

    def show(self, shown: Shown) -> None:
        """Serve this from now on."""
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def __call__(self, request: Request) -> Answer:
        """The page that is asked for, or the events, or a file of our own."""
        if request.method not in ("GET", "HEAD"):
            return Answer(405, b"", "text/plain", {"Allow": "GET, HEAD"})
        if request.path.startswith(_OWN):
            return self._own(request.path.removeprefix(_OWN))
        shown = self._shown
        if request.path == "/" and shown.home != "/":
            return Answer(302, b"", headers={"Location": shown.home})
        return self._page(request.path, shown)

    def _own(self, name: str) -> Answer:
        if name == "events":
            return Answer(200, self._events(), "text/event-stream")
        if name in _FILES:
            return Answer(200, Path(__file__).with_name(name), _FILES[name])
        return Answer(404, b"", "text/plain")

    def _page(self, path: str, shown: Shown) -> Answer:
        steps = steps_of(path) or ("",)
        for folder in shown.folders:
            file = found_file(folder, steps)
            if file is not None and file.suffix == ".html":
                return Answer(200, _with_bar(file.read_bytes(), steps, shown))
            if file is not None:
                return Answer(200, file, type_of(file))
            if found_file(folder, (*steps, INDEX)):
                return to_folder(path)
        # Before there are pages the bar says why.
        text = escape(self._absent) if shown.folders else ""
        html = f"<!doctype html><html><meta charset=utf-8><title>404</title><body><p>{text}"
        return Answer(404, _with_bar(html.encode(), steps, shown))

    def _events(self) -> Iterator[bytes]:
        """The versions of all pages, at once and whenever some are made anew."""
        told = None
        while True:
            with self._changed:
                if self._shown is told:
                    self._changed.wait(_HEARTBEAT)
                shown = self._shown
            text = f"data: {json.dumps(dict(shown.versions))}\n\n"
            yield text.encode() if shown is not told else b": still here\n\n"
            told = shown


def _with_bar(html: bytes, steps: tuple[str, ...], shown: Shown) -> bytes:
    _, _, about = "/".join(steps).partition("counties/")
    county, _, inner = about.partition("/")
    group = county if county in shown.versions and "/" in inner else ""
    bar = shown.bars.get(county) or shown.bars.get("", "")
    lines = (
        f'<link rel="stylesheet" href="{_OWN}live.css">'
        f'<script src="{_OWN}live.js" data-events="{_OWN}events" '
        f'data-group="{escape(group)}" data-version="{shown.versions.get(group, 0)}"></script>{bar}'
    )
    return _BODY.sub(lambda match: match[0] + lines.encode(), html, count=1)
