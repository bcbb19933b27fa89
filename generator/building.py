"""The stages of a site in their order: county by county, then what is about all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from generator.checks.all_rules import (
    check_assessment,
    check_counties,
    compare_counties,
    explain_faults,
    explanations,
)
from generator.checks.counting import make_checklists
from generator.checks.edition import under
from generator.checks.requires import first_causes
from generator.load.portfolio import load_county, load_frame
from generator.load.site_languages import read_site_languages
from generator.model.finding import Finding
from generator.model.log import Log
from generator.model.message import N_, Language
from generator.model.page import SiteFrame
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Rubric
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission, submission_of
from generator.model.trace import Trace, trace_of
from generator.model.translated import in_english
from generator.pages.addresses import Addresses
from generator.pages.scene import Scene
from generator.pages.site_plan import county_part, shared_part, site_frame
from generator.pages.templates import Templates
from generator.pipeline import Unusable, UnusableRubric
from generator.report.catalogue import Catalogue
from generator.report.open_data import entries_of, open_data
from generator.report.table import Rows
from generator.site.writing import Form, SiteWriter, writing_site
from generator.workers import Signal, share_out, worth_sharing

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Done:
    """What is left of a county when its own pages are written."""

    submission: Submission
    trace: Trace
    entries: Rows
    findings: tuple[Finding, ...]
    pages: int


def build(root: Path, out: Path, audience: Audience, form: Form, say: Progress) -> int:
    """Build one audience's site; the number of its pages. Raises Unusable, SiteError."""
    loaded = load_frame(root)
    told = explain_faults(loaded.faults)
    if loaded.portfolio is None:
        raise UnusableRubric(told)
    frame = loaded.portfolio
    rubric = frame.rubric
    listed, faults = read_site_languages(root)
    if faults:
        raise Unusable(explain_faults(faults))
    languages = [_Language(root, rubric, one) for one in listed]
    frames = tuple(one.frame(frame.log, audience) for one in languages)
    with writing_site(frames, root, out, form, say) as writer:
        say(N_("Writing the pages …"))
        work = _CountyWork(root, frame, audience, languages, writer)
        done = _each_county(work, rubric.counties)
        findings = work.found(
            lambda: (
                *told,
                *check_assessment(frame),
                *compare_counties([one.trace for one in done]),
            )
        )
        data = open_data(
            rubric,
            frame.log,
            audience,
            [one.submission for one in done],
            [one.entries for one in done],
            (root / "rubric.yaml").read_bytes(),
        )
        submissions = {one.submission.county: one.submission for one in done}
        everything = tuple(chain(findings, *(one.findings for one in done)))
        pages = sum(
            writer.write(
                shared_part(work.scene(one, submissions, everything), data, one.explained_rules())
            )
            for one in languages
        )
    return pages + sum(one.pages for one in done)


class _Language:
    """What the pages of one language are made from, whatever they are about."""

    def __init__(self, root: Path, rubric: Rubric, site: SiteLanguage) -> None:
        self.site = site
        self.catalogue = Catalogue(site.language)
        self.templates = Templates(root / "site_templates", self.catalogue)
        self.rubric = rubric if site.language is Language.CHINESE else in_english(rubric)
        self.addresses = Addresses(rubric.cycle, site.root)

    def frame(self, log: Log, audience: Audience) -> SiteFrame:
        """What all its pages share."""
        return site_frame(self.rubric, log, audience, self.catalogue, self.site)

    def explained_rules(self) -> dict[str, tuple[str, ...]]:
        """What each rule of the check is about, by its code."""
        return {
            code: tuple(self.catalogue.text(one) for one in paragraphs)
            for code, paragraphs in explanations().items()
        }


class _CountyWork:
    """All that is done for one county alone, in whichever process."""

    def __init__(
        self,
        root: Path,
        frame: Portfolio,
        audience: Audience,
        languages: Sequence[_Language],
        writer: SiteWriter,
    ) -> None:
        self.root = root
        self.frame = frame
        self.audience = audience
        self.languages = languages
        self.writer = writer

    def __call__(self, county: County) -> _Done:
        """Read, check and count the county, write its pages, and keep what others need of it."""
        loaded = load_county(self.root, county, self.frame)
        checklists = make_checklists(loaded.portfolio)
        findings = self.found(
            lambda: first_causes(
                explain_faults(loaded.faults) + check_counties(loaded.portfolio, checklists)
            )
        )
        folder = loaded.portfolio.counties[county.id]
        submission = submission_of(folder, checklists)
        pages = sum(
            self.writer.write(
                county_part(self.scene(one, {county.id: submission}, findings), folder, checklists)
            )
            for one in self.languages
        )
        listed = tuple(checklists.values()) if self.shows(Field.EVIDENCE) else ()
        entries = entries_of(self.frame.rubric, county, folder, listed)
        return _Done(submission, trace_of(folder, checklists), entries, findings, pages)

    def shows(self, field: Field) -> bool:
        """Whether this audience sees the field in the present state."""
        return shown(field, self.audience, self.frame.log.state)

    def found(self, find: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """What is found; nothing is looked for where this audience sees no findings."""
        if not self.shows(Field.FINDINGS):
            return ()
        return under(self.frame.rubric.check_edition, find())

    def scene(
        self,
        language: _Language,
        submissions: Mapping[str, Submission],
        findings: tuple[Finding, ...],
    ) -> Scene:
        """What pages are made from, with as much of the counties as is given."""
        ordered = sorted(findings, key=lambda one: (one.place, one.code))
        by_path = groupby(ordered, lambda one: one.place.path)
        return Scene(
            rubric=language.rubric,
            official=self.frame.rubric,
            log=self.frame.log,
            submissions=submissions,
            findings={
                path: tuple(language.catalogue.tell(one) for one in group)
                for path, group in by_path
            },
            audience=self.audience,
            templates=language.templates,
            addresses=language.addresses,
        )


def _each_county(work: _CountyWork, counties: tuple[County, ...]) -> list[_Done]:
    if not worth_sharing(counties):
        return [work(county) for county in counties]
    themes, rendered = work.writer.themes.values(), Signal()

    def in_worker(county: County) -> _Done:
        for theme in themes:
            theme.wait = rendered.wait
        return work(county)

    def meanwhile() -> None:
        try:
            for theme in themes:
                theme.wait()
        finally:
            rendered.set()

    return share_out(in_worker, counties, meanwhile)
