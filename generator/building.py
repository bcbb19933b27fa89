"""The stages of a site in their order: county by county, then what is about all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from generator.checks.all_rules import check_assessment, compare_counties, explanations
from generator.checks.edition import under
from generator.model.finding import Finding, ToldFinding
from generator.model.message import N_
from generator.model.portfolio import Portfolio
from generator.model.rubric import County
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission, submission_of
from generator.model.trace import Trace, trace_of
from generator.pages.addresses import Addresses
from generator.pages.scene import Scene
from generator.pages.site_plan import county_part, shared_part, site_frame
from generator.pages.templates import Templates
from generator.reading import county_findings, read_county, read_frame
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


def build(
    root: Path, out: Path, audience: Audience, catalogue: Catalogue, form: Form, say: Progress
) -> int:
    """Build one audience's site; the number of its pages. Raises UnusableRubric, SiteError."""
    frame, told = read_frame(root)
    rubric = frame.rubric
    with writing_site(site_frame(rubric, frame.log, audience), root, out, form, say) as writer:
        say(N_("Writing the pages …"))
        work = _CountyWork(root, frame, audience, catalogue, writer)
        done = _each_county(work, rubric.counties)
        findings = work.told(
            lambda: (
                *told,
                *check_assessment(frame),
                *compare_counties([one.trace for one in done]),
            )
        )
        scene = work.scene(
            {one.submission.county: one.submission for one in done},
            tuple(chain(findings, *(one.findings for one in done))),
        )
        data = open_data(
            rubric,
            frame.log,
            audience,
            [one.submission for one in done],
            [one.entries for one in done],
            (root / "rubric.yaml").read_bytes(),
        )
        pages = writer.write(shared_part(scene, data, _rules(catalogue)))
    return pages + sum(one.pages for one in done)


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

    def __call__(self, county: County) -> _Done:
        """Read, check and count the county, write its pages, and keep what others need of it."""
        read = read_county(
            self.root,
            county,
            self.frame,
            shown=shown(Field.EVIDENCE, self.audience, self.frame.log.state),
        )
        folder, checklists = read.folder, read.checklists
        findings = self.told(lambda: county_findings(read))
        submission = submission_of(folder, checklists)
        scene = self.scene({county.id: submission}, findings)
        pages = self.writer.write(county_part(scene, folder, checklists))
        listed = tuple(checklists.values()) if scene.shows(Field.EVIDENCE) else ()
        entries = entries_of(self.frame.rubric, county, folder, listed)
        return _Done(submission, trace_of(folder, checklists), entries, findings, pages)

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


def _rules(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What each rule of the check is about, by its code."""
    return {
        code: tuple(catalogue.text(one) for one in paragraphs)
        for code, paragraphs in explanations().items()
    }
