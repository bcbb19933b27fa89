"""Handwritten pages: their translations, their place in the navigation, links to data pages.

``about.md`` is the Chinese page; ``about.en.md`` beside it is the same page in English. A page
without one stands among the English pages in Chinese.
"""

import re
import shutil
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from generator.chinese.line_ends import join_html_lines
from generator.chinese.marking import mark_chinese, mark_chinese_page
from generator.model.errors import SiteError
from generator.model.message import N_, Language, Message
from generator.model.page import Address, SiteContext, relative_link
from generator.site.head import policy_meta

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
# MkDocs knows no data page and leaves a foreign scheme alone, so that the links are ours to check.
_SOURCE_LINK = re.compile(r"taizhang:(/[^\s)\"'<>#]*)")
_LINK = re.compile(r'href="taizhang:(/[^"#]*)(#[^"]*)?"')
_TEXTS = frozenset({".html", ".json", ".csv", ".yaml", ".yml", ".xml", ".txt"})
# Folders and types of ballots, roster and decision, which must never lie beside pages.
_PRIVATE_NAMES = frozenset({"private", "ballots"})
_PRIVATE_TYPES = frozenset({".yaml", ".yml"})
_TRANSLATED = {
    language: f".{language}.md" for language in Language if language is not Language.CHINESE
}

NavEntry = dict[str, object]


def pages_folder(root: Path) -> Path:
    """The folder of the project's handwritten pages."""
    return root / "content" / "pages"


def copy_pages(pages: Path, docs: Path, context: SiteContext) -> None:
    """Copy the pages of one language, with the files beside them, to where they are rendered."""
    translations = (f"*{ending}" for ending in _TRANSLATED.values())
    below = docs / context.root.strip("/")
    if not pages.is_dir():
        # A project need not have any, and git keeps no empty folder.
        return
    shutil.copytree(pages, below, ignore=shutil.ignore_patterns(*translations))
    # A page without a translation stands in Chinese, so that no link of another page breaks.
    for page in _chinese_pages(pages):
        shutil.copyfile(_source(page, context.language), below / page.relative_to(pages))


def navigation(context: SiteContext, pages: Path) -> list[NavEntry]:
    """The tabs of the plan, then a tab for each folder of handwritten pages."""
    tabs: list[NavEntry] = [
        {tab.title: f"{tab.address.strip('/')}/index.md".lstrip("/")} for tab in context.tabs
    ]
    root, language = context.root.lstrip("/"), context.language
    folders: list[NavEntry] = [
        {
            _title(files[0], language): [
                {_title(file, language): root + file.relative_to(pages).as_posix()}
                for file in files
            ]
        }
        for files in _folders(pages)
    ]
    return tabs + folders


def not_translated(context: SiteContext, pages: Path) -> list[str]:
    """The source paths of pages that stand in Chinese among those of another language."""
    return [
        context.root.lstrip("/") + page.relative_to(pages).as_posix()
        for page in _chinese_pages(pages)
        if context.language is not Language.CHINESE and _source(page, context.language) == page
    ]


def check_translations(root: Path) -> None:
    """Raise SiteError for the first translated page that lacks its Chinese page."""
    for ending in _TRANSLATED.values():
        for file in sorted(pages_folder(root).rglob(f"*{ending}")):
            original = file.with_name(file.name.removesuffix(ending) + ".md")
            if not original.is_file():
                text = N_("{place}: there is no Chinese page {name} beside it.")
                values = {"place": file.relative_to(root).as_posix(), "name": original.name}
                raise SiteError(Message(text, values))


def check_private(root: Path) -> None:
    """Raise SiteError for the first file beside the pages that may be private.

    Everything in that folder is published.
    """
    pages = pages_folder(root)
    for file in sorted(pages.rglob("*")):
        names = {part.lower() for part in file.relative_to(pages).parts}
        # A link would publish what it leads to, be it outside the project.
        private = names & _PRIVATE_NAMES or file.suffix.lower() in _PRIVATE_TYPES
        if private or file.is_symlink():
            text = N_(
                "Not published: {place}. Everything in content/pages becomes public, and no "
                "roster, ballot, decision or link may lie there; move it, such as into private/."
            )
            raise SiteError(Message(text, {"place": file.relative_to(root).as_posix()}))


def _chinese_pages(pages: Path) -> list[Path]:
    endings = tuple(_TRANSLATED.values())
    return sorted(page for page in pages.rglob("*.md") if not page.name.endswith(endings))


def _source(page: Path, language: Language) -> Path:
    """The page's translation into the language, else the Chinese page itself."""
    if language is Language.CHINESE:
        return page
    translated = page.with_name(page.stem + _TRANSLATED[language])
    return translated if translated.is_file() else page


def _folders(pages: Path) -> Iterator[list[Path]]:
    """The Chinese pages of each folder, its index first."""
    every = _chinese_pages(pages)
    for folder in sorted(path for path in pages.glob("*") if path.is_dir()):
        files = [page for page in every if page.parent == folder]
        if files:
            yield sorted(files, key=lambda file: (file.stem != "index", file.name))


def _title(page: Path, language: Language) -> str:
    file = _source(page, language)
    match = _TITLE.search(file.read_text(encoding="utf-8"))
    title = match[1].strip() if match else page.stem
    return title if language is Language.CHINESE else mark_chinese(escape(title))


def check_data_links(root: Path, site: Path, context: SiteContext) -> None:
    """Raise SiteError for the first link of the scheme taizhang: that leads to no page."""
    # Searched in the source, whose line the message can name.
    for page in _chinese_pages(pages_folder(root)):
        file = _source(page, context.language)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            for target in _SOURCE_LINK.findall(line):
                if not (site / _target_page(target, context).lstrip("/") / "index.html").is_file():
                    place = f"{file.relative_to(root).as_posix()}:{number}"
                    text = N_("{place}: there is no page {target} in this site.")
                    raise SiteError(Message(text, {"place": place, "target": target}))


def page_files(pages: Path, context: SiteContext) -> tuple[str, ...]:
    """The files that the handwritten pages become in one language."""
    root = context.root.lstrip("/")
    sources = (page.relative_to(pages) for page in _chinese_pages(pages))
    folders = (
        source.parent if source.stem == "index" else source.with_suffix("") for source in sources
    )
    return tuple(root + (folder / "index.html").as_posix() for folder in folders)


def text_files(pages: Path) -> tuple[str, ...]:
    """The text files beside the handwritten pages, which are published unchanged."""
    return tuple(
        file.relative_to(pages).as_posix()
        for file in sorted(pages.rglob("*"))
        if file.suffix.lower() in _TEXTS and file.is_file()
    )


def finish_page(html: str, address: Address, head: str, switch: str, context: SiteContext) -> str:
    """A rendered handwritten page with its links resolved and its policy put in."""
    finished = _LINK.sub(lambda match: _resolve(match, address, context), join_html_lines(html))
    if context.language is not Language.CHINESE:
        finished = mark_chinese_page(finished)
    finished = finished.replace("@@ALTERNATE@@", switch, 1)
    # The policy comes last: it holds the hash of every inline script of the finished page.
    return finished.replace("@@HEAD@@", head, 1).replace("@@POLICY@@", policy_meta(finished), 1)


def _resolve(match: re.Match[str], address: Address, context: SiteContext) -> str:
    target = _target_page(unescape(match[1]), context)
    link = relative_link(address, target) + unescape(match[2] or "")
    return f'href="{escape(link)}"'


def _target_page(target: str, context: SiteContext) -> str:
    """The address that a link names, in the language of the page that holds the link.

    ``/cycle/…`` means the current cycle, so that links stay right from year to year.
    """
    first, _, rest = target.lstrip("/").partition("/")
    return context.root + (f"{context.cycle}/{rest}" if first == "cycle" else target.lstrip("/"))
