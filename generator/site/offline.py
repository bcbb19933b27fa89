"""A copy that opens from a disk: its links name index.html, its search data is one script."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from generator.site.outputs import files_in
from generator.site.search import CONTENT, FACET, NOT_SEARCHED

_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')
# The search of a served site cannot be loaded from a disk.
_ENGINE = ('data-engine="pagefind"', 'data-engine="copy"')
# A copy needs none of these, and each would have to name index.html too.
_REL = re.compile(r'<link rel="(?:prev|next|alternate )"[^>]*>')
FILE = "search-data.js"
# The element that holds a page's content.
_TAG, _CLASS = CONTENT.split(".")
# Elements that have no end tag.
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})


def make_offline(site: Path, data_pages: Collection[str], *, partial: bool = False) -> None:
    """Rewrite all pages but the data pages, which are written so; paths are those in the site.

    Links out of a site that is ``partial`` become text, on every page.
    """
    # Only a server shows it.
    (site / "404.html").unlink(missing_ok=True)
    for path in files_in(site):
        file, is_offline = site / path, path in data_pages
        if path.endswith(".html") and (partial or not is_offline):
            text = file.read_text(encoding="utf-8")
            page = text if is_offline else offline_page(text)
            file.write_text(_inner_links(page, file.parent) if partial else page, encoding="utf-8")


def offline_page(html: str) -> str:
    """The page with every link to a folder naming its index.html, since no server adds it."""
    html = _REL.sub("", html).replace(*_ENGINE, 1)
    return _HREF.sub(lambda match: match[1] + offline_link(match[2]) + match[3], html)


def _inner_links(html: str, folder: Path) -> str:
    """The page whose links to what is not in its site lead nowhere."""

    def kept(match: re.Match[str]) -> str:
        path = unquote(unescape(match[2]).partition("#")[0].partition("?")[0])
        outer = not path or ":" in path or (folder / path).exists()
        return match[0] if outer else f'{match[1]}#" aria-disabled="true{match[3]}'

    return _HREF.sub(kept, html)


# Pages of one depth share most of their links.
@lru_cache(maxsize=4096)
def offline_link(href: str) -> str:
    """The link, its path naming index.html where it names a folder of this site."""
    path = href.partition("#")[0].partition("?")[0]
    if "://" in path or path.startswith("//"):
        return href
    rest = href[len(path) :]
    if path in (".", "..") or path.endswith(("/.", "/..")):
        path += "/"
    return f"{path}index.html{rest}" if path.endswith("/") else href


def write_search_copy(site: Path) -> None:
    """Write ``search-data.js``: a list of address, title, text and facets a page."""
    pages = []
    for file in sorted(site.rglob("index.html")):
        found = _Article()
        found.feed(file.read_text(encoding="utf-8"))
        if found.texts:
            address = file.relative_to(site).as_posix()
            text = " ".join("".join(found.texts).split())
            pages.append([address, "".join(found.title).strip(), text, found.facets])
    # A script, since a page that was opened from a disk may fetch no file.
    data = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    (site / FILE).write_text(f"window.taizhangPages={data};\n", encoding="utf-8")


@dataclass
class _Article(HTMLParser):
    """Collects title, text and facets of a page's content, as Pagefind would."""

    title: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    facets: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        # How many of the open elements stand in a part that is not to be searched.
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        inside = self.open or (tag == _TAG and _CLASS in (named.get("class") or "").split())
        if not inside or tag in _VOID:
            return
        self.open.append(tag)
        if self.left_out or NOT_SEARCHED in named:
            self.left_out += 1
        elif value := named.get(FACET):
            name, _, choice = value.partition(":")
            self.facets.append((name, choice))

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()
            self.left_out -= self.left_out > 0
            # The words of two cells must not run together.
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.open and not self.left_out:
            (self.title if "h1" in self.open else self.texts).append(data)
