"""The theme of one language: rendered in the background, its shells read when first needed."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.cache import Cache, digest_of, version_of
from generator.folder_digest import folder_digest
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.model.page import Address, Page, ShellKey, SiteContext
from generator.site import handwritten
from generator.site.engine import begin_rendering
from generator.site.gate import Gate
from generator.site.head import Head
from generator.site.languages import alternate_meta, switch_links
from generator.site.shells import is_shell, read_shells, write_shell_sources
from generator.site.stamp import Stamper
from generator.site.used_styles import used_styles

# The theme's style sheets, in the order in which it loads them.
_STYLES = ("main", "palette")
# Where the cache keeps what is left of them.
_USED = "styles"
_INDENTATION = re.compile(r"\n\s+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BETWEEN = re.compile(r"(?<=[{};,])\s+|\s+(?=[{}])")


@dataclass(frozen=True, slots=True)
class Folders:
    """The project's folder, the one in which themes are rendered, and the cache for them."""

    root: Path
    scratch: Path
    cache: Cache | None


class Theme:
    """The theme of one language, rendering: its shells and its handwritten pages.

    ``wait`` returns when they are rendered; in a worker process, which cannot wait for a process
    that its parent started, it is replaced by a function that waits for the parent's signal. The
    first theme, the Chinese one, also brings the assets that all pages load.
    """

    def __init__(
        self,
        context: SiteContext,
        contexts: tuple[SiteContext, ...],
        folders: Folders,
        gate: Gate,
        *,
        searched: bool,
    ) -> None:
        self._root, self._pages = folders.root, handwritten.pages_folder(folders.root)
        self._context = context
        self._contexts = contexts
        self._gate = gate
        self.head = Head(
            base=context.public_url,
            indexed=context.indexed,
            feed=context.feed,
            feed_title=context.words["feed"],
        )
        self._stampers: dict[ShellKey, Stamper] = {}
        # Beside what is built, so that the next run deletes what a killed one leaves.
        self._scratch = tempfile.TemporaryDirectory(prefix="theme-", dir=folders.scratch)
        own = Path(self._scratch.name)
        docs = own / "docs"
        self._is_first = context is contexts[0]
        self._rendered = own / "rendered"
        handwritten.copy_pages(self._pages, docs, context)
        write_shell_sources(docs, context.shells, context.tabs)
        settings = self._settings(searched=searched)
        # Begun now and waited for late: counties are read while the theme renders.
        self._rendering = begin_rendering(
            folders.root, docs, self._rendered, settings, folders.cache
        )
        self.wait: Callable[[], object] = self._rendering.finish

    def __getstate__(self) -> dict[str, object]:
        """What another machine is handed of a theme that is rendered: neither process nor deletion."""
        state = dict(self.__dict__)
        del state["_scratch"], state["_rendering"]
        return {**state, "_stampers": {}, "wait": _return_at_once}

    def _settings(self, *, searched: bool) -> dict[str, object]:
        """The theme's settings that are not in mkdocs.yml."""
        context, switched = self._context, len(self._contexts) > 1
        extra: dict[str, object] = {
            "notice": context.notice,
            # What search engines are to leave alone is for reviewers.
            "confidential": not context.indexed,
            "words": {**context.words, "palette": dict(context.palette)},
            # The page for a wrong address is one for all languages.
            "other_languages": {
                foreign.language.value: dict(foreign.words)
                for foreign in self._contexts
                if foreign is not context
            },
            "searched": searched,
            "switched": switched,
            # Material asks for "alternate" where the header is to hold more than its own.
            "alternate": searched or switched,
        }
        # MkDocs would warn of shells outside the navigation, and a warning ends a strict build.
        settings: dict[str, object] = {
            "not_in_nav": "/shell-*",
            "nav": handwritten.navigation(context, self._pages),
            "extra": extra,
            # MkDocs leaves this folder out unless it is told otherwise.
            "exclude_docs": "!/templates/",
            # Links to headings are ours to check, as are addresses from the root.
            "validation": {"links": {"not_found": "warn", "unrecognized_links": "warn"}},
        }
        if self._is_first:
            return settings
        extra["homepage"] = context.root.lstrip("/")
        extra["untranslated"] = handwritten.not_translated(context, self._pages)
        return settings | _foreign_settings(context)

    def stamper(self, page: Page) -> Stamper:
        """The stamper of the page's shell; the first call waits for the theme."""
        return stamper_of(page, self._all_stampers())

    def _all_stampers(self) -> Mapping[ShellKey, Stamper]:
        if not self._stampers:
            self.wait()
            shells = read_shells(
                self._rendered,
                self._context.shells,
                switched=len(self._contexts) > 1,
                marked=not self._is_first,
            )
            self._stampers = {
                key: Stamper(shell, self.head, self._gate, self._context, self._contexts)
                for key, shell in shells.items()
            }
        return self._stampers

    def fixed(self) -> str:
        """What all pages of the language have in common; the first call waits for the theme."""
        context = self._context
        # In an order of their own: that of a set is another in each process.
        numbers = sorted(context.exempted), sorted(context.of_office)
        plain = replace(context, exempted=frozenset(), of_office=frozenset())
        shells = {key: stamper.shell for key, stamper in self._all_stampers().items()}
        return repr((plain, numbers, shells))

    def rendered(self) -> bytes:
        """A digest of all that was rendered; the first call waits for the theme."""
        self.wait()
        return folder_digest(self._rendered)

    def finish_handwritten(self, building: Path, *, partial: bool = False) -> None:
        """Finish the handwritten pages in the folder that is being built. Raises SiteError.

        All pages that they lead to must be there, in other languages too, but in a site that is
        ``partial``.
        """
        if not partial:
            handwritten.check_data_links(self._root, building, self._context)
        for path in handwritten.page_files(self._pages, self._context):
            address = Address(f"/{path.removesuffix('index.html')}")
            alternates = alternate_meta(address, self._context, self._contexts, self.head.base)
            switch = switch_links(address, self._context, self._contexts)
            self._finish(building / path, address, alternates, switch)
        for path in handwritten.text_files(self._pages):
            is_html = path.lower().endswith((".htm", ".html"))
            for text in handwritten.texts_of(building / path):
                (self._gate.check if is_html else self._gate.check_text)(text, path)
        if self._is_first:
            self._finish(building / "404.html", Address("/"))

    def copy_rendered(self, building: Path) -> None:
        """Copy the handwritten pages, but none over a data page; of the first theme also the assets."""
        self.wait()
        stubs = {f"{tab.address.strip('/')}/index.html".lstrip("/") for tab in self._context.tabs}
        source = self._rendered / ("" if self._is_first else self._context.root.strip("/"))
        for file in source.rglob("*"):
            path = file.relative_to(self._rendered)
            hidden = path.as_posix() in stubs or is_shell(path) or (building / path).exists()
            if file.is_file() and not hidden:
                (building / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, building / path)

    def pages(self) -> Iterator[str]:
        """The HTML of all that was rendered, shells among it."""
        yield from _texts(self._rendered.rglob("*.html"))

    def _finish(self, file: Path, address: Address, alternates: str = "", switch: str = "") -> None:
        head = self.head.lines(address) + alternates
        html = file.read_text(encoding="utf-8")
        html = handwritten.finish_page(html, address, head, switch, self._context)
        self._gate.check(html, file.name)
        file.write_text(html, encoding="utf-8")

    def clear_up(self) -> None:
        """Stop the engine and delete what it rendered."""
        self._rendering.stop()
        self._scratch.cleanup()


def _return_at_once() -> None:
    """What waiting is for a theme that is rendered."""


def stamper_of(page: Page, stampers: Mapping[ShellKey, Stamper]) -> Stamper:
    """The stamper of the page's shell. Raises ValueError, for developers, where there is none."""
    stamper = stampers.get(page.shell)
    if stamper is None:
        raise ValueError(
            f"The page {page.address} needs {page.shell}, which was not rendered: "
            "site_context shows no such tab, or no PageKind declares that shape."
        )
    return stamper


def _foreign_settings(context: SiteContext) -> dict[str, object]:
    """The theme's settings that mkdocs.yml has in Chinese, in the context's language."""
    texts = {
        "site_name": context.title,
        "site_description": context.description,
        "copyright": context.copyright,
    }
    return {key: text for key, text in texts.items() if text} | {
        "theme": {"language": context.language.value}
    }


def join_styles(assets: Path, pages: Iterable[str], cache: Cache | None) -> None:
    """Join what pages use of the theme's styles, and ours. Raises SiteError where one is missing.

    One file is one request, before which no browser shows a page. ``pages`` are the templates of
    data pages, and all others.
    """
    folder, own = assets / "stylesheets", assets / "taizhang.css"
    sheet = "\n".join(_style(folder, name) for name in _STYLES)
    ours = own.read_text(encoding="utf-8")
    # Our scripts give elements what they like, in few words; the theme's has words for all pages.
    theirs = set(assets.glob("javascripts/*.js"))
    all_pages = [*pages, *_texts(set(assets.rglob("*.js")) - theirs)]
    scripts = [ours, *_texts(theirs)]
    own.write_text(f"{_used(sheet, all_pages, scripts, cache)}\n{ours}", encoding="utf-8")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def strip_indentation(assets: Path) -> None:
    """Make our own styles and scripts ``without_indentation``."""
    for file in (*assets.rglob("*.css"), *assets.rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        bare = without_indentation(file.name, text)
        # One that an earlier build wrote is published under two names: it is never written to.
        if bare != text:
            file.write_text(bare, encoding="utf-8")


def without_indentation(name: str, text: str) -> str:
    """A style or script without indentation and empty lines, a style without comments.

    They are a tenth of a script. No text in a script may have several lines.
    """
    text = _INDENTATION.sub("\n", text)
    return _BETWEEN.sub("", _COMMENT.sub("", text)) if name.endswith(".css") else text


def _used(sheet: str, pages: list[str], scripts: list[str], cache: Cache | None) -> str:
    texts = (sheet, str(len(pages)), *pages, *scripts, version_of("tinycss2"))
    key = digest_of(*(text.encode() for text in texts))
    known = None if cache is None else cache.get(_USED, key)
    if known is not None:
        return known.decode()
    used = used_styles(sheet, pages, scripts)
    if cache is not None:
        cache.put(_USED, key, used.encode())
    return used


def _texts(files: Iterable[Path]) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(files)]


def _style(folder: Path, name: str) -> str:
    for file in folder.glob(f"{name}.*.css"):
        return file.read_text(encoding="utf-8")
    text = N_("The theme has changed: it has no style {name}.")
    raise SiteError(Message(text, {"name": name}))
