"""The pages and files of one audience's site, made county by county and then as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from generator.checklists.submissions import submission_of
from generator.load.project import Project
from generator.load.rubric.published import published_rubric
from generator.model.cross_check import CrossCheck
from generator.model.errors import Unusable
from generator.model.finding import Finding
from generator.model.open_data import DataFile
from generator.model.page import Page, SitePart, Written
from generator.model.past import placed_fault
from generator.model.place import RUBRIC
from generator.model.rubric import County
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, shown
from generator.pages.county_files import evidence_path
from generator.pages.page_context import PageContext
from generator.pages.site_plan import (
    county_part,
    past_part,
    shared_part,
    withheld_part,
)
from generator.report.open_data import entries_of, open_data
from generator.rules.all_rules import (
    explain_faults,
)
from generator.rules.reported import apply_edition, findings_of_past_cycles
from generator.usecases.assess_county import AssessedCounty, compare_assessed, with_county
from generator.usecases.built import Built, CountyResult
from generator.usecases.check import comparison, project_findings
from generator.usecases.received import Closing, closing_of, receipts
from generator.usecases.site_language_pages import SiteLanguagePages

Write = Callable[[SitePart], Written]
"""Takes a part of the site; what became of its pages."""

EachCounty = Callable[
    [Callable[[County], "CountyResult"], Sequence[County]], Iterable["CountyResult"]
]
"""How a task is done for each county: one after the other, or in several processes."""


def _tell_nobody(assessed: AssessedCounty, findings: tuple[Finding, ...]) -> None:
    """Nobody waits for a county's findings."""


@dataclass(frozen=True, slots=True)
class CyclePages:
    """The pages of one cycle, the current one's or a past one's, in every language of a site.

    Where there is a ``closing`` it is told how far each item is. ``tell`` hears every finding of a county, also those that its pages show.
    """

    project: Project
    audience: Audience
    languages: Sequence[SiteLanguagePages]
    closing: Closing | None = None
    tell: Callable[[AssessedCounty, tuple[Finding, ...]], object] = _tell_nobody

    def write_county(self, county: County, write: Write) -> CountyResult:
        """Read, check and count the county, write its pages, and return what other pages need."""
        result, parts = with_county(self.project, county, self._made)
        written = [write(part) for part in parts]
        withheld = chain.from_iterable(one.withheld for one in written)
        return replace(
            result,
            failures=(*result.failures, *withheld),
            pages=sum(one.pages for one in written),
        )

    def _made(self, assessed: AssessedCounty) -> tuple[CountyResult, tuple[SitePart, ...]]:
        """The county's pages in every language, and what other pages need of it."""
        folder, checklists = assessed.loaded.folder, assessed.checklists
        county = self.project.rubric.county_by_id[folder.county]
        findings = self.findings(assessed.findings)
        self.tell(assessed, findings)
        submission = submission_of(folder, checklists)
        contexts = [
            language.page_context(self.project, self.audience, {county.id: submission}, findings)
            for language in self.languages
        ]
        if assessed.ruled:
            parts = tuple(county_part(context, folder, checklists) for context in contexts)
        else:
            # Nothing of it could be shown, not even that there is nothing.
            parts = tuple(withheld_part(context, county) for context in contexts)
        # Open data show no entry that no page shows.
        listed = tuple(checklists.values()) if self.shows(Field.EVIDENCE) else ()
        entries = entries_of(self.project.rubric, county, folder, listed)
        shown = {self.evidence_path(county, item) for item in self.project.rubric.items}
        elsewhere = tuple(finding for finding in findings if finding.place.path not in shown)
        failures = tuple(
            placed_fault(fault, self.project.folder) if self.project.folder else fault
            for fault in assessed.loaded.faults
            if fault.code in ("program-fault", "changed-after-final")
        )
        told = () if self.closing is None else receipts(self.project, assessed.loaded, self.closing)
        result = CountyResult(submission, assessed.cross_check, entries, elsewhere, failures)
        return replace(result, receipts=tuple(told), digest=assessed.loaded.digest), parts

    def evidence_path(self, county: County, item: str) -> str:
        """The evidence file whose findings its own page has shown, from the project folder."""
        path, folder = evidence_path(county.id, item), self.project.folder
        return f"{folder}/{path}" if folder else path

    def shows(self, field: Field) -> bool:
        """Whether this audience sees the field in the present state."""
        return shown(field, self.audience, self.project.log.state)

    def findings(self, find: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """What ``find`` finds; it is not called where this audience sees no findings."""
        if not self.shows(Field.FINDINGS):
            return ()
        return apply_edition(self.project.rubric.check_edition, find())

    def contexts(
        self, results: Sequence[CountyResult], findings: tuple[Finding, ...]
    ) -> tuple[PageContext, ...]:
        """What pages about all counties are made from, a context a language.

        ``findings`` are those about more than one county.
        """
        submissions = {result.submission.county: result.submission for result in results}
        told = tuple(chain.from_iterable(result.receipts for result in results))
        everything = (*findings, *chain(*(result.findings for result in results)))
        contexts = (
            language.page_context(self.project, self.audience, submissions, everything)
            for language in self.languages
        )
        digests = {result.submission.county: result.digest for result in results}
        return tuple(
            replace(
                context,
                accepted=language.accepted(self.project),
                receipts=told,
                digests=digests,
            )
            for context, language in zip(contexts, self.languages, strict=True)
        )

    def data(
        self, results: Sequence[CountyResult], past: Sequence[Project] = ()
    ) -> tuple[DataFile, ...]:
        """The cycle's files of open data; ``past`` are the cycles before it, for the feed."""
        # Of the bytes that were read, the data: comments and exemptions are the organiser's own.
        return open_data(
            [(cycle.rubric, cycle.log) for cycle in (*past, self.project)],
            self.audience,
            [result.submission for result in results],
            [result.entries for result in results],
            published_rubric(self.project.contents[RUBRIC]),
            self.project.rubrics,
        )


def write_parts(
    project: Project,
    audience: Audience,
    languages: Sequence[SiteLanguagePages],
    write: Write,
    each_county: EachCounty,
) -> Built:
    """Make every part of the site and hand it to ``write``.

    One county is held at a time. Past cycles come before the pages about all counties, which
    show them beside the current cycle.
    """
    current = current_pages(project, audience, languages)
    results = _county_results(current, write, each_county)
    refuse_changed(results)
    built = Built()
    built.add_counties(results)
    past = write_past(current, write, each_county, built)
    write_shared(current, results, past, write, built)
    return built


def current_pages(
    project: Project, audience: Audience, languages: Sequence[SiteLanguagePages]
) -> CyclePages:
    """The pages of the current cycle; the reviewers are told what was received."""
    closing = closing_of(project) if audience is Audience.REVIEWERS else None
    return CyclePages(project, audience, languages, closing)


@dataclass(frozen=True, slots=True)
class PastPages:
    """What pages about all counties need of the past cycles: their contexts, a tuple a language."""

    contexts: Sequence[tuple[PageContext, ...]]
    cross_checks: Sequence[CrossCheck]


def write_past(
    current: CyclePages, write: Write, each_county: EachCounty, built: Built
) -> PastPages:
    """Make the pages of the past cycles, oldest first, and hand them to ``write``."""
    past, cross_checks = [], list[CrossCheck]()
    for cycle in current.project.past:
        of_cycle = CyclePages(cycle, current.audience, current.languages)
        past_results = _county_results(of_cycle, write, each_county)
        refuse_changed(past_results)
        built.add_counties(past_results)
        contexts, data = of_cycle.contexts(past_results, ()), of_cycle.data(past_results)
        for context in contexts:
            built.add_part(write(past_part(context, data)))
        past.append(contexts)
        cross_checks += [result.cross_check for result in past_results]
    return PastPages(past, cross_checks)


def write_shared(
    current: CyclePages,
    results: Sequence[CountyResult],
    past: PastPages,
    write: Write,
    built: Built,
) -> tuple[Finding, ...]:
    """Make the pages about all counties; what is wrong with more than one of them."""
    project = current.project
    cross_checks = [*past.cross_checks, *(result.cross_check for result in results)]
    findings = current.findings(lambda: _common_findings(project, cross_checks))
    data = current.data(results, project.past)
    for nth, context in enumerate(current.contexts(results, findings)):
        whole = replace(context, past=tuple(contexts[nth] for contexts in past.contexts))
        rules = current.languages[nth].explained_rules()
        built.add_part(write(shared_part(whole, data, rules)))
    return findings


def pages_of(project: Project, audience: Audience, language: SiteLanguage) -> Iterator[Page]:
    """Yield the pages that a build writes for the audience in one language, without writing them."""
    for part in parts_of(project, audience, language):
        yield from part.pages


def parts_of(project: Project, audience: Audience, language: SiteLanguage) -> tuple[SitePart, ...]:
    """The pages with the files beside them."""
    parts: list[SitePart] = []

    def write(part: SitePart) -> Written:
        parts.append(part)
        return Written(len(part.pages))

    write_parts(project, audience, [SiteLanguagePages(project, language)], write, map)
    return tuple(parts)


def _county_results(cycle: CyclePages, write: Write, each_county: EachCounty) -> list[CountyResult]:
    # No function made here: other machines are given the task by the names of its parts.
    write_county = partial(cycle.write_county, write=write)
    return list(each_county(write_county, cycle.project.rubric.counties))


def refuse_changed(results: Sequence[CountyResult]) -> None:
    """Raises Unusable for evidence that is not what it was when the result was announced."""
    failures = chain.from_iterable(result.failures for result in results)
    changed = [fault for fault in failures if fault.code == "changed-after-final"]
    if changed:
        raise Unusable(explain_faults(tuple(changed)))


def _common_findings(project: Project, cross_checks: Sequence[CrossCheck]) -> tuple[Finding, ...]:
    """What is wrong with more than one county, with the project itself or with the archive."""
    archive = findings_of_past_cycles(explain_faults(project.past_faults))
    return (
        *project_findings(project),
        *archive,
        *compare_assessed(comparison(project, cross_checks), project.cache),
    )
