"""The reviewers' site while somebody writes: built once, then the part that a save concerns."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from generator.cache import Cache
from generator.model.errors import Refused
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County
from generator.model.state import Audience
from generator.pages.addresses import Addresses
from generator.site.theme import Folders
from generator.site.writing import Form, SiteWriter, finish_theme, rendering_themes
from generator.usecases.assess_county import AssessedCounty
from generator.usecases.build_site import refuse_faulty, site_contexts, site_languages
from generator.usecases.built import CountyResult
from generator.usecases.cycle_pages import Write, current_pages
from generator.usecases.kept_parts import KeptParts
from generator.usecases.open_project import open_project
from generator.usecases.site_language_pages import SiteLanguagePages
from generator.usecases.site_parts import (
    SharedPages,
    WrittenCounties,
    common_findings,
    refuse_changed,
)

# Layers but those of counties, whose ids have no slash.
BASE, SHARED = "/", "/shared"


class LiveBuild:
    """The site of one state of rubric, results, pages and templates, in layers of folders.

    The lowest has every page as it was built first. From the first change on a county's pages, the
    pages about all counties and each county's own page lie over it. ``chosen`` is the id of the one
    county whose pages are asked for, None for all. Raises Unusable, SiteError, Refused.
    """

    def __init__(self, root: Path, scratch: Path, chosen: str | None) -> None:
        project = open_project(root)
        self.county = None if chosen is None else project.rubric.county_by_id.get(chosen)
        if self.county is None and chosen is not None:
            raise Refused(Message(_NO_COUNTY, {"county": chosen}))
        if self.county is None:
            refuse_faulty(project)
        self.project = project if self.county is None else project.alone(self.county)
        self.findings: dict[str, tuple[Finding, ...]] = {}
        self.unread: dict[str, frozenset[str]] = {}
        self.results: dict[str, CountyResult] = {}
        self.layers: dict[str, Path] = {}
        self._scratch = scratch
        self._made = 0
        self._older: list[Path] = []
        self._left: list[Path] = []
        self._shown: dict[str, object] = {}
        self._started = ExitStack()
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    @property
    def counties(self) -> Sequence[County]:
        """Those whose pages are built, in the notice's order."""
        return self.project.rubric.counties

    def renew(self, changed: Collection[str], show: Callable[[str], object]) -> bool:
        """Make anew what the saved files concern; False where that is everything.

        Pages about all counties, and the page of a county, are made where what they show changed.
        ``show`` is called when a county's pages are there, and with "" for all others.
        """
        ids = {_county_of(path) for path in changed}
        if not ids <= self.project.rubric.county_by_id.keys():
            return False
        # Nobody reads any more from what was replaced two saves ago.
        for folder in self._older:
            shutil.rmtree(folder, ignore_errors=True)
        self._older, self._left = self._left, []
        for county in self.counties:
            if county.id in ids:
                self._renew_county(county)
                show(county.id)
        self._write_shared()
        show("")
        return True

    def close(self) -> None:
        """Stop what runs, and delete what was built."""
        self._started.close()
        for folder in (*self._older, *self._left, *self.layers.values()):
            shutil.rmtree(folder, ignore_errors=True)

    def _build(self) -> None:
        languages = [SiteLanguagePages(self.project, one) for one in site_languages(self.project)]
        contexts = site_contexts(self.project, Audience.REVIEWERS, languages)
        form = Form(offline=False, searched=False, partial=self.county is not None)
        root = self.project.root
        folders = Folders(root, self._scratch, Cache.of_project(root))
        themes, gate = self._started.enter_context(rendering_themes(contexts, folders, form))
        self._writer = partial(SiteWriter, themes=themes, gate=gate)
        current = current_pages(self.project, Audience.REVIEWERS, languages)
        self._cycle = replace(current, tell=self._hear)
        self.layers[BASE] = base = self._folder()
        for county in self.counties:
            self._write_county(county, base)
        self._write_past(base)
        self._write_shared(base)
        finish_theme(base, themes, form, folders)

    def _renew_county(self, county: County) -> None:
        folder = self._folder()
        self._write_county(county, folder)
        for page in self._pages_of_unread(county):
            last = self._last(county, page)
            if last is not None:
                shutil.copyfile(last, folder / page)
        self._put(county.id, folder)

    def _write_county(self, county: County, folder: Path) -> None:
        result = self._cycle.write_county(county, self._writer(folder).write)
        if self.county is None:
            refuse_changed([result])
        self.results[county.id] = result

    def _write_past(self, folder: Path) -> None:
        write = self._writer(folder).write
        past = [WrittenCounties(one, KeptParts(), write, map) for one in self._cycle.past]
        self._past = [SharedPages(one.pages, one.result) for one in past]
        self._compared = list(chain.from_iterable(one.take_cross_checks() for one in past))
        for pages in self._past:
            pages.write_all(write)

    def _write_shared(self, base: Path | None = None) -> None:
        """Make the pages that show several counties, as far as they show something else now.

        They go into a ``base`` that is not finished, else into layers of their own.
        """
        own = (self.results[county.id].cross_check for county in self.counties)
        found = common_findings(self._cycle, lambda: [*self._compared, *own])
        self.findings[SHARED] = found
        pages = SharedPages(self._cycle, lambda county: self.results[county.id], found, self._past)
        shown = [
            self.results[county.id].shown(scored=self._cycle.scored) for county in self.counties
        ]
        self._make(SHARED, shown, pages.write, base)
        figures = pages.figures
        for county in self.counties:
            result = self.results[county.id]
            own_page = (figures, pages.told(county), result.findings, result.shown(scored=False))
            make = partial(pages.write_county, county, figures)
            self._make(f"{SHARED}/{county.id}", own_page, make, base)

    def _make(
        self, layer: str, shown: object, make: Callable[[Write], object], base: Path | None
    ) -> None:
        """Make a layer anew, unless it shows the same as before."""
        if self._shown.get(layer) == shown:
            return
        folder = base or self._folder()
        make(self._writer(folder).write)
        self._shown[layer] = shown
        if base is None:
            self._put(layer, folder)

    def _hear(self, assessed: AssessedCounty, findings: tuple[Finding, ...]) -> None:
        folder = assessed.loaded.folder
        self.findings[folder.county] = findings
        self.unread[folder.county] = frozenset(folder.unread)

    def _pages_of_unread(self, county: County) -> Iterator[str]:
        """The pages of files that cannot be read, which are shown as they were last."""
        for language in self._cycle.languages:
            addresses = Addresses(self.project.rubric.cycle, language.site.root)
            for item in self.unread.get(county.id, ()):
                if item in self.project.rubric.items:
                    yield addresses.evidence(county.id, item).lstrip("/") + "index.html"

    def _last(self, county: County, page: str) -> Path | None:
        layers = (self.layers.get(county.id), self.layers[BASE])
        files = (layer / page for layer in layers if layer is not None)
        return next((file for file in files if file.is_file()), None)

    def _folder(self) -> Path:
        self._made += 1
        folder = self._scratch / f"{id(self):x}-{self._made}"
        folder.mkdir()
        return folder

    def _put(self, layer: str, folder: Path) -> None:
        """Lay the folder over the rest; the one that it replaces may still be read from."""
        self._left += [self.layers[layer]] if layer in self.layers else []
        base = self.layers.pop(BASE)
        self.layers = {**self.layers, layer: folder, BASE: base}


def _county_of(path: str) -> str:
    """The county in whose folder the file lies, "" for none."""
    inner = path.removeprefix(f"{COUNTIES}/")
    return inner.partition("/")[0] if inner != path and "/" in inner else ""


_NO_COUNTY = N_("rubric.yaml has no county {county} any more.")
