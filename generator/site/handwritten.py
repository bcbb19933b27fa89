"""Handwritten pages: where they stand in the navigation, and their links to data pages."""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from generator.model.chinese import mark_chinese
from generator.model.message import N_, Message
from generator.model.page import Address, Link, relative_link
from generator.site.errors import SiteError
from generator.site.policy import policy_meta

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_SOURCE_LINK = re.compile(r"taizhang:(/[^\s)\"'<>#]*)")
_LINK = re.compile(r'href="taizhang:(/[^"#]*)(#[^"]*)?"')
_TEXTS = frozenset({".html", ".json", ".csv", ".yaml", ".yml", ".xml", ".txt"})

NavEntry = dict[str, object]


def navigation(tabs: tuple[Link, ...], pages: Path) -> list[NavEntry]:
    """The tabs of the plan, then one a folder of handwritten pages."""
    folders: list[NavEntry] = [
        {title: [{_title(one): _path(one, pages)} for one in files]}
        for title, files in _folders(pages)
    ]
    return _tab_entries(tabs) + folders


def foreign_navigation(tabs: tuple[Link, ...], pages: Path) -> list[NavEntry]:
    """The tabs in another language, then the way to each folder, whose name stays Chinese."""
    folders: list[NavEntry] = [
        {mark_chinese(escape(title)): _path(files[0], pages)} for title, files in _folders(pages)
    ]
    return _tab_entries(tabs) + folders


def _tab_entries(tabs: tuple[Link, ...]) -> list[NavEntry]:
    return [{tab.title: f"{tab.address.strip('/')}/index.md".lstrip("/")} for tab in tabs]


def _folders(pages: Path) -> Iterator[tuple[str, list[Path]]]:
    """Each folder by the title of its first page, and its pages."""
    for folder in sorted(one for one in pages.iterdir() if one.is_dir()):
        files = sorted(folder.glob("*.md"), key=lambda one: (one.stem != "index", one.name))
        if files:
            yield _title(files[0]), files


def _path(file: Path, pages: Path) -> str:
    return file.relative_to(pages).as_posix()


def write_stubs(docs: Path, pages: Path) -> None:
    """Write an empty page where the handwritten ones stand, for the engine to lead to."""
    for file in pages.rglob("*.md"):
        stub = docs / file.relative_to(pages)
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("", encoding="utf-8")


def check_data_links(root: Path, pages: Path, site: Path) -> None:
    """Raise SiteError for the first link of the scheme taizhang: that leads to no page."""
    for file in sorted(pages.rglob("*.md")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            for target in _SOURCE_LINK.findall(line):
                if not (site / target.lstrip("/") / "index.html").is_file():
                    place = f"{file.relative_to(root).as_posix()}:{number}"
                    text = N_("{place}: there is no page {target} in this site.")
                    raise SiteError(Message(text, {"place": place, "target": target}))


def page_files(pages: Path) -> tuple[str, ...]:
    """The files that the handwritten pages become, and the one for what is not there."""
    sources = (one.relative_to(pages) for one in sorted(pages.rglob("*.md")))
    folders = (one.parent if one.stem == "index" else one.with_suffix("") for one in sources)
    return (*((one / "index.html").as_posix() for one in folders), "404.html")


def text_files(pages: Path) -> tuple[str, ...]:
    """The texts that stand beside the handwritten pages and are published as they are."""
    found = (one for one in sorted(pages.rglob("*")) if one.suffix.lower() in _TEXTS)
    return tuple(one.relative_to(pages).as_posix() for one in found if one.is_file())


def finish_page(html: str, address: Address, head: str, switch: str) -> str:
    """A rendered handwritten page with its links resolved and its policy put in."""
    finished = _LINK.sub(lambda match: _resolve(match, address), html)
    finished = finished.replace("@@ALTERNATE@@", switch, 1)
    return finished.replace("@@HEAD@@", head, 1).replace("@@POLICY@@", policy_meta(finished), 1)


def _resolve(match: re.Match[str], address: Address) -> str:
    link = relative_link(address, unescape(match[1])) + unescape(match[2] or "")
    return f'href="{escape(link)}"'


def _title(file: Path) -> str:
    match = _TITLE.search(file.read_text(encoding="utf-8"))
    return match[1].strip() if match else file.stem
