"""The pages and files of one audience's site, made county by county and then as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from generator.cache import digest_of
from generator.load.project import Project
from generator.model.cross_check import NOT_COMPARED, CrossCheck
from generator.model.errors import Unusable
from generator.model.finding import Finding
from generator.model.message import NOTHING
from generator.model.page import Asset, Page, SitePart, Written
from generator.model.rubric import County
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience
from generator.pages.page_context import PageContext
from generator.pages.ranges import CountiesFigure, figures_of_counties
from generator.pages.site_plan import county_page_part, past_part, shared_part
from generator.rules.all_rules import explain_faults
from generator.rules.reported import findings_of_past_cycles
from generator.usecases.assess_county import compare_assessed
from generator.usecases.built import Built, CountyResult, KeptPart, part_of
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

    The text of one county is held at a time. Past cycles come first, since the pages of the current
    one show them beside it.
    """
    kept = kept or KeptParts()
    current = current_pages(project, audience, languages)
    cycles = [
        WrittenCounties(cycle, kept, write, each_county) for cycle in (*current.past, current)
    ]
    built = Built()
    for cycle in cycles:
        built.add(*cycle.parts.values())
    findings = common_findings(
        current, lambda: list(chain.from_iterable(cycle.take_cross_checks() for cycle in cycles))
    )
    built.add(*_shared_parts(cycles, findings, kept, write))
    return built


def _shared_parts(
    cycles: Sequence["WrittenCounties"],
    findings: tuple[Finding, ...],
    kept: KeptParts,
    write: Write,
) -> Iterator[KeptPart]:
    """The parts that show several counties, each as it stands or made; the current cycle is last."""
    past = [SharedPages(cycle.pages, cycle.result) for cycle in cycles[:-1]]
    current = SharedPages(cycles[-1].pages, cycles[-1].result, findings, past)
    shared, project = (*past, current), current.cycle.project
    faults = (*project.faults, *project.past_faults)
    told = repr([(one.code, one.place, sorted(one.values.items())) for one in faults])
    ground = digest_of(told.encode(), *(cycle.pages.rest for cycle in cycles))
    parts = [part for cycle in cycles for part in cycle.parts.values()]
    # Where a county has no digest nobody knows what is shown of it.
    known = all(part.shown for part in parts)
    shown = digest_of(ground, *(part.shown.encode() for part in parts)) if known else None
    sizes = [len(current.cycle.languages)] * len(shared)
    figures = kept.figures(shown, sizes, lambda: tuple(pages.figures for pages in shared))
    read = digest_of(*(part.digest.encode() for part in parts if current.cycle.scored))
    for pages, own in zip(shared, figures, strict=True):
        name = f"shared/{pages.cycle.project.rubric.cycle}"
        yield kept.part(name, (shown, read) if shown else None, partial(pages.write, write))
        beside = digest_of(ground, repr(own).encode())
        for county in pages.cycle.project.rubric.counties:
            # Beside its own years.
            years = (one.parts[county.id].own.encode() for one in cycles if county.id in one.parts)
            yield kept.part(
                f"{name}-{county.id}",
                (beside, pages.told(county), *years) if shown else None,
                partial(pages.write_county, county, own, write),
            )


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
        results = {county.id: result for county, result in made}
        refuse_changed((*filter(None, standing.values()), *results.values()))
        self.parts: Mapping[str, KeptPart] = {
            county.id: standing[county.id]
            or kept.keep_county(project, county, rest, results[county.id])
            for county in counties
        }
        self._compared = {county: result.cross_check for county, result in results.items()}
        self._read = {
            county: replace(result, cross_check=NOT_COMPARED, files=NOTHING)
            for county, result in results.items()
        }

    def result(self, county: County) -> CountyResult:
        """What other pages show of a county."""
        if county.id not in self._read:
            self._read[county.id] = self._kept.result(
                self.pages.project, county, self.parts[county.id]
            ) or self._again(county)
        return self._read[county.id]

    def take_cross_checks(self) -> list[CrossCheck]:
        """What of each is compared with others, in the notice's order; it is not held any longer."""
        made, self._compared = self._compared, {}
        return [
            made.get(county.id)
            or self._kept.cross_check(self.pages.project, county)
            or self._again(county).cross_check
            for county in self._counties
        ]

    def _again(self, county: County) -> CountyResult:
        """The county read anew where what was kept of it is damaged; its pages stand."""
        return self.pages.write_county(county, write_nothing)


class SharedPages:
    """The pages of one cycle that show several counties: those about all, and a page a county.

    ``result`` gives what is held of a county; it is asked for counties whose pages are made alone.
    ``findings`` are those about more than one county; ``past`` are the pages of the past cycles,
    oldest first, which those of the current one show beside it.
    """

    def __init__(
        self,
        cycle: CyclePages,
        result: Callable[[County], CountyResult],
        findings: tuple[Finding, ...] = (),
        past: Sequence["SharedPages"] = (),
    ) -> None:
        self.cycle, self._past = cycle, past
        self._result = result
        self._findings: dict[str | None, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.place.county, []).append(finding)

    @property
    def figures(self) -> tuple[tuple[CountiesFigure, ...], ...]:
        """The figures of all counties that the page of each shows, in each language."""
        return tuple(map(figures_of_counties, self.contexts))

    def told(self, county: County) -> bytes:
        """What the county's page says of findings about more than one county."""
        findings = self._findings.get(county.id, ())
        languages = (language.catalogue for language in self.cycle.languages)
        return repr(
            [[one.translate_finding(said) for said in findings] for one in languages]
        ).encode()

    def write(self, write: Write) -> KeptPart:
        """Make the pages about all counties and the open data."""
        cycle = self.cycle
        project = cycle.project
        data = cycle.data(self._results, project.past)
        if project.folder:
            return part_of(write(past_part(context, data)) for context in self.contexts)
        return part_of(
            write(shared_part(context, data, language.explained_rules()))
            for context, language in zip(self.contexts, cycle.languages, strict=True)
        )

    def write_county(
        self, county: County, figures: Sequence[tuple[CountiesFigure, ...]], write: Write
    ) -> KeptPart:
        """Make the county's own page; ``figures`` are those of all counties."""
        contexts = self._beside_past(
            self.cycle.some_contexts([self._result(county).submission], self._said(county)),
            [one.contexts_of(county) for one in self._past],
        )
        return part_of(
            write(county_page_part(context, context.rubric.county_by_id[county.id], own))
            for context, own in zip(contexts, figures, strict=True)
        )

    @property
    def _results(self) -> list[CountyResult]:
        return [self._result(county) for county in self.cycle.project.rubric.counties]

    @cached_property
    def contexts(self) -> tuple[PageContext, ...]:
        """What the pages about all counties are made from, a context a language."""
        past = [one.contexts for one in self._past]
        return self._beside_past(self.cycle.contexts(self._results), past)

    def contexts_of(self, county: County) -> tuple[PageContext, ...]:
        """As a past cycle beside the current one: with this county alone, if it is in it."""
        known = county.id in self.cycle.project.rubric.county_by_id
        return self.cycle.some_contexts([self._result(county).submission] if known else [], ())

    def write_all(self, write: Write) -> None:
        """Make all of them."""
        self.write(write)
        figures = self.figures
        for county in self.cycle.project.rubric.counties:
            self.write_county(county, figures, write)

    @staticmethod
    def _beside_past(
        contexts: tuple[PageContext, ...], past: Sequence[tuple[PageContext, ...]]
    ) -> tuple[PageContext, ...]:
        return tuple(
            replace(context, past=tuple(one[nth] for one in past))
            for nth, context in enumerate(contexts)
        )

    def _said(self, county: County) -> Iterator[Finding]:
        yield from self._findings.get(county.id, ())
        yield from self._result(county).findings


def common_findings(
    current: CyclePages, cross_checks: Callable[[], Sequence[CrossCheck]]
) -> tuple[Finding, ...]:
    """What is wrong with more than one county, where the audience sees findings; past cycles first."""
    return current.findings(lambda: _common_findings(current.project, cross_checks()))


def pages_of(project: Project, audience: Audience, language: SiteLanguage) -> Iterator[Page]:
    """Yield the pages that a build writes for the audience in one language, without writing them."""
    for part in parts_of(project, audience, language):
        yield from part.pages


def parts_of(project: Project, audience: Audience, language: SiteLanguage) -> tuple[SitePart, ...]:
    """The pages with the files beside them, held all at once."""
    parts: list[SitePart] = []

    def write(part: SitePart) -> Written:
        pages = tuple(part.pages)
        parts.append(replace(part, pages=pages, assets=tuple(map(_held, part.assets))))
        return Written(len(pages))

    write_parts(project, audience, [SiteLanguagePages(project, language)], write, map)
    return tuple(parts)


def _held(asset: Asset) -> Asset:
    content = asset.content
    return asset if isinstance(content, Path) else replace(asset, content=tuple(content))


def write_nothing(part: SitePart) -> Written:
    """Make the pages of the part, and count them."""
    return Written(sum(1 for _ in part.pages))


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
