"""Handwritten pages by their paths: what is published of them, and at which address."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.model.message import Language
from generator.model.page import Address

PAGES = "content/pages"
"""Holds the pages that an office writes for its site."""

TRANSLATED: Mapping[Language, str] = {
    language: f".{language}.md" for language in Language if language is not Language.CHINESE
}
"""How the name of a translated page ends, by its language."""

# Other endings of Markdown, and ".md" as Windows hides it and input methods write it.
_MARKDOWN_ENDINGS = re.compile(
    r"(.+?)((?:[.．。](?:md|markdown|mdown|mkdn?)(?:\.txt)?)+)", re.IGNORECASE
)
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_README = re.compile(r"readme(?:\.[a-z]{2})?\.(?:md|markdown|mdown|mkdn?|txt)", re.IGNORECASE)
# What a site has at its root beside the years: pages, files and folders of the program.
_RESERVED = frozenset(
    {
        "index",
        "index.html",
        "years",
        "rules",
        "assets",
        "search",
        "404",
        "404.html",
        "feed.xml",
        "manifest.json",
        "sitemap.xml",
        "sitemap.xml.gz",
        *(language.value for language in Language),
    }
)
# Every year, so that a page stands where it is when the cycles go on.
_YEAR = re.compile(r"[0-9]{4}")


def is_hidden(path: PurePosixPath) -> bool:
    """Whether a step of the path is hidden, or a file that a system or a program leaves behind."""
    return any(step.startswith((".", "~$")) or step.lower() in _SYSTEM for step in path.parts)


def is_readme(path: PurePosixPath) -> bool:
    """Whether it is a note to whoever opens the folder, which is no page."""
    return _README.fullmatch(path.name) is not None


def is_left_out(path: PurePosixPath) -> bool:
    """Whether the file is not published."""
    return is_hidden(path) or is_readme(path)


def page_name(path: PurePosixPath) -> str | None:
    """The name that a page ought to have where its own is not read as one, None for others."""
    match = _MARKDOWN_ENDINGS.fullmatch(path.name)
    return f"{match[1]}.md" if match is not None and match[2] != ".md" else None


def page_address(path: PurePosixPath) -> Address:
    """The address of a Chinese page from the root of its language, by its path among the pages."""
    folder = path.parent if path.name == "index.md" else path.parent / path.name.removesuffix(".md")
    return Address("/" if folder == PurePosixPath() else f"/{folder.as_posix()}/")


def is_reserved(path: PurePosixPath) -> bool:
    """Whether the address of a file among the pages is one of the program's own."""
    first = path.parts[0] if len(path.parts) > 1 else path.name.removesuffix(".md")
    # In any case: some servers take Years for years.
    first = first.lower()
    return first in _RESERVED or first.startswith("shell-") or bool(_YEAR.fullmatch(first))
