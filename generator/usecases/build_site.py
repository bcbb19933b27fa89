"""The stages of a site in their order: county by county, then what is about all of them."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

from generator.load.site_settings import read_site_languages
from generator.model.cross_check import CrossCheck
from generator.model.errors import Unusable
from generator.model.explanation import RuleGroup
from generator.model.finding import Finding
from generator.model.log import Log
from generator.model.message import N_, Language
from generator.model.open_data import DataFile
from generator.model.page import SiteContext
from generator.model.past import PastCycle, past_cross_check
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Rubric
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission, submission_of
from generator.pages.addresses import Addresses
from generator.pages.english_rubric import in_english
from generator.pages.page_context import PageContext
from generator.pages.site_plan import SiteContent, county_part, past_part, shared_part, site_context
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue
from generator.report.open_data import entries_of, open_data
from generator.report.table import Rows
from generator.rules.all_rules import (
    check_assessment,
    compare_counties,
    explain_faults,
    grouped_rules,
)
from generator.rules.cross_check import cross_check_of
from generator.rules.edition import apply_edition
from generator.site.writing import Form, SiteWriter, writing_site
from generator.usecases.past import open_archive, past_findings
from generator.usecases.reading import CountyRead, county_findings, read_county, read_frame
from generator.usecases.workers import Signal, share_out, worth_sharing

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Done:
    """What is left of a county when its own pages are written."""

    submission: Submission
    cross_check: CrossCheck
    entries: Rows
    findings: tuple[Finding, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class _Year:
    """What is left of a past cycle when its pages are written; a scene a language."""

    scenes: tuple[PageContext, ...]
    cross_checks: tuple[CrossCheck, ...]
    pages: int


def build(root: Path, out: Path, audience: Audience, form: Form, say: Progress) -> int:
    """Build one audience's site; the number of its pages. Raises Unusable, SiteError."""
    frame, told = read_frame(root)
    rubric = frame.rubric
    archive = open_archive(root, rubric.cycle)
    listed, faults = read_site_languages(root)
    if faults:
        raise Unusable(explain_faults(faults))
    languages = [_Language(root, rubric, one) for one in listed]
    past = [one.frame for one in archive.cycles]
    frames = tuple(one.frame(frame.log, audience, past) for one in languages)
    with writing_site(frames, root, out, form, say) as writer:
        say(N_("Writing the pages …"))
        work = _CountyWork(root, frame, audience, languages, writer)
        done = _each_county(work, rubric.counties)
        years = [_build_past(work.for_past_cycle(one)) for one in archive.cycles]
        cross_checks = [
            *chain(*(one.cross_checks for one in years)),
            *(one.cross_check for one in done),
        ]
        findings = work.found(
            lambda: (
                *told,
                *archive.findings,
                *check_assessment(frame),
                *compare_counties(cross_checks),
            )
        )
        data = work.data(done, past)
        scenes = work.whole(done, findings)
        pages = 0
        for at, language in enumerate(work.languages):
            context = replace(scenes[at], past=tuple(one.scenes[at] for one in years))
            pages += writer.write(shared_part(context, data, language.explained_rules()))
    return pages + sum(one.pages for one in done) + sum(one.pages for one in years)


def _build_past(work: "_CountyWork") -> _Year:
    """Write a past cycle's pages, and keep what the current cycle's are held against."""
    done = _each_county(work, work.frame.rubric.counties)
    scenes, data = work.whole(done, ()), work.data(done)
    pages = sum(work.writer.write(past_part(context, data)) for context in scenes)
    cross_checks = tuple(one.cross_check for one in done)
    return _Year(scenes, cross_checks, pages + sum(one.pages for one in done))


class _Language:
    """What the pages of one language are made from, whatever they are about."""

    def __init__(self, root: Path, rubric: Rubric, site: SiteLanguage) -> None:
        self.site = site
        self.catalogue = Catalogue(site.language)
        self.templates = Templates(root / "site_templates", self.catalogue)
        self._set_cycle(rubric)

    def _set_cycle(self, rubric: Rubric) -> None:
        self.rubric = rubric if self.site.language is Language.CHINESE else in_english(rubric)
        self.addresses = Addresses(rubric.cycle, self.site.root)

    def of_cycle(self, rubric: Rubric) -> "_Language":
        """The same for the pages of another cycle."""
        other = copy(self)
        other._set_cycle(rubric)  # noqa: SLF001 - its own kind
        return other

    def frame(self, log: Log, audience: Audience, past: Sequence[Portfolio]) -> SiteContext:
        """What all its pages share; ``past`` are the past cycles, oldest first."""
        seen = SiteContent(rubric=self.rubric, log=log, audience=audience, past=past)
        return site_context(seen, self.catalogue, self.site)

    def explained_rules(self) -> tuple[RuleGroup, ...]:
        """What each rule of the check is about, by its subject."""
        return tuple(self.catalogue.explain_group(one) for one in grouped_rules())


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
        self.past: PastCycle | None = None

    def for_past_cycle(self, past: PastCycle) -> "_CountyWork":
        """The same work for a past cycle, with the project's own templates."""
        work = copy(self)
        work.root, work.frame, work.past = past.root, past.frame, past
        work.languages = [one.of_cycle(past.frame.rubric) for one in self.languages]
        return work

    def __call__(self, county: County) -> _Done:
        """Read, check and count the county, write its pages, and keep what others need of it."""
        evidence = self.shows(Field.EVIDENCE)
        read = read_county(self.root, county, self.frame, shown=evidence)
        folder, checklists = read.folder, read.checklists
        findings = self.found(lambda: self._found(read))
        submission = submission_of(folder, checklists)
        pages = sum(
            self.writer.write(
                county_part(
                    self.context(one, {county.id: submission}, findings), folder, checklists
                )
            )
            for one in self.languages
        )
        listed = tuple(checklists.values()) if evidence else ()
        entries = entries_of(self.frame.rubric, county, folder, listed)
        cross_check = cross_check_of(folder, checklists)
        if self.past is not None:
            cross_check = past_cross_check(cross_check, self.past)
        return _Done(submission, cross_check, entries, findings, pages)

    def _found(self, read: CountyRead) -> tuple[Finding, ...]:
        if self.past is not None:
            return past_findings(self.past, explain_faults(read.faults))
        return county_findings(read)

    def shows(self, field: Field) -> bool:
        """Whether this audience sees the field in the present state."""
        return shown(field, self.audience, self.frame.log.state)

    def found(self, find: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """What is found; nothing is looked for where this audience sees no findings."""
        if not self.shows(Field.FINDINGS):
            return ()
        return apply_edition(self.frame.rubric.check_edition, find())

    def context(
        self,
        language: _Language,
        submissions: Mapping[str, Submission],
        findings: tuple[Finding, ...],
    ) -> PageContext:
        """What pages are made from, with as much of the counties as is given."""
        ordered = sorted(findings, key=lambda one: (one.place, one.code))
        by_path = groupby(ordered, lambda one: one.place.path)
        return PageContext(
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
            folder="" if self.past is None else self.past.folder,
        )

    def whole(
        self, done: Sequence[_Done], findings: tuple[Finding, ...]
    ) -> tuple[PageContext, ...]:
        """The scene of all counties, a language; ``findings`` are those about more than one."""
        submissions = {one.submission.county: one.submission for one in done}
        everything = tuple(chain(findings, *(one.findings for one in done)))
        return tuple(self.context(one, submissions, everything) for one in self.languages)

    def data(self, done: Sequence[_Done], past: Sequence[Portfolio] = ()) -> tuple[DataFile, ...]:
        """What of the cycle can be taken away; ``past`` are the cycles before it."""
        return open_data(
            [(one.rubric, one.log) for one in (*past, self.frame)],
            self.audience,
            [one.submission for one in done],
            [one.entries for one in done],
            (self.root / "rubric.yaml").read_bytes(),
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

    return list(share_out(in_worker, counties, meanwhile))
