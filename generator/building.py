"""The stages of a site in their order: county by county, then what is about all of them."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

from generator.checks.all_rules import (
    check_assessment,
    compare_counties,
    explain_faults,
    explanations,
)
from generator.checks.edition import under
from generator.model.explanation import Explanation
from generator.model.finding import Finding, ToldFinding
from generator.model.message import N_
from generator.model.open_data import DataFile
from generator.model.past import PastCycle, past_trace
from generator.model.portfolio import Portfolio
from generator.model.rubric import County
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission, submission_of
from generator.model.trace import Trace, trace_of
from generator.pages.addresses import Addresses
from generator.pages.scene import Scene
from generator.pages.site_plan import county_part, past_part, shared_part, site_frame
from generator.pages.templates import Templates
from generator.past import open_archive, past_findings
from generator.reading import CountyRead, county_findings, read_county, read_frame
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
    findings: tuple[ToldFinding, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class _Year:
    """What is left of a past cycle when its pages are written."""

    scene: Scene
    traces: tuple[Trace, ...]
    pages: int


def build(
    root: Path, out: Path, audience: Audience, catalogue: Catalogue, form: Form, say: Progress
) -> int:
    """Build one audience's site; the number of its pages. Raises UnusableRubric, SiteError."""
    frame, told = read_frame(root)
    rubric = frame.rubric
    archive = open_archive(root, rubric.cycle)
    site = site_frame(rubric, frame.log, audience, [one.frame for one in archive.cycles])
    with writing_site(site, root, out, form, say) as writer:
        say(N_("Writing the pages …"))
        work = _CountyWork(root, frame, audience, catalogue, writer)
        done = _each_county(work, rubric.counties)
        past = [one.frame for one in archive.cycles]
        years = [_build_past(work.of_past(one)) for one in archive.cycles]
        traces = [*chain(*(one.traces for one in years)), *(one.trace for one in done)]
        findings = work.told(
            lambda: (
                *told,
                *archive.findings,
                *check_assessment(frame),
                *compare_counties(traces),
            )
        )
        scene = replace(work.whole(done, findings), past=tuple(one.scene for one in years))
        pages = writer.write(shared_part(scene, work.data(done, past), _rules(catalogue)))
    return pages + sum(one.pages for one in done) + sum(one.pages for one in years)


def _build_past(work: "_CountyWork") -> _Year:
    """Write a past cycle's pages, and keep what the current cycle's are held against."""
    done = _each_county(work, work.frame.rubric.counties)
    scene = work.whole(done, ())
    pages = work.writer.write(past_part(scene, work.data(done)))
    return _Year(scene, tuple(one.trace for one in done), pages + sum(one.pages for one in done))


class _CountyWork:
    """All that is done for one county alone, in whichever process."""

    def __init__(
        self,
        root: Path,
        frame: Portfolio,
        audience: Audience,
        catalogue: Catalogue,
        writer: SiteWriter,
    ) -> None:
        self.root = root
        self.frame = frame
        self.audience = audience
        self.catalogue = catalogue
        self.writer = writer
        self.templates = Templates(root / "site_templates")
        self.past: PastCycle | None = None

    def of_past(self, past: PastCycle) -> "_CountyWork":
        """The same work for a past cycle, with the project's own templates."""
        work = copy(self)
        work.root, work.frame, work.past = past.root, past.frame, past
        return work

    def __call__(self, county: County) -> _Done:
        """Read, check and count the county, write its pages, and keep what others need of it."""
        read = read_county(
            self.root,
            county,
            self.frame,
            shown=shown(Field.EVIDENCE, self.audience, self.frame.log.state),
        )
        folder, checklists = read.folder, read.checklists
        findings = self.told(lambda: self._found(read))
        submission = submission_of(folder, checklists)
        scene = self.scene({county.id: submission}, findings)
        pages = self.writer.write(county_part(scene, folder, checklists))
        listed = tuple(checklists.values()) if scene.shows(Field.EVIDENCE) else ()
        entries = entries_of(self.frame.rubric, county, folder, listed)
        trace = trace_of(folder, checklists)
        if self.past is not None:
            trace = past_trace(trace, self.past)
        return _Done(submission, trace, entries, findings, pages)

    def _found(self, read: CountyRead) -> tuple[Finding, ...]:
        if self.past is not None:
            return past_findings(self.past, explain_faults(read.faults))
        return county_findings(read)

    def told(self, find: Callable[[], tuple[Finding, ...]]) -> tuple[ToldFinding, ...]:
        """What is found, in words; nothing is looked for where this audience sees no findings."""
        if not shown(Field.FINDINGS, self.audience, self.frame.log.state):
            return ()
        judged = under(self.frame.rubric.check_edition, find())
        return tuple(self.catalogue.tell(one) for one in judged)

    def scene(
        self, submissions: Mapping[str, Submission], findings: tuple[ToldFinding, ...]
    ) -> Scene:
        """What pages are made from, with as much of the counties as is given."""
        ordered = sorted(findings, key=lambda one: (one.place, one.code))
        by_path = groupby(ordered, lambda one: one.place.path)
        return Scene(
            rubric=self.frame.rubric,
            log=self.frame.log,
            submissions=submissions,
            findings={path: tuple(group) for path, group in by_path},
            audience=self.audience,
            templates=self.templates,
            addresses=Addresses(self.frame.rubric.cycle),
            folder="" if self.past is None else self.past.folder,
        )

    def whole(self, done: Sequence[_Done], findings: tuple[ToldFinding, ...]) -> Scene:
        """The scene of all counties; ``findings`` are those about more than one."""
        return self.scene(
            {one.submission.county: one.submission for one in done},
            tuple(chain(findings, *(one.findings for one in done))),
        )

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
    theme, rendered = work.writer.theme, Signal()

    def in_worker(county: County) -> _Done:
        theme.wait = rendered.wait
        return work(county)

    def meanwhile() -> None:
        try:
            theme.wait()
        finally:
            rendered.set()

    return list(share_out(in_worker, counties, meanwhile))


def _rules(catalogue: Catalogue) -> dict[str, Explanation]:
    """What each rule of the check is about, by its code."""
    return {code: catalogue.explain(one) for code, one in explanations().items()}
