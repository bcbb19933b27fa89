"""Print a document to PDF with a browser, which this module alone knows."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.model.message import N_, Message

# Names to look for on PATH, then the places where Windows and macOS install them.
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
_INSTALLED = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_SECONDS = 180
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    # A browser calls its maker by default; while it prints evidence it must not.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Two names of one option: the second is that of older versions.
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
)


class UnprintableDocument(Exception):
    """No PDF was made; carries the sentence that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def print_pdf(document: Path, pdf: Path) -> None:
    """Print an HTML file to a PDF file: tagged, with bookmarks. Raises UnprintableDocument."""
    # With the user's profile an open browser would take over the command, and print nothing.
    # On Windows its processes may hold files of the profile a little longer than it runs.
    browser = _browser()
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as profile:
        command = [
            str(browser),
            *_OPTIONS,
            *_sandbox(),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf}",
            document.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise _failure(browser) from error
    # A browser can end well without having printed.
    if not pdf.is_file():
        raise _failure(browser)


def _failure(browser: Path) -> UnprintableDocument:
    text = N_("{browser} could not print the document. Try again, or name another with {variable}.")
    return UnprintableDocument(Message(text, {"browser": browser.name, "variable": _VARIABLE}))


def _sandbox() -> Iterator[str]:
    """No sandbox for root, with which a browser would not start; the document is our own."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"


_VARIABLE = "TAIZHANG_BROWSER"


def _browser() -> Path:
    chosen = os.environ.get(_VARIABLE)
    # Only the one that was named: falling back to another would hide a mistyped name.
    for program in [chosen] if chosen else _candidates():
        if found := shutil.which(program):
            return Path(found)
    text = N_(
        "A PDF is printed by a browser, and none was found. Install Edge, Chrome or Chromium, "
        "or name its program with {variable}; or open the page 装订材料 of the county and print it."
    )
    raise UnprintableDocument(Message(text, {"variable": _VARIABLE}))


def _candidates() -> Iterator[str]:
    yield from _NAMES
    for root in _ROOTS:
        if root in os.environ:
            yield from (str(Path(os.environ[root]) / path) for path in _INSTALLED)
    yield from _MAC
