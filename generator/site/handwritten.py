"""Handwritten pages: their translations, their place in the navigation, links to data pages.

``about.md`` is the Chinese page; ``about.en.md`` beside it is the same page in English. A page
without one stands among the English pages in Chinese.
"""

import re
import shutil
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath

from generator.chinese.line_ends import join_html_lines
from generator.chinese.marking import mark_chinese, mark_chinese_page
from generator.model.errors import SiteError
from generator.model.handwritten import PAGES, TRANSLATED, is_left_out, page_address
from generator.model.message import N_, Language, Message
from generator.model.page import Address, SiteContext, relative_link
from generator.site.head import policy_meta

# Without closing signs and attributes, with or without a space.
_TITLE = re.compile(r"^#[ \t]*([^#\s].*)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}$")
# As Python-Markdown writes what has no end tag.
_SELF_CLOSED = re.compile(r"(<(?:br|hr|img)\b[^<>]*?) ?/>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# MkDocs knows no data page and leaves a foreign scheme alone, so that the links are ours to check.
# Inside a tag: a text may say the same.
_LINK = re.compile(r'(<a\b[^<>]*\s)href="taizhang:(/[^"#]*)(#[^"]*)?"')
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TEXTS = frozenset({".htm", ".html", ".json", ".csv", ".tsv", ".yaml", ".yml", ".xml", ".txt"})
# Folders and types of ballots, roster and decision, which must never lie beside pages.
_PRIVATE_NAMES = frozenset({"private", "ballots"})
_PRIVATE_TYPES = frozenset({".yaml", ".yml"})

NavEntry = dict[str, object]


def pages_folder(root: Path) -> Path:
    """The folder of the project's handwritten pages."""
    return root / PAGES


def copy_pages(pages: Path, docs: Path, context: SiteContext) -> None:
    """Copy the pages of one language, with the files beside them, to where they are rendered."""
    below = docs / context.root.strip("/")
    if not pages.is_dir():
        # A project need not have any, and git keeps no empty folder.
        return
    shutil.copytree(pages, below, ignore=_unpublished)
    # A page without a translation stands in Chinese, so that no link of another page breaks.
    for page in _chinese_pages(pages):
        shutil.copyfile(_source(page, context.language), below / page.relative_to(pages))


def _unpublished(_: str, names: list[str]) -> list[str]:
    endings = tuple(TRANSLATED.values())
    return [name for name in names if name.endswith(endings) or is_left_out(PurePosixPath(name))]


def navigation(context: SiteContext, pages: Path) -> list[NavEntry]:
    """The tabs of the plan, then one for each handwritten page beside no other, and each folder."""
    tabs: list[NavEntry] = [
        {tab.title: f"{tab.address.strip('/')}/index.md".lstrip("/")} for tab in context.tabs
    ]
    root, language = context.root.lstrip("/"), context.language
    alone: list[NavEntry] = [
        {_title(page, language): root + page.name}
        for page in _chinese_pages(pages)
        if page.parent == pages
    ]
    folders: list[NavEntry] = [
        {
            _title(files[0], language): [
                {_title(file, language): root + file.relative_to(pages).as_posix()}
                for file in files
            ]
        }
        for files in _folders(pages)
    ]
    return tabs + alone + folders


def not_translated(context: SiteContext, pages: Path) -> list[str]:
    """The source paths of pages that stand in Chinese among those of another language."""
    return [
        context.root.lstrip("/") + page.relative_to(pages).as_posix()
        for page in _chinese_pages(pages)
        if context.language is not Language.CHINESE and _source(page, context.language) == page
    ]


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
    endings = tuple(TRANSLATED.values())
    return sorted(
        page
        for page in pages.rglob("*.md")
        if not page.name.endswith(endings) and _is_published(page, pages)
    )


def _is_published(file: Path, pages: Path) -> bool:
    return file.is_file() and not is_left_out(PurePosixPath(file.relative_to(pages)))


def _source(page: Path, language: Language) -> Path:
    """The page's translation into the language, else the Chinese page itself."""
    if language is Language.CHINESE:
        return page
    translated = page.with_name(page.stem + TRANSLATED[language])
    return translated if translated.is_file() else page


def _folders(pages: Path) -> Iterator[list[Path]]:
    """The Chinese pages of each folder and of those below it, its index first."""
    every = _chinese_pages(pages)
    for folder in sorted(path for path in pages.glob("*") if path.is_dir()):
        files = [page for page in every if folder in page.parents]
        if files:
            yield sorted(
                files, key=lambda file: (file.parent.parts, file.stem != "index", file.name)
            )


def _title(page: Path, language: Language) -> str:
    file = _source(page, language)
    match = _TITLE.search(file.read_text(encoding="utf-8-sig"))
    title = page.stem
    if match is not None:
        # Apart from the pattern: its spaces and signs could be parted in very many ways.
        title = _ATTRIBUTES.sub("", match[1].rstrip()).rstrip().rstrip("#").rstrip()
    return title if language is Language.CHINESE else mark_chinese(escape(title))


def check_data_links(root: Path, site: Path, context: SiteContext) -> None:
    """Raise SiteError for the first link of the scheme taizhang: that leads to no page."""
    pages = pages_folder(root)
    for page, rendered in zip(_chinese_pages(pages), page_files(pages, context), strict=True):
        # Searched in the rendered page: an example in code is no link.
        for _, link, _ in _LINK.findall((site / rendered).read_text(encoding="utf-8")):
            target = unescape(link)
            file_or_page = site / _target_address(target, context).lstrip("/")
            if not any(path.is_file() for path in (file_or_page / "index.html", file_or_page)):
                place = _place(f"taizhang:{target}", _source(page, context.language), root)
                text = N_("{place}: there is no page {target} in this site.")
                raise SiteError(Message(text, {"place": place, "target": target}))


def _place(written: str, file: Path, root: Path) -> str:
    """The file and line where a text is written, the first line where it is written otherwise."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    number = next((at for at, line in enumerate(lines, start=1) if written in line), 1)
    return f"{file.relative_to(root).as_posix()}:{number}"


def page_files(pages: Path, context: SiteContext) -> tuple[str, ...]:
    """The files that the handwritten pages become in one language."""
    root = context.root.lstrip("/")
    sources = (PurePosixPath(page.relative_to(pages)) for page in _chinese_pages(pages))
    return tuple(f"{root}{page_address(source).lstrip('/')}index.html" for source in sources)


def text_files(pages: Path) -> tuple[str, ...]:
    """The text files beside the handwritten pages, which are published unchanged."""
    return tuple(
        file.relative_to(pages).as_posix()
        for file in sorted(pages.rglob("*"))
        if file.suffix.lower() in _TEXTS and _is_published(file, pages)
    )


def texts_of(file: Path) -> Iterator[str]:
    """The text of such a file, and with the characters that JSON has by their numbers."""
    # The encoding is not known, but digits are the same in every one that tables are saved in: in
    # UTF-16 with a zero beside each.
    text = file.read_text(encoding="utf-8", errors="replace").replace("\0", "")
    yield text
    if "\\u" in text:
        yield _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)


def finish_page(html: str, address: Address, head: str, switch: str, context: SiteContext) -> str:
    """A rendered handwritten page with its links resolved and its policy put in."""
    # A comment is a note to oneself; code that shows one is escaped.
    plain = join_html_lines(_SELF_CLOSED.sub(r"\1>", _COMMENT.sub("", html)))
    finished = _LINK.sub(lambda match: _resolve(match, address, context), plain)
    if context.language is not Language.CHINESE:
        finished = mark_chinese_page(finished)
    finished = finished.replace("@@ALTERNATE@@", switch, 1)
    # The policy comes last: it holds the hash of every inline style of the finished page.
    return finished.replace("@@HEAD@@", head, 1).replace("@@POLICY@@", policy_meta(finished), 1)


def _resolve(match: re.Match[str], address: Address, context: SiteContext) -> str:
    target = _target_address(unescape(match[2]), context)
    link = relative_link(address, target) + unescape(match[3] or "")
    return f'{match[1]}href="{escape(link)}"'


def _target_address(target: str, context: SiteContext) -> str:
    """The address that a link names, a page's in the language of the page that holds the link.

    ``/cycle/…`` means the current cycle, so that links stay right from year to year.
    """
    first, _, rest = target.lstrip("/").partition("/")
    path = f"{context.cycle}/{rest}" if first == "cycle" else target.lstrip("/")
    # Files are the same in every language; a Chinese page may stand in for one of another, whose
    # root its links then name already.
    own = "." not in path.rpartition("/")[2] and not f"/{path}".startswith(context.root)
    return (context.root if own else "/") + path
