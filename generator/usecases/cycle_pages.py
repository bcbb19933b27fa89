"""The pages of one cycle in every language of a site, and what other pages need of its counties."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from generator.cache import digest_of
from generator.checklists.submissions import submission_of
from generator.load.project import Project
from generator.load.rubric.published import published_rubric
from generator.model.attachment import OUT_OF_TIME, TOO_COSTLY
from generator.model.finding import Fault, Finding
from generator.model.open_data import DataFile
from generator.model.page import SitePart, Written
from generator.model.past import placed_fault
from generator.model.place import RUBRIC
from generator.model.rubric import County
from generator.model.state import Audience, Field, State, shown
from generator.model.submission import Submission, without_lines
from generator.pages.county_files import evidence_path
from generator.pages.page_context import PageContext
from generator.pages.site_plan import county_part, withheld_part
from generator.report.open_data import entries_of, open_data
from generator.rules.reported import apply_edition
from generator.usecases.assess_county import AssessedCounty, with_county
from generator.usecases.built import CountyResult
from generator.usecases.received import Closing, closing_of, receipts
from generator.usecases.site_language_pages import SiteLanguagePages

Write = Callable[[SitePart], Written]
"""Takes a part of the site; what became of its pages."""


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
            without_lines(submission),
            assessed.cross_check,
            entries,
            elsewhere,
            failures,
            receipts=tuple(told),
            digest=assessed.loaded.digest,
            lasting=not any(map(_is_of_the_run, assessed.loaded.faults)),
        )
        return result, parts

    @property
    def scored(self) -> bool:
        """Whether judges score what they have read: pages say then of what bytes."""
        return self.project.log.state.rank >= State.REVIEWING.rank

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

    def some_contexts(
        self, submissions: Iterable[Submission], findings: Iterable[Finding]
    ) -> tuple[PageContext, ...]:
        """What pages are made from that show some counties alone, a context a language."""
        by_county = {submission.county: submission for submission in submissions}
        findings = tuple(findings)
        return tuple(
            language.page_context(self.project, self.audience, by_county, findings)
            for language in self.languages
        )

    def contexts(self, results: Sequence[CountyResult]) -> tuple[PageContext, ...]:
        """What pages about all counties are made from, a context a language, without findings."""
        contexts = self.some_contexts((result.submission for result in results), ())
        told = tuple(chain.from_iterable(result.receipts for result in results))
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


def current_pages(
    project: Project, audience: Audience, languages: Sequence[SiteLanguagePages]
) -> CyclePages:
    """The pages of the current cycle; the reviewers are told what was received."""
    closing = closing_of(project) if audience is Audience.REVIEWERS else None
    return CyclePages(project, audience, languages, closing)


def _is_of_the_run(fault: Fault) -> bool:
    """Whether it lies in this machine or moment, so that the next run may not meet it."""
    reason = fault.values.get("reason")
    return fault.code in ("program-fault", "oversized-folder") or reason in (
        TOO_COSTLY,
        OUT_OF_TIME,
    )
