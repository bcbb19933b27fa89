"""Serve the site while somebody writes: look for saves, make anew, say what the check says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, time

from generator.cache import Cache
from generator.crash_report import write_report
from generator.model.errors import Refused, SiteError, Unusable
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.model.place import CONTENT, COUNTIES
from generator.pages.addresses import Addresses
from generator.report.catalogue import Catalogue
from generator.serving.bar import live_bar
from generator.serving.live import LiveSite, Shown
from generator.serving.watching import Watcher
from generator.usecases.live_bars import build_bars
from generator.usecases.live_site import LiveBuild

_OFFICE_FILES = ("rubric.yaml", "mkdocs.yml", "site_templates")
_MOST_TOLD = 3

Tell = Callable[[Message], object]


@dataclass(frozen=True, slots=True)
class Serving:
    """The project folder and a scratch folder; ``county`` is the id of one, None for all."""

    root: Path
    scratch: Path
    county: str | None
    catalogue: Catalogue
    tell: Tell


class LivePresenter:
    """Builds, shows, and builds again what a save concerns."""

    def __init__(self, serving: Serving, site: LiveSite) -> None:
        self._serving = serving
        self._site = site
        self._build: LiveBuild | None = None
        # By the clock, so that browsers know pages of an earlier run as such.
        self._version = int(time())
        self._versions: dict[str, int] = {}
        self._trouble = ""

    def watcher(self) -> Watcher:
        """What looks for saves of the files that the pages rest on."""
        county = self._serving.county
        alone = (f"{CONTENT}/pages", f"{CONTENT}/results", f"{COUNTIES}/{county}")
        paths = (*_OFFICE_FILES, *((CONTENT,) if county is None else alone))
        return Watcher(self._serving.root, paths)

    def refresh(self, changed: frozenset[str] | None) -> None:
        """Make anew what the files concern, everything for None, and show it.

        Where that fails the last pages stand, with a sentence above them.
        """
        begun = perf_counter()
        before, self._trouble = self._trouble, self._attempt(changed)
        if self._trouble != before:
            # The sentence comes to all pages, or goes.
            self._renumber(self._versions)
        self._show()
        if self._trouble:
            self._serving.tell(Message("{trouble}", {"trouble": self._trouble}))
        elif changed is not None:
            seconds = {"seconds": f"{perf_counter() - begun:.2f}"}
            self._serving.tell(Message(N_("Pages renewed in {seconds} s."), seconds))

    def close(self) -> None:
        """Delete what was built."""
        if self._build is not None:
            self._build.close()

    def _attempt(self, changed: frozenset[str] | None) -> str:
        """Renew or build; the sentence that says why it failed, "" where it did not."""
        catalogue = self._serving.catalogue
        try:
            self._renew(changed)
        except Unusable as error:
            reasons = "\n".join(_reasons(error.findings, catalogue))
            return catalogue.say(Message(_BROKEN, {"reason": reasons}))
        except (SiteError, Refused) as error:
            return catalogue.say(Message(_BROKEN, {"reason": catalogue.say(error.message)}))
        except OSError as error:
            file = str(getattr(error, "filename", None) or "—")
            return catalogue.say(Message(_UNREADABLE, {"file": file}))
        except Exception as error:  # noqa: BLE001 - no save ends what is served
            folder = Cache.of_project(self._serving.root).reports
            file = str(folder / write_report(error, folder))
            return catalogue.say(Message(_PROGRAM, {"file": file}))
        return ""

    def _renew(self, changed: frozenset[str] | None) -> None:
        build = self._build
        # Once something failed only a new build is known to be as the files are.
        renewable = build if changed is not None and not self._trouble else None
        if renewable is not None and renewable.renew(changed or (), self._renewed):
            return
        serving = self._serving
        self._build = LiveBuild(serving.root, serving.scratch, serving.county)
        if build is not None:
            build.close()
        self._renumber(("", *(county.id for county in self._build.counties)))

    def _renewed(self, group: str) -> None:
        self._versions[group] = self._next()
        self._show()

    def _renumber(self, groups: Iterable[str]) -> None:
        self._versions = dict.fromkeys(groups, self._next())

    def _next(self) -> int:
        self._version += 1
        return self._version

    def _show(self) -> None:
        build, trouble = self._build, self._trouble
        if build is None:
            empty = {"": live_bar("trouble", "", trouble, "", ())}
            self._site.show(Shown(versions={"": self._next()}, bars=empty))
            return
        bars = build_bars(build, trouble, self._serving.catalogue)
        home = "/"
        if build.county is not None:
            home = Addresses(build.project.rubric.cycle).county(build.county.id)
        folders = tuple(build.layers.values())
        self._site.show(Shown(folders=folders, versions=dict(self._versions), bars=bars, home=home))


def _reasons(findings: Sequence[Finding], catalogue: Catalogue) -> Iterator[str]:
    for finding in findings[:_MOST_TOLD]:
        said = catalogue.translate_finding(finding)
        yield f"{finding.place.path}:{finding.place.line}  {said.message}  {said.fix}"
    if findings[_MOST_TOLD:]:
        yield "…"


_BROKEN = N_(
    "What was saved last cannot be shown; these are the pages as they were before. {reason}"
)
_UNREADABLE = N_(
    "{file} cannot be read just now; these are the pages as they were before. Save it again, or "
    "close the program that has it open."
)
_PROGRAM = N_(
    "What was saved last cannot be shown, by a fault of the program; these are the pages as they "
    "were before. Please send the file {file} to those who maintain it."
)
