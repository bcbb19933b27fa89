"""The search of the published pages: Pagefind's index, made by its own program."""

import subprocess
import sys
from pathlib import Path

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.site.disk_faults import full_disk

FOLDER = "search"
FACET = "data-pagefind-filter"
DEPTH = "data-pagefind-sort"
NOT_SEARCHED = "data-pagefind-ignore"
CONTENT = "article.md-content__inner"
# Each fragment is one request; a page's text is loaded only where it is among the results.
_FRAGMENTS = "100"
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
    """Write the index of the finished pages into the site. Raises SiteError."""
    command = [str(program), "--site", str(site), "--output-subdir", FOLDER, "--quiet"]
    # One index, which knows Chinese words, also those on pages in another language.
    command += ["--root-selector", CONTENT, "--force-language", "zh", "--max-fragments", _FRAGMENTS]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        reason = (done.stdout + done.stderr).strip()
        raise SiteError(full_disk(reason, str(site)) or Message(_FAILED, {"reason": reason}))
    # Pagefind's own interface, which no page of ours loads.
    for unused in (*(site / FOLDER).glob("pagefind-*.css"), *(site / FOLDER).glob("pagefind-*.js")):
        if unused.name != "pagefind-worker.js":
            unused.unlink()


_FAILED = N_(
    "The search could not be made, so nothing was published; what was published before still "
    'stands. "taizhang build --without-search" publishes without it. What the program of the '
    "search printed:\n{reason}"
)
