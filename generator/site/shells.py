"""Shells: pages of the theme, empty but for sentinels, one a tab and depth."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.chinese.marking import mark_chinese_page
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.model.page import Link, ShellKey

# The theme shows a contents column only where a page has a heading below its title: hence TOC.
_SHELL = """---
title: "@@TITLE@@"
shell: true
tab: "{tab}"
hide: [{hidden}]
---

# @@H1@@ {{#top}}

## @@TOC@@ {{#toc}}
"""
_BODY = re.compile(r'<h2 id="toc">@@TOC@@</h2>')
# In the header the title may be marked like the heading; elsewhere it stands in the head.
_HEADER = re.compile(r'(<span class="md-ellipsis">\s*)@@TITLE@@')
# A shell holds no text of its own, so that white space between tags means nothing.
_INDENT = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)")
_SENTINEL = re.compile(r"@@([A-Z0-9]+)@@")
# How often each sentinel must occur; another count means that the theme has changed.
_EXPECTED = {
    "POLICY": 1,
    "DESCRIPTION": 2,
    "HEAD": 1,
    "TITLE": 2,
    "NAVIGATION": 1,
    "CONTENTS": 1,
    "PATH": 1,
    "H1": 2,
    "BODY": 1,
}


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell cut at its sentinels: ``pieces[0] names[0] pieces[1] … pieces[-1]``."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def join(self, values: Mapping[str, str]) -> str:
        """The page: pieces and values in turn. Values are never searched."""
        # Searching a page for sentinels would let a county's text name one and move the page about.
        joined = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            joined += (values[name], piece)
        return "".join(joined)


def write_shell_sources(docs: Path, keys: Iterable[ShellKey], tabs: tuple[Link, ...]) -> None:
    """Write a Markdown page a shell, and a stub where each tab leads."""
    # MkDocs refuses a navigation entry without a page; data pages take the place of the stubs.
    for tab in tabs:
        stub = docs / tab.address.strip("/") / "index.md"
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(f"# {tab.title}\n", encoding="utf-8")
    for at, key in enumerate(keys):
        source = docs / _shell_folder(at, key.depth) / "index.md"
        source.parent.mkdir(parents=True, exist_ok=True)
        shown = {"navigation": key.navigation, "toc": key.contents}
        hidden = ", ".join(name for name, is_shown in shown.items() if not is_shown)
        source.write_text(_SHELL.format(tab=key.tab, hidden=hidden), encoding="utf-8")


def read_shells(
    rendered: Path, keys: Iterable[ShellKey], *, switched: bool, marked: bool
) -> dict[ShellKey, Shell]:
    """Read the rendered shells. Raises SiteError where the theme moved a sentinel.

    ``switched`` is whether they have a place for a switch of languages, ``marked`` whether
    Chinese in them is marked.
    """
    shells = {}
    for at, key in enumerate(keys):
        file = rendered / _shell_folder(at, key.depth) / "index.html"
        html = file.read_text(encoding="utf-8")
        shells[key] = cut_shell(mark_chinese_page(html) if marked else html, switched=switched)
    return shells


def cut_shell(html: str, *, switched: bool) -> Shell:
    """Cut a rendered shell at its sentinels. Raises SiteError where one is off."""
    html = _HEADER.sub(r"\1@@H1@@", _BODY.sub("@@BODY@@", html))
    html = _INDENT.sub("", html)
    parts = _SENTINEL.split(html)
    found = Counter(parts[1::2])
    expected = _EXPECTED | ({"ALTERNATE": 1} if switched else {})
    for name in sorted(expected.keys() | found.keys()):
        if found[name] != expected.get(name, 0):
            values = {
                "name": name,
                "found": str(found[name]),
                "expected": str(expected.get(name, 0)),
            }
            text = N_(
                "The theme has changed: the mark {name} occurs {found} times, not {expected}."
            )
            raise SiteError(Message(text, values))
    return Shell(tuple(parts[::2]), tuple(parts[1::2]))


def is_shell(path: Path) -> bool:
    """Whether a rendered file, by its path in the rendered folder, is a shell."""
    return path.parts[0].startswith("shell-")


def _shell_folder(at: int, levels: int) -> str:
    """A folder ``levels`` deep; the one shell for the root is the root's own page."""
    return "/".join([f"shell-{at}", *["x"] * (levels - 1)]) if levels else ""
