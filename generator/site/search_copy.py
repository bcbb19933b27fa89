"""The search of a copy that opens from a disk: every page's text in one script."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from generator.site.search import CONTENT, FACET, NOT_SEARCHED

FILE = "search-data.js"
_TAG, _CLASS = CONTENT.split(".")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})


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
    data = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    (site / FILE).write_text(f"window.taizhangPages={data};\n", encoding="utf-8")


@dataclass
class _Article(HTMLParser):
    """Collects what stands in the content of a page, as Pagefind would."""

    title: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    facets: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
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
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.open and not self.left_out:
            (self.title if "h1" in self.open else self.texts).append(data)
