"""The check: county by county, then what is about all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType

from generator.checklists.submissions import submission_of
from generator.load.arrivals import arrivals as git_arrivals
from generator.load.excerpts import excerpts
from generator.load.files import ProjectFiles
from generator.load.handwritten.page_files import read_handwritten
from generator.load.project import Project
from generator.model.checklist import Checklist
from generator.model.cross_check import Arrivals, Comparison, CrossCheck
from generator.model.finding import Finding
from generator.model.place import COUNTIES, Place
from generator.model.rubric import County
from generator.model.submission import Submission
from generator.rules.all_rules import check_assessment, explain_faults
from generator.rules.edits import with_exact_edits
from generator.rules.reported import accept, apply_edition, findings_of_past_cycles
from generator.usecases.assess_county import AssessedCounty, compare_assessed, with_county
from generator.usecases.cluster import Cluster
from generator.usecases.workers import map_counties


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCheck:
    """What is held of a county once it is checked.

    ``checklists`` are empty where no entries were asked for. ``contents`` are the bytes of the
    files that a finding stands in, or may come to stand in, by path.
    """

    submission: Submission
    checklists: tuple[Checklist, ...]
    findings: tuple[Finding, ...]
    cross_check: CrossCheck
    contents: Mapping[str, bytes]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A project's counties by id, in the notice's order, and every finding by its place."""

    project: Project
    counties: Mapping[str, CountyCheck]
    findings: tuple[Finding, ...]
    contents: Mapping[str, bytes]

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of each county's folder as it was checked, by county id."""
        return {county: check.digest for county, check in self.counties.items()}

    def excerpts(self, places: Iterable[Place]) -> Mapping[Place, str]:
        """The lines of places as they were checked, as far as they may be shown."""
        return excerpts(self.contents, places)


def check(
    project: Project,
    *,
    listed: bool = False,
    arrivals: Arrivals | None = None,
    named_only: bool = False,
    cluster: Cluster | None = None,
) -> CheckResult:
    """Check the project. Where ``listed``, the result has each county's checklists with entries.

    ``arrivals`` are by default those of git's log; where ``named_only`` no finding on a county's
    file names another county's. Where there is a ``cluster`` its workers check the counties.
    """
    rubric = project.rubric
    check_county = partial(_check_county, project, listed=listed)
    checks = list(map_counties(check_county, rubric.counties, cluster=cluster))
    # Past cycles come first where counties are compared: who repeats is the later one.
    past = [*_check_past(project, cluster)]
    cross_checks = [checked.cross_check for checked in (*past, *checks)]
    compared = comparison(project, cross_checks, arrivals=arrivals, named_only=named_only)
    common = (
        *project_findings(project),
        *explain_faults(project.out_of_place()),
        *compare_assessed(compared, project.cache),
    )
    current = chain(
        with_exact_edits(common, project.contents), *(checked.findings for checked in checks)
    )
    archived = chain(_archive_findings(project), *(checked.findings for checked in past))
    pages, page_contents = page_findings(project)
    contents = {**project.contents, **page_contents}
    for checked in (*past, *checks):
        contents |= checked.contents
    return CheckResult(
        project=project,
        counties=MappingProxyType(dict(zip(rubric.county_by_id, checks, strict=True))),
        findings=by_place((*apply_edition(rubric.check_edition, current), *archived, *pages)),
        contents=contents,
    )


def comparison(
    project: Project,
    cross_checks: Sequence[CrossCheck],
    *,
    arrivals: Arrivals | None = None,
    named_only: bool = False,
) -> Comparison:
    """What is compared across the project's counties; ``cross_checks`` of past cycles come first."""
    return Comparison(
        cross_checks=cross_checks,
        names={f"{COUNTIES}/{county.id}": county.name for county in project.rubric.counties},
        arrivals=arrivals or partial(git_arrivals, project.root),
        named_only=named_only,
    )


def project_findings(project: Project) -> tuple[Finding, ...]:
    """What is wrong with everything but the counties' folders and the archive."""
    found = (*explain_faults(project.faults), *check_assessment(project.portfolio()))
    return accept(project.rubric.accepted, found)


def page_findings(project: Project) -> tuple[tuple[Finding, ...], Mapping[str, bytes]]:
    """What is wrong with the handwritten pages, and the bytes of their texts by path."""
    files = ProjectFiles(project.root)
    # A past cycle that cannot be read has a finding of its own: links to it are no fault of a page.
    unread = (fault.place.past_cycle for fault in project.past_faults)
    past = {*(cycle.rubric.cycle for cycle in project.past), *filter(None, unread)}
    found = explain_faults(read_handwritten(files, project.rubric, past))
    return found, files.contents


def by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of their places."""
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.code)))


def _archive_findings(project: Project) -> tuple[Finding, ...]:
    return findings_of_past_cycles(explain_faults(project.past_faults))


def _check_past(project: Project, cluster: Cluster | None) -> Iterator[CountyCheck]:
    """The counties of past cycles, oldest first."""
    for cycle in project.past:
        check_county = partial(_check_county, cycle, listed=False)
        yield from map_counties(check_county, cycle.rubric.counties, cluster=cluster)


def _check_county(project: Project, county: County, *, listed: bool) -> CountyCheck:
    return with_county(project, county, lambda assessed: _checked(assessed, listed=listed))


def _checked(assessed: AssessedCounty, *, listed: bool) -> CountyCheck:
    project = assessed.project
    folder = f"{project.folder}/" if project.folder else ""
    contents = {f"{folder}{path}": text for path, text in assessed.loaded.contents.items()}
    findings = with_exact_edits(assessed.findings(), contents)
    cross_check = assessed.cross_check
    # Comparing counties can find something at any event later, when this folder is gone.
    places = chain(
        (finding.place for finding in findings), (event.place for event in cross_check.events)
    )
    paths = {place.path for place in places}
    return CountyCheck(
        submission=submission_of(assessed.loaded.folder, assessed.checklists),
        checklists=tuple(assessed.checklists.values()) if listed else (),
        findings=findings,
        cross_check=cross_check,
        # Only files that a report may quote: all texts of a city would fill the memory.
        contents={path: text for path, text in contents.items() if path in paths},
        digest=assessed.loaded.digest,
    )
