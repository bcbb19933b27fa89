"""The search of the published pages: Pagefind's index, made by its own program."""

import base64
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.site.disk_faults import full_disk
from generator.site.outputs import files_in

FOLDER = "search"
FACET = "data-pagefind-filter"
DEPTH = "data-pagefind-sort"
NOT_SEARCHED = "data-pagefind-ignore"
CONTENT = "article.md-content__inner"
_CONFIG = {
    "root_selector": CONTENT,
    # One index, which knows Chinese words, also those on pages in another language.
    "force_language": "zh",
    # Each fragment is one request; a page's text is loaded only where it is among the results.
    "max_fragments": 100,
}
_MOST_AT_ONCE = 65_536
_PROGRAM = "node/node_modules/@pagefind/*/bin/pagefind_extended*"


def needed_program() -> Path:
    """The path of the installed program. Raises SiteError where it is not installed."""
    for program in Path(sys.prefix).glob(_PROGRAM):
        if program.suffix in ("", ".exe"):
            return program
    text = N_(
        "The program that makes the search is not installed. "
        'Run "make site", or build with --without-search.'
    )
    raise SiteError(Message(text))


def search_version() -> str:
    """What tells the installed program from another version of it, "" where there is none."""
    packages = Path(sys.prefix).glob(f"{_PROGRAM.rpartition('/bin/')[0]}/package.json")
    return "".join(file.read_text(encoding="utf-8") for file in sorted(packages))


def index_site(site: Path, program: Path) -> None:
    """Write the index of the finished pages into the site. Raises SiteError.

    The program is handed page after page in the order of their paths, as its own interfaces for
    Node and Python do it: of a folder it would take them in the order of the file system, and the
    same site had another index on another disk.
    """
    with _Pagefind(program, site) as pagefind:
        index = pagefind.ask("NewIndex", config=_CONFIG)["index_id"]
        for path in sorted(path for path in files_in(site) if path.endswith(".html")):
            text = (site / path).read_text(encoding="utf-8")
            pagefind.ask("AddFile", index_id=index, file_path=path, file_contents=text)
        pagefind.ask("WriteFiles", index_id=index, output_path=str(site / FOLDER))
    # Pagefind's own interface, which no page of ours loads.
    for unused in (*(site / FOLDER).glob("pagefind-*.css"), *(site / FOLDER).glob("pagefind-*.js")):
        if unused.name != "pagefind-worker.js":
            unused.unlink()


class _Pagefind:
    """The program, answering: requests and answers are JSON as Base64, a comma behind each."""

    def __init__(self, program: Path, site: Path) -> None:
        self._site = site
        self._process = subprocess.Popen(
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, kind: str, **values: object) -> dict[str, Any]:
        """What the program answers to a request of the kind. Raises SiteError."""
        message = {"message_id": 1, "payload": {"type": kind, **values}}
        said = self._exchange(base64.b64encode(json.dumps(message).encode()) + b",")
        try:
            answer: dict[str, Any] = json.loads(base64.b64decode(said))["payload"]
        except ValueError:
            # It has ended, with what it printed last.
            answer = {"type": "Error", "message": said.decode("utf-8", "replace")}
        if answer["type"] == "Error":
            reason = str(answer["message"]).strip()
            full = full_disk(reason, str(self._site))
            raise SiteError(full or Message(_FAILED, {"reason": reason}))
        return answer

    def _exchange(self, request: bytes) -> bytes:
        """What it writes next, up to the comma or to its end."""
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            return b""
        with suppress(BrokenPipeError):
            asked.write(request)
            asked.flush()
        pieces = [os.read(told.fileno(), _MOST_AT_ONCE)]
        while pieces[-1] and not pieces[-1].endswith(b","):
            pieces.append(os.read(told.fileno(), _MOST_AT_ONCE))
        return b"".join(pieces)


_FAILED = N_(
    "The search could not be made, so nothing was published; what was published before still "
    'stands. "taizhang build --without-search" publishes without it. What the program of the '
    "search printed:\n{reason}"
)
