"""Links of handwritten pages: whether each leads to a page, a file or a heading that is there."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from generator.chinese.anchors import heading_anchor
from generator.load.handwritten.page_text import PageLink, PageText
from generator.model.finding import Fault
from generator.model.handwritten import TRANSLATED, is_reserved, page_address
from generator.model.rubric import Rubric

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OUTSIDE = frozenset({"http", "https", "mailto", "tel", "ftp", "sms"})
_SITE = "taizhang:"
_LETTERS = re.compile(r"[\W_]+")

Texts = Mapping[PurePosixPath, PageText]
"""The texts of the pages that could be read by their paths, translations under their own."""


class LinkTargets:
    """What a link can lead to: files by their paths, and the pages the program makes."""

    def __init__(
        self, texts: Texts, files: Collection[PurePosixPath], generated: re.Pattern[str]
    ) -> None:
        self._texts, self._files, self._generated = texts, files, generated
        self._endings = tuple(TRANSLATED.values())
        self._pages = [
            path for path in files if path.suffix == ".md" and not path.name.endswith(self._endings)
        ]
        self._addresses = {page_address(page) for page in self._pages}

    def faults(self) -> Iterator[Fault]:
        """Yield a fault for each link that leads nowhere."""
        for path, text in self._texts.items():
            for link in text.links:
                values = self._wrong(path, link)
                if values is not None:
                    shown = {"target": link.target or "()"}
                    yield Fault("dead-link", link.place, {**shown, **values})

    def _wrong(self, path: PurePosixPath, link: PageLink) -> dict[str, str] | None:
        """What is wrong with the link, None for nothing."""
        target = link.target
        scheme = _SCHEME.match(target)
        if target.startswith(_SITE):
            return self._wrong_address(path, target.removeprefix(_SITE))
        # A drive of Windows reads as a scheme of one letter.
        if (scheme and scheme[1].lower() == "file") or "\\" in target or _is_drive(target):
            return {"cause": "computer"}
        if scheme:
            whole = scheme[1].lower() not in ("http", "https") or re.match(r"https?://[^/]", target)
            return None if scheme[1].lower() in _OUTSIDE and whole else {"cause": "scheme"}
        if target.startswith("//"):
            return None
        if target.startswith("/"):
            return {"cause": "absolute", "near": _SITE + target}
        return self._wrong_path(path, link)

    def _wrong_address(self, path: PurePosixPath, target: str) -> dict[str, str] | None:
        address = target.partition("#")[0].partition("?")[0]
        # From Chinese pages the other languages can be reached under their own root.
        roots = () if path.name.endswith(self._endings) else tuple(TRANSLATED)
        for root in roots:
            address = re.sub(rf"^/{root}/", "/", address)
        if self._generated.fullmatch(address) or f"{address.rstrip('/')}/" in self._addresses:
            return None
        return {"cause": "address"}

    def _wrong_path(self, path: PurePosixPath, link: PageLink) -> dict[str, str] | None:
        written, _, fragment = link.target.partition("#")
        written = written.partition("?")[0]
        chinese = self._chinese(path)
        if not written:
            return self._wrong_anchor(path, "", fragment) if fragment else {"cause": "empty"}
        base = page_address(chinese).strip("/") if link.in_html else chinese.parent.as_posix()
        found = PurePosixPath(posixpath.normpath(posixpath.join(base, written)))
        if link.in_html:
            ok = found in self._files or f"/{found}/" in self._addresses or found.name == ""
            return None if ok else {"cause": "html"}
        if found in self._pages:
            page = self._in_language(found, path)
            return self._wrong_anchor(page, written, fragment) if fragment else None
        return None if found in self._files else self._meant(found, path)

    def _wrong_anchor(
        self, page: PurePosixPath, written: str, fragment: str
    ) -> dict[str, str] | None:
        text = self._texts.get(page)
        # A page that could not be read may have any.
        if text is None or fragment in text.anchors:
            return None
        for form in (heading_anchor, lambda text: _LETTERS.sub("", text.lower())):
            near = [anchor for anchor in sorted(text.anchors) if form(anchor) == form(fragment)]
            if near:
                return {"cause": "anchor", "near": f"{written}#{near[0]}"}
        return {"cause": "anchor"}

    def _meant(self, found: PurePosixPath, path: PurePosixPath) -> dict[str, str]:
        """The fault of a path without a file, with the page that is likely meant."""
        for page in (found.with_suffix(".md"), found / "index.md", self._chinese(found)):
            if page in self._pages:
                start = path.parent.as_posix()
                return {"cause": "file", "near": posixpath.relpath(page.as_posix(), start)}
        steps = [step for step in found.parts if step != ".."]
        if steps and is_reserved(PurePosixPath(*steps)):
            return {"cause": "generated"}
        return {"cause": "file"}

    def _chinese(self, path: PurePosixPath) -> PurePosixPath:
        for ending in self._endings:
            if path.name.endswith(ending):
                return path.with_name(path.name.removesuffix(ending) + ".md")
        return path

    def _in_language(self, page: PurePosixPath, source: PurePosixPath) -> PurePosixPath:
        """The page as a link from ``source`` reaches it: translated where it is."""
        for ending in self._endings:
            translated = page.with_name(page.stem + ending)
            if source.name.endswith(ending) and translated in self._texts:
                return translated
        return page


def generated_addresses(rubric: Rubric, past: Collection[str]) -> re.Pattern[str]:
    """A pattern of the addresses that the program may give to pages and files, in any state."""
    current = _of_cycle(rubric.county_by_id, (item.lower() for item in rubric.items))
    cycles = [f"(?:cycle|{rubric.cycle}){current}"]
    # Counties and items of past cycles are their own.
    cycles += [f"(?:{'|'.join(map(re.escape, past))}){_of_cycle(['[^/]+'], ['[^/]+'])}"] * bool(
        past
    )
    return re.compile(rf"/(?:(?:years|rules)/?|feed\.xml|{'|'.join(cycles)})?")


def _of_cycle(counties: Collection[str], items: Collection[str] | Iterator[str]) -> str:
    county, item = f"(?:{'|'.join(counties)})", f"(?:{'|'.join(items)})"
    below = (
        f"counties(?:/{county}(?:/(?:volume|{item}))?)?",
        f"counties/{county}/attachments/.+",
        f"indicators(?:/{item})?",
        "method|results|matrix|calendar|burden|received|score|session|data",
        "compare(?:/[^/]+)?",
        "notices/[0-9]+",
        "data(?:/.+)?",
    )
    return f"(?:/(?:{'|'.join(below)}))?/?"


def _is_drive(target: str) -> bool:
    return re.match(r"[A-Za-z]:", target) is not None
