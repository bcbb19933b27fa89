"""Write the parts of a site to files, and finish the site from them."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

from generator.cache import Cache
from generator.model.finding import Fault
from generator.model.message import N_, Language, Message
from generator.model.page import Asset, Page, SiteContext, SitePart, Written
from generator.model.place import COUNTIES, Place
from generator.privacy.personal_numbers import without_numbers
from generator.site.gate import Gate, NumberOnPage
from generator.site.handwritten import check_private
from generator.site.offline import make_offline, offline_page, write_search_copy
from generator.site.outputs import Outputs, file_digest
from generator.site.publish import publishing
from generator.site.reviewers import keep_from_public
from generator.site.search import index_site, needed_program
from generator.site.theme import Folders, Theme, join_styles, strip_indentation, without_indentation
from generator.template_folders import template_folders

Progress = Callable[[str | Message], None]


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a site is written: for a server or a disk, with a search or without.

    ``origin`` is what its manifest says of where it comes from. Where it is ``partial``, of one
    county alone, handwritten pages may lead to pages that it has not.
    """

    offline: bool
    searched: bool
    partial: bool = False
    origin: Mapping[str, Any] = field(default_factory=dict)


class SiteWriter:
    """Writes parts of a site into the folder that is being built, in any process."""

    def __init__(
        self,
        building: Path,
        themes: Mapping[Language, Theme],
        gate: Gate,
        outputs: Outputs | None = None,
        *,
        offline: bool = False,
    ) -> None:
        self.building = building
        self.themes = themes
        self.gate = gate
        self.outputs = outputs or Outputs(building, None)
        self.offline = offline

    def reuse(self, files: Mapping[str, str]) -> bool:
        """Put files of the last output into the new one, by path with their SHA-256, if all stand."""
        return self.outputs.reuse(files)

    def fixed(self) -> Iterator[bytes]:
        """What all pages have in common, however many there are."""
        yield repr(self.offline).encode()
        for theme in self.themes.values():
            yield theme.fixed().encode()

    def rendered(self) -> Iterator[bytes]:
        """A digest of the pages and files of each theme, which stand beside those of the parts."""
        return (theme.rendered() for theme in self.themes.values())

    def write(self, part: SitePart) -> Written:
        """Write the part, but the text of no page that holds a person's number."""
        withheld: list[Fault] = []
        files: dict[str, str] = {}
        pages = 0
        for page in part.pages:
            pages += 1
            html = self._stamped(page, part.language, withheld)
            content = (offline_page(html) if self.offline else html).encode()
            self._put(page.address + "index.html", (content,), files)
        # Workbooks last: they are no text, and have the rows of the files that are checked.
        for asset in sorted(part.assets, key=_is_workbook):
            if not (_is_workbook(asset) and withheld):
                self._write_asset(asset, withheld, files)
        return Written(pages, tuple(withheld), files)

    def _stamped(self, page: Page, language: Language, withheld: list[Fault]) -> str:
        stamper = self.themes[language].stamper(page)
        try:
            return stamper.stamp(page)
        except NumberOnPage as found:
            # The other pages are published: only what the office itself wrote stops them all.
            self.gate.refuse_office(found)
            withheld.append(_withheld(page.source, page.address, found))
        return stamper.stamp(replace(page, withheld=True))

    def _write_asset(self, asset: Asset, withheld: list[Fault], files: dict[str, str]) -> None:
        content = asset.content
        if isinstance(content, Path):
            self._copy(content, asset.address, files)
            return
        try:
            # Checked as a whole before the first byte is written.
            for piece in () if _is_workbook(asset) else content:
                self.gate.check_text(piece.decode(), asset.address)
        except NumberOnPage as found:
            self.gate.refuse_office(found)
            withheld.append(_withheld("", asset.address, found))
            content = tuple(without_numbers(piece.decode()).encode() for piece in content)
        if asset.address.endswith((".js", ".css")):
            content = (without_indentation(asset.address, b"".join(content).decode()).encode(),)
        self._put(asset.address, content, files)

    def _copy(self, source: Path, address: str, files: dict[str, str]) -> None:
        file = self._file(address)
        # A link put in its place since the check must not publish what it leads to.
        shutil.copyfile(source, file, follow_symlinks=False)
        files[address.lstrip("/")] = file_digest(str(file)) or ""

    def _put(self, address: str, content: Iterable[bytes], files: dict[str, str]) -> None:
        digest = hashlib.sha256()
        with self._file(address).open("wb") as out:
            for piece in content:
                out.write(piece)
                digest.update(piece)
        files[address.lstrip("/")] = digest.hexdigest()

    def _file(self, path: str) -> Path:
        file = self.building / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        return file


def _is_workbook(asset: Asset) -> bool:
    return asset.address.endswith(".xlsx")


def _withheld(source: str, address: str, found: NumberOnPage) -> Fault:
    values = {"page": address.lstrip("/"), "masked": found.masked}
    return Fault("withheld-page", Place(source or COUNTIES), values)


@contextmanager
def writing_site(
    contexts: tuple[SiteContext, ...],
    root: Path,
    out: Path,
    form: Form,
    progress: Progress,
    cache: Cache | None,
) -> Iterator[SiteWriter]:
    """Give what writes the site's parts; on leaving without an error ``out`` is published whole.

    ``contexts`` are those of the site's languages, Chinese first. ``root`` is the project folder
    with mkdocs.yml, site_templates/overrides and content/pages. The theme's rendering is taken
    from ``cache`` where it is there. Raises SiteError.
    """
    # Looked for first: that it is missing must not come out at the end of a long build.
    program = needed_program() if form.searched and not form.offline else None
    out = Path(os.path.realpath(out))
    # Of a part of a site nothing is kept: links out of it are closed once all its pages are there.
    outputs = Outputs(out, None if form.partial else Cache.of_site(out))
    with publishing(out, root, progress, form.origin, outputs) as building:
        progress(N_("Rendering the theme …"))
        check_private(root)
        folders = Folders(root, building.parent, cache)
        with rendering_themes(contexts, folders, form) as (themes, gate):
            yield SiteWriter(building, themes, gate, outputs, offline=form.offline)
            if outputs.keep_standing(building):
                progress(
                    Message(N_("Nothing has changed: {out} stays as it is."), {"out": str(out)})
                )
                return
            outputs.put_reused(building)
            finish_theme(building, themes, form, folders)
        if contexts[0].indexed:
            keep_from_public(building)
        _write_sitemap(building, contexts[0].public_url)
        if form.searched:
            progress(N_("Making the search …"))
            _make_search(building, program)
        if form.offline:
            make_offline(building, outputs.written, partial=form.partial)
        progress(N_("Publishing …"))


def _templates(root: Path) -> Iterator[str]:
    """The templates that data pages can be made with."""
    for folder in template_folders(root):
        for file in sorted(folder.rglob("*.html")):
            yield file.read_text(encoding="utf-8")


@contextmanager
def rendering_themes(
    contexts: tuple[SiteContext, ...], folders: Folders, form: Form
) -> Iterator[tuple[Mapping[Language, Theme], Gate]]:
    """Give the themes of all languages, rendering, and the gate; on leaving they are cleared up."""
    gate = Gate(contexts[0].exempted, contexts[0].of_office)
    themes: dict[Language, Theme] = {}
    with ExitStack() as started:
        for context in contexts:
            theme = Theme(context, contexts, folders, gate, searched=form.searched)
            # Also where the next theme cannot begin: no process is left behind.
            started.callback(theme.clear_up)
            themes[context.language] = theme
        yield themes, gate


def finish_theme(
    building: Path, themes: Mapping[Language, Theme], form: Form, folders: Folders
) -> None:
    """Put the handwritten pages and the theme's own files into a site that has all other pages."""
    for theme in themes.values():
        theme.copy_rendered(building)
    for theme in themes.values():
        theme.finish_handwritten(building, partial=form.partial)
    rendered = chain(*(theme.pages() for theme in themes.values()))
    pages = [*_templates(folders.root), *rendered]
    join_styles(building / "assets", pages, folders.cache)
    strip_indentation(building / "assets")


def _make_search(building: Path, program: Path | None) -> None:
    if program is None:
        write_search_copy(building)
    else:
        index_site(building, program)


def _write_sitemap(site: Path, base: str) -> None:
    """Replace the sitemap of MkDocs, which lists the shells; write none without an address."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
    if not base:
        return
    pages = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    urls = "".join(f"<url><loc>{escape(_url(base, page))}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'{head}<urlset xmlns="{xmlns}">\n{urls}</urlset>\n'
    (site / "sitemap.xml").write_text(text, encoding="utf-8")


def _url(base: str, page: str) -> str:
    return f"{base}/" if page == "." else f"{base}/{page}/"
