"""The pages and files of one audience's site, made county by county and then as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

from generator.cache import digest_of
from generator.checklists.submissions import submission_of
from generator.load.arrivals import history
from generator.load.project import Project
from generator.load.rubric.published import published_rubric
from generator.model.attachment import OUT_OF_TIME, TOO_COSTLY
from generator.model.cross_check import CrossCheck
from generator.model.errors import Unusable
from generator.model.finding import Fault, Finding
from generator.model.open_data import DataFile
from generator.model.page import Page, SitePart, Written
from generator.model.past import placed_fault
from generator.model.place import RUBRIC
from generator.model.rubric import County
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, State, shown
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
from generator.usecases.built import Built, CountyResult, KeptPart
from generator.usecases.check import comparison, project_findings
from generator.usecases.kept_parts import KeptParts
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


@dataclass(frozen=True)
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
            files={path: digest for one in written for path, digest in one.files.items()},
        )

    @cached_property
    def rest(self) -> bytes:
        """A digest of what a county's pages rest on in this cycle, beside its folder."""
        project, closing = self.project, self.closing or Closing({}, {})
        known = (project.contents, closing.digests, closing.contents)
        return digest_of(*(repr(sorted(one.items())).encode() for one in known))

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
        result = CountyResult(
            submission,
            assessed.cross_check,
            entries,
            elsewhere,
            failures,
            receipts=tuple(told),
            digest=assessed.loaded.digest,
            lasting=not any(map(_is_of_the_run, assessed.loaded.faults)),
        )
        return result, parts

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

    @property
    def past(self) -> tuple["CyclePages", ...]:
        """The pages of the past cycles, oldest first."""
        return tuple(
            CyclePages(cycle, self.audience, self.languages) for cycle in self.project.past
        )

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
    kept: KeptParts | None = None,
) -> Built:
    """Make every part of the site and hand it to ``write``, but what stands by what was ``kept``.

    One county is held at a time. Past cycles come before the pages about all counties, which
    show them beside the current cycle.
    """
    kept = kept or KeptParts()
    current = current_pages(project, audience, languages)
    built = Built()
    cycles = [
        WrittenCounties(cycle, kept, write, each_county) for cycle in (current, *current.past)
    ]
    for cycle in cycles:
        for part in cycle.parts:
            built.add(part)
    parts = [part for cycle in cycles for part in cycle.parts]
    rests = [cycle.pages.rest for cycle in cycles]
    about_all = kept.about_all(parts, [*rests, *_beside_counties(current, parts)])
    if about_all is None:
        made = Built()
        counties, *past = cycles
        shown = write_past_parts([(cycle.pages, cycle.results()) for cycle in past], write, made)
        write_shared(current, counties.results(), shown, write, made)
        about_all = KeptPart(made.pages, made.failures, made.files)
        kept.keep_about_all(about_all)
    built.add(about_all)
    return built


class WrittenCounties:
    """The counties of one cycle, each written or left standing. Raises Unusable."""

    def __init__(
        self, pages: CyclePages, kept: KeptParts, write: Write, each_county: EachCounty
    ) -> None:
        self.pages, self._kept = pages, kept
        project, rest = pages.project, pages.rest
        self._counties = counties = project.rubric.counties
        standing = {county.id: kept.county(project, county, rest) for county in counties}
        changed = [county for county in counties if standing[county.id] is None]
        made = zip(
            changed, each_county(partial(pages.write_county, write=write), changed), strict=True
        )
        self._made = {county.id: result for county, result in made}
        refuse_changed((*filter(None, standing.values()), *self._made.values()))
        self._parts = {
            county.id: standing[county.id]
            or kept.keep_county(project, county, rest, self._made[county.id])
            for county in counties
        }

    @property
    def parts(self) -> Sequence[KeptPart]:
        """What became of each, in the notice's order."""
        return tuple(self._parts.values())

    def results(self) -> list[CountyResult]:
        """What other pages need of each, in the notice's order."""
        return [
            self._made.get(county.id)
            or self._kept.result(self.pages.project, county, self._parts[county.id])
            # What was kept of it is damaged: it is made again, and its pages stand.
            or self.pages.write_county(county, lambda part: Written(len(part.pages)))
            for county in self._counties
        ]


def _beside_counties(current: CyclePages, parts: Sequence[KeptPart]) -> Iterator[bytes]:
    """What the pages about all counties show that is not of one county, or of its text alone."""
    project = current.project
    faults = (*project.faults, *project.past_faults)
    yield repr(
        [(fault.code, fault.place, sorted(fault.values.items())) for fault in faults]
    ).encode()
    if current.shows(Field.FINDINGS):
        # Which of two counties had an entry first.
        yield history(project.root).encode()
    if project.log.state.rank >= State.REVIEWING.rank:
        # Judges score what they have read: the page says of what bytes.
        yield from (part.digest.encode() for part in parts)


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
    cycles = [WrittenCounties(cycle, KeptParts(), write, each_county) for cycle in current.past]
    for cycle in cycles:
        for part in cycle.parts:
            built.add(part)
    return write_past_parts([(cycle.pages, cycle.results()) for cycle in cycles], write, built)


def write_past_parts(
    cycles: Iterable[tuple[CyclePages, Sequence[CountyResult]]], write: Write, built: Built
) -> PastPages:
    """Make the pages about all counties of the past cycles, oldest first."""
    past, cross_checks = [], list[CrossCheck]()
    for of_cycle, results in cycles:
        contexts, data = of_cycle.contexts(results, ()), of_cycle.data(results)
        for context in contexts:
            built.add_part(write(past_part(context, data)))
        past.append(contexts)
        cross_checks += [result.cross_check for result in results]
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


def refuse_changed(results: Iterable[CountyResult | KeptPart]) -> None:
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


def _is_of_the_run(fault: Fault) -> bool:
    """Whether it lies in this machine or moment, so that the next run may not meet it."""
    reason = fault.values.get("reason")
    return fault.code in ("program-fault", "oversized-folder") or reason in (
        TOO_COSTLY,
        OUT_OF_TIME,
    )
