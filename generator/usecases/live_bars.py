"""What the bar above each page says: the county's verdict, and everything to mend in it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.model.finding import Finding, Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.rubric import County
from generator.pages.addresses import Addresses
from generator.report.catalogue import Catalogue
from generator.report.finding_text import SEVERITY_WORDS, count_findings, county_line
from generator.serving.bar import BarLine, State, live_bar
from generator.usecases.live_site import SHARED, LiveBuild

_MOST = 100


def build_bars(build: LiveBuild, trouble: str, catalogue: Catalogue) -> Mapping[str, str]:
    """The bars of a build, by county, and under "" that of pages about no county."""
    bars = {county.id: _of_county(build, county, trouble, catalogue) for county in build.counties}
    if build.county is not None:
        return {**bars, "": bars[build.county.id]}
    found = [finding for findings in build.findings.values() for finding in findings]
    verdict = catalogue.say(Message(_ALL, _counts(found)))
    own = build.findings.get(SHARED, ())
    return {**bars, "": _bar(build, verdict, trouble, found, own, catalogue)}


def _of_county(build: LiveBuild, county: County, trouble: str, catalogue: Catalogue) -> str:
    # Those about several counties stand with each that they are about.
    shared = [one for one in build.findings.get(SHARED, ()) if one.place.county == county.id]
    found = [*build.findings.get(county.id, ()), *shared]
    submission = build.results[county.id].submission
    counts = count_findings(found)
    verdict = county_line(build.project.rubric, submission, counts, catalogue)
    unread = sorted(build.unread.get(county.id, ()))
    if unread and not trouble:
        trouble = catalogue.say(
            Message(_UNREAD, {"files": "、".join(f"{one}.md" for one in unread)})
        )
    return _bar(build, verdict, trouble, found, found, catalogue)


def _bar(
    build: LiveBuild,
    verdict: str,
    trouble: str,
    counted: Sequence[Finding],
    listed: Sequence[Finding],
    catalogue: Catalogue,
) -> str:
    severities = Counter(finding.severity for finding in counted)
    state: State = "fine"
    if trouble:
        state = "trouble"
    elif severities[Severity.ERROR]:
        state = "error"
    elif severities[Severity.WARNING]:
        state = "warning"
    order = list(Severity)
    ranked = sorted(listed, key=lambda one: (order.index(one.severity), one.place))
    lines = list(_lines(build, ranked[:_MOST], catalogue))
    summary = catalogue.say(Message(_SUMMARY, {"number": str(len(listed))}))
    return live_bar(state, verdict, trouble, summary, lines)


def _lines(
    build: LiveBuild, findings: Sequence[Finding], catalogue: Catalogue
) -> Iterator[BarLine]:
    for finding in findings:
        said = catalogue.translate_finding(finding)
        word = catalogue.text(SEVERITY_WORDS[finding.severity])
        yield BarLine(
            where=f"{finding.place.path.rpartition('/')[2]}:{finding.place.line}",
            page=_page(build, finding.place),
            text=f"{word}：{said.message}",
            mend=said.fix,
        )


def _page(build: LiveBuild, place: Place) -> str:
    """The page that shows what the finding is about, "" for none."""
    rubric, county, item = build.project.rubric, place.county, place.item
    addresses = Addresses(rubric.cycle)
    if county is None or county not in rubric.county_by_id:
        return ""
    if item is not None and item in rubric.items:
        return addresses.evidence(county, item)
    return addresses.county(county)


def _counts(findings: Sequence[Finding]) -> Mapping[str, str]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: str(counts[severity]) for severity in Severity}


_ALL = N_("{error} errors, {warning} warnings, {note} notes")
_SUMMARY = N_("What to look at: {number}")
_UNREAD = N_("Cannot be read: {files}. Their pages are those of the last save that could be read.")
