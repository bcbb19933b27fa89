"""The pages and files of one audience's site, made county by county and then as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from generator.load.project import Project
from generator.model.cross_check import CrossCheck
from generator.model.errors import Unusable
from generator.model.finding import Finding
from generator.model.page import Page, SitePart, Written
from generator.model.rubric import County
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, State
from generator.pages.page_context import PageContext
from generator.pages.site_plan import (
    past_part,
    shared_part,
)
from generator.rules.all_rules import (
    explain_faults,
)
from generator.rules.reported import findings_of_past_cycles
from generator.usecases.assess_county import compare_assessed
from generator.usecases.built import Built, CountyResult, KeptPart
from generator.usecases.check import comparison, project_findings
from generator.usecases.cycle_pages import CyclePages, Write, current_pages
from generator.usecases.kept_parts import KeptParts
from generator.usecases.site_language_pages import SiteLanguagePages

EachCounty = Callable[
    [Callable[[County], "CountyResult"], Sequence[County]], Iterable["CountyResult"]
]
"""How a task is done for each county: one after the other, or in several processes."""


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
    parts = [part for cycle in cycles for part in cycle.parts]
    built.add(*parts)
    counties, *past = cycles
    findings = common_findings(
        current,
        lambda: list(chain.from_iterable(cycle.cross_checks() for cycle in (*past, counties))),
    )
    rests = [cycle.pages.rest for cycle in cycles]
    about_all = kept.about_all(parts, [*rests, *_beside_counties(current, parts, findings)])
    if about_all is None:
        made = Built()
        shown = write_past_parts([(cycle.pages, cycle.results()) for cycle in past], write, made)
        write_shared(current, counties.results(), findings, shown, write, made)
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
        """What other pages show of each, in the notice's order."""
        return [
            self._made.get(county.id)
            or self._kept.result(self.pages.project, county, self._parts[county.id])
            or self._again(county)
            for county in self._counties
        ]

    def cross_checks(self) -> list[CrossCheck]:
        """What of each is compared with others, in the notice's order."""
        made = {county: result.cross_check for county, result in self._made.items()}
        return [
            made.get(county.id)
            or self._kept.cross_check(self.pages.project, county)
            or self._again(county).cross_check
            for county in self._counties
        ]

    def _again(self, county: County) -> CountyResult:
        """What was kept of it is damaged: it is made again, and its pages stand."""
        return self.pages.write_county(county, lambda part: Written(len(part.pages)))


def _beside_counties(
    current: CyclePages, parts: Sequence[KeptPart], findings: tuple[Finding, ...]
) -> Iterator[bytes]:
    """What the pages about all counties show that is not of one county, or of its text alone."""
    project = current.project
    faults = (*project.faults, *project.past_faults)
    yield repr(
        [(fault.code, fault.place, sorted(fault.values.items())) for fault in faults]
    ).encode()
    said = (language.catalogue.translate_finding for language in current.languages)
    yield repr([tuple(map(translate, findings)) for translate in said]).encode()
    if project.log.state.rank >= State.REVIEWING.rank:
        # Judges score what they have read: the page says of what bytes.
        yield from (part.digest.encode() for part in parts)


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
        built.add(*cycle.parts)
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


def common_findings(
    current: CyclePages, cross_checks: Callable[[], Sequence[CrossCheck]]
) -> tuple[Finding, ...]:
    """What is wrong with more than one county, where the audience sees findings; past cycles first."""
    return current.findings(lambda: _common_findings(current.project, cross_checks()))


def write_shared(
    current: CyclePages,
    results: Sequence[CountyResult],
    findings: tuple[Finding, ...],
    past: PastPages,
    write: Write,
    built: Built,
) -> None:
    """Make the pages about all counties; ``findings`` are those about more than one."""
    data = current.data(results, current.project.past)
    for nth, context in enumerate(current.contexts(results, findings)):
        whole = replace(context, past=tuple(contexts[nth] for contexts in past.contexts))
        rules = current.languages[nth].explained_rules()
        built.add_part(write(shared_part(whole, data, rules)))


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
