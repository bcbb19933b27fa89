"""What each audience's site holds in each state is the table of the formats."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from project_copy import REPOSITORY

from generator.model.checklist import Checklist
from generator.model.evidence import Status
from generator.model.explanation import Explanation
from generator.model.log import Log
from generator.model.page import Asset, Link, Page
from generator.model.state import Audience, State
from generator.model.submission import submission_of
from generator.pages.addresses import Addresses
from generator.pages.scene import Scene
from generator.pages.site_plan import county_part, shared_part, site_frame
from generator.pages.templates import Templates
from generator.pipeline import Assessed, assess
from generator.report.catalogue import Catalogue, Language
from generator.report.open_data import entries_of, open_data

BEFORE = (State.SETUP, State.OPEN, State.CLOSED, State.REVIEWING, State.DECIDING)
# What everybody may take away always.
RULES = {
    "rubric.yaml",
    "targets.csv",
    "targets.json",
    "indicators.csv",
    "indicators.json",
    "indicators.schema.json",
    "datapackage.json",
}
AFTER = (State.FINAL, State.AMENDED)
# What rests on evidence.
COUNTED = {
    f"{name}.{form}"
    for name in ("checklists", "entries")
    for form in ("csv", "json", "schema.json")
}
ANNOUNCED = {"results.csv", "results.json", "results.schema.json"}
NOTICES = {
    State.PROPOSED: {"05-proposed.json"},
    State.FINAL: {"05-proposed.json", "06-final.json"},
    State.AMENDED: {"05-proposed.json", "06-final.json", "07-amended.json"},
}
SURVEYS = {"/2018/burden/", "/2018/calendar/", "/2018/compare/", "/2018/matrix/"}


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return assess(REPOSITORY)


def log_at(log: Log, state: State) -> Log:
    """The repository's log up to the state; amended is its final announcement once more."""
    if state is not State.AMENDED:
        return Log(log.transitions[: state.rank])
    assert log.state is State.FINAL
    last = log.transitions[-1]
    assert last.notice is not None
    announcement = replace(last.notice.announcement, state=state, why="演示")
    notice = replace(last.notice, announcement=announcement, name="07-amended.json")
    return Log((*log.transitions, replace(last, number="07", state=state, notice=notice)))


@dataclass(frozen=True)
class Site:
    """All of one audience's site in one state, put together from its parts."""

    tabs: tuple[Link, ...]
    indexed: bool
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]


def of_county(assessed: Assessed, county: str) -> tuple[Checklist, ...]:
    return tuple(one for (owner, _), one in assessed.checklists.items() if owner == county)


def plan(assessed: Assessed, audience: Audience, state: State) -> Site:
    portfolio, checklists = assessed.portfolio, assessed.checklists
    log = log_at(portfolio.log, state)
    told = [Catalogue(Language.CHINESE).tell(one) for one in assessed.findings]
    scene = Scene(
        rubric=portfolio.rubric,
        log=log,
        submissions={
            county: submission_of(folder, checklists)
            for county, folder in portfolio.counties.items()
        },
        findings={
            path: tuple(one for one in told if one.place.path == path)
            for path in {one.place.path for one in told}
        },
        audience=audience,
        templates=Templates(REPOSITORY / "site_templates"),
        addresses=Addresses(portfolio.rubric.cycle),
    )
    parts = [county_part(scene, one, checklists) for one in portfolio.counties.values()]
    rubric = portfolio.rubric
    data = open_data(
        [(rubric, log)],
        audience,
        tuple(scene.submissions.values()),
        [
            entries_of(rubric, one, portfolio.counties[one.id], of_county(assessed, one.id))
            for one in rubric.counties
        ],
        b"",
    )
    parts.append(shared_part(scene, data, {"a-code": Explanation(("甲",), "", "")}))
    frame = site_frame(portfolio.rubric, log, audience)
    return Site(
        tabs=frame.tabs,
        indexed=frame.indexed,
        pages=tuple(page for part in parts for page in part.pages),
        assets=tuple(asset for part in parts for asset in part.assets),
    )


def private_words(assessed: Assessed) -> set[str]:
    """Words that only evidence holds: titles of entries, places, and names of attachments."""
    words = set()
    for folder in assessed.portfolio.counties.values():
        words |= {Path(name).name for name in folder.attachments}
        for evidence in folder.evidence.values():
            words |= {entry.title for entry in evidence.entries if not entry.cites}
            words |= {entry.number for entry in evidence.entries if entry.number}
    public = (REPOSITORY / "rubric.yaml").read_text(encoding="utf-8")
    return {word for word in words if len(word) > 4 and word not in public}


@pytest.mark.parametrize("state", BEFORE)
def test_public_sees_rules_and_targets_alone(assessed: Assessed, state: State) -> None:
    """Before the result no page, address, count or file of the public hints at it."""
    site = plan(assessed, Audience.PUBLIC, state)
    assert "考核结果" not in [tab.title for tab in site.tabs]
    assert not any(
        "/results/" in page.address or "/notices/" in page.address for page in site.pages
    )
    assert not {str(page.address) for page in site.pages} & SURVEYS
    assert not any("/compare/" in page.address + page.body for page in site.pages)
    kinds = {page.address.count("/") for page in site.pages}
    assert max(kinds) == 4
    assert {asset.address.removeprefix("/2018/data/") for asset in site.assets} == RULES
    text = "".join(page.body + page.title + page.description for page in site.pages)
    for word in private_words(assessed) | {"已提交", "达标", "待证", "未达", "检查发现"}:
        if word not in ("达标", "待证", "未达"):
            assert word not in text, word
    counties = [page for page in site.pages if "/counties/" in page.address]
    for mark in ("tz-dots", "tz-range", "tz-lines", "tz-months"):
        assert mark not in text
    assert not any("tz-met" in page.body or "tz-short" in page.body for page in counties)


def test_proposed_opens_the_result_and_no_evidence(assessed: Assessed) -> None:
    """While a result is proposed the public has it and its notice, and still no evidence."""
    site = plan(assessed, Audience.PUBLIC, State.PROPOSED)
    addresses = {str(page.address) for page in site.pages}
    assert not addresses & SURVEYS
    assert not any("/compare/" in one for one in addresses)
    assert {"/2018/results/", "/2018/notices/05/"} <= addresses
    assert "/2018/notices/06/" not in addresses
    assert not any(one.startswith("/2018/counties/donghai/0") for one in addresses)
    names = {asset.address.rsplit("/", 1)[1] for asset in site.assets}
    assert names == RULES | ANNOUNCED | {"05-proposed.json", "feed.xml"}
    text = "".join(page.body + page.title + page.description for page in site.pages)
    assert not [word for word in private_words(assessed) if word in text]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("state", State)
def test_data_files_are_those_of_the_state(
    assessed: Assessed, audience: Audience, state: State
) -> None:
    """Exactly these files can be taken away, and the package names exactly these."""
    expected = set(RULES)
    if audience is Audience.REVIEWERS or state in AFTER:
        expected |= COUNTED
    if state in NOTICES:
        expected |= ANNOUNCED | NOTICES[state]
    site = plan(assessed, audience, state)
    files = {
        one.address.removeprefix("/2018/data/"): one.content
        for one in site.assets
        if one.address.startswith("/2018/data/")
    }
    assert expected == files.keys()
    package = files["datapackage.json"]
    assert isinstance(package, tuple)
    named = {one["path"] for one in json.loads(b"".join(package))["resources"]}
    assert expected - {"datapackage.json"} == named
    assert (state in NOTICES) == ("/feed.xml" in {one.address for one in site.assets})


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("state", BEFORE)
def test_no_figure_before_the_announcement(
    assessed: Assessed, audience: Audience, state: State
) -> None:
    """No audience's site holds a total, a rank, a notice or the name of a results file."""
    site = plan(assessed, audience, state)
    announced = assessed.portfolio.log.announcement
    assert announced is not None
    text = "".join(page.body + page.title + page.description for page in site.pages)
    figures = {one.total for one in announced.counties}
    if audience is Audience.PUBLIC:
        figures |= {item.points for one in announced.counties for item in one.items}
    assert not figures & set(re.findall(r"\d+\.\d\d", text))
    marks = (
        "tz-commended",
        "tz-ranking",
        "tz-outcome",
        "tz-score",
        "tz-mark",
        "tz-given",
        "并列第",
    )
    for mark in (*marks, "results.json", "公示结果", "结果通报", "评分和考核结果"):
        assert mark not in text, mark
    assert not any("results" in asset.address for asset in site.assets)


@pytest.mark.parametrize("state", [*BEFORE, State.PROPOSED])
def test_public_site_does_not_depend_on_evidence(assessed: Assessed, state: State) -> None:
    """The same public pages come out with all evidence and with none."""
    empty = {
        name: replace(folder, evidence={}, attachments={}, statement=None)
        for name, folder in assessed.portfolio.counties.items()
    }
    without = replace(assessed, portfolio=replace(assessed.portfolio, counties=empty), findings=())
    assert plan(assessed, Audience.PUBLIC, state) == plan(without, Audience.PUBLIC, state)


@pytest.mark.parametrize("state", AFTER)
def test_final_opens_evidence_but_no_findings(assessed: Assessed, state: State) -> None:
    """From the result on every county and item has its page; drafts show no body."""
    site = plan(assessed, Audience.PUBLIC, state)
    pages = {str(page.address): page for page in site.pages}
    assert pages.keys() >= SURVEYS
    for county in assessed.portfolio.rubric.counties:
        for item in assessed.portfolio.rubric.items:
            assert f"/2018/counties/{county.id}/{item.lower()}/" in pages
    assert not any("检查发现" in page.body for page in site.pages)
    drafts = [
        evidence
        for folder in assessed.portfolio.counties.values()
        for evidence in folder.evidence.values()
        if evidence.status is not Status.SUBMITTED
    ]
    assert drafts
    for draft in drafts:
        body = pages[f"/2018/counties/{draft.county}/{draft.item.lower()}/"].body
        assert "未计入" in body
        assert not any(entry.number in body for entry in draft.entries if entry.number)


@pytest.mark.parametrize("state", State)
def test_reviewers_see_everything(assessed: Assessed, state: State) -> None:
    """Reviewers have evidence, checklists, attachments and findings in every state."""
    site = plan(assessed, Audience.REVIEWERS, state)
    text = "".join(page.body for page in site.pages)
    assert all(word in text for word in private_words(assessed))
    assert "检查发现" in text
    assert {str(page.address) for page in site.pages} >= SURVEYS
    assert len(site.assets) > 50
    assert not site.indexed
