"""What each audience's site holds in each state is the table of the formats."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from on_folder import Assessed, assess
from project_copy import REPOSITORY

from generator.checklists.submissions import submission_of
from generator.model.checklist import Checklist
from generator.model.evidence import Status
from generator.model.finding import Explanation, RuleGroup
from generator.model.log import Log
from generator.model.message import Language
from generator.model.page import Address, Asset, Link, Page
from generator.model.site_language import CHINESE_ALONE, SiteLanguage
from generator.model.state import Audience, State
from generator.pages.addresses import Addresses
from generator.pages.english_rubric import in_english
from generator.pages.page_context import PageContext
from generator.pages.site_plan import SiteInput, county_part, shared_part, site_context
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue
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


LANGUAGES = {
    Language.CHINESE: CHINESE_ALONE[0],
    Language.ENGLISH: SiteLanguage(
        language=Language.ENGLISH,
        name="English",
        title="",
        description="",
        copyright="",
        public_url="",
    ),
}
# What only a result or evidence brings to a page.
TOLD = {
    Language.CHINESE: ("考核结果", "已提交", "检查发现", "并列第", "公示结果", "结果通报"),
    Language.ENGLISH: (
        "Results",
        "files submitted",
        "finding",
        "Joint rank",
        "Proposal",
        "Announcement",
    ),
}


def plan(
    assessed: Assessed,
    audience: Audience,
    state: State,
    language: Language = Language.CHINESE,
) -> Site:
    """The site in one language; the addresses are those that the same page has in Chinese."""
    site = LANGUAGES[language]
    catalogue = Catalogue(language)
    portfolio, checklists = assessed.portfolio, assessed.checklists
    log = log_at(portfolio.log, state)
    told = [catalogue.translate_finding(one) for one in assessed.findings]
    context = PageContext(
        rubric=portfolio.rubric if site.root == "/" else in_english(portfolio.rubric),
        official=portfolio.rubric,
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
        templates=Templates(REPOSITORY / "site_templates", catalogue),
        addresses=Addresses(portfolio.rubric.cycle, site.root),
    )
    parts = [county_part(context, one, checklists) for one in portfolio.counties.values()]
    rubric = portfolio.rubric
    data = open_data(
        [(rubric, log)],
        audience,
        tuple(context.submissions.values()),
        [
            entries_of(rubric, one, portfolio.counties[one.id], of_county(assessed, one.id))
            for one in rubric.counties
        ],
        b"",
    )
    parts.append(
        shared_part(context, data, [RuleGroup("甲", {"unknown-key": Explanation(("甲",), "", "")})])
    )
    frame = site_context(
        SiteInput(rubric=context.rubric, log=log, audience=audience), catalogue, site
    )
    return Site(
        tabs=frame.tabs,
        indexed=frame.indexed,
        pages=tuple(in_place(page, site) for part in parts for page in part.pages),
        assets=tuple(asset for part in parts for asset in part.assets),
    )


def in_place(page: Page, site: SiteLanguage) -> Page:
    """The page at the address of its Chinese twin."""
    assert page.address.startswith(site.root)
    return replace(page, address=Address("/" + page.address.removeprefix(site.root)))


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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", BEFORE)
def test_public_sees_rules_and_targets_alone(
    assessed: Assessed, state: State, language: Language
) -> None:
    """Before the result no page, address, count or file of the public hints at it."""
    site = plan(assessed, Audience.PUBLIC, state, language)
    results, submitted, findings, *_ = TOLD[language]
    assert results not in [tab.title for tab in site.tabs]
    assert not any(
        "/results/" in page.address or "/notices/" in page.address for page in site.pages
    )
    assert not {str(page.address) for page in site.pages} & SURVEYS
    assert not any("/compare/" in page.address + page.body for page in site.pages)
    kinds = {page.address.count("/") for page in site.pages}
    assert max(kinds) == 4
    files = {asset.address.removeprefix("/2018/data/") for asset in site.assets}
    assert files == (RULES if language is Language.CHINESE else set())
    text = "".join(page.body + page.title + page.description for page in site.pages)
    for word in private_words(assessed) | {submitted, findings}:
        assert word not in text, word
    counties = [page for page in site.pages if "/counties/" in page.address]
    for mark in ("tz-dots", "tz-range", "tz-lines", "tz-months"):
        assert mark not in text
    assert not any("tz-met" in page.body or "tz-short" in page.body for page in counties)


@pytest.mark.parametrize("language", Language)
def test_proposed_opens_the_result_and_no_evidence(assessed: Assessed, language: Language) -> None:
    """While a result is proposed the public has it and its notice, and still no evidence."""
    site = plan(assessed, Audience.PUBLIC, State.PROPOSED, language)
    addresses = {str(page.address) for page in site.pages}
    assert not addresses & SURVEYS
    assert not any("/compare/" in one for one in addresses)
    assert {"/2018/results/", "/2018/notices/05/"} <= addresses
    assert "/2018/notices/06/" not in addresses
    assert not any(one.startswith("/2018/counties/donghai/0") for one in addresses)
    names = {asset.address.rsplit("/", 1)[1] for asset in site.assets}
    expected = RULES | ANNOUNCED | {"05-proposed.json", "feed.xml"}
    assert names == (expected if language is Language.CHINESE else set())
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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("state", BEFORE)
def test_no_figure_before_the_announcement(
    assessed: Assessed, audience: Audience, state: State, language: Language
) -> None:
    """No audience's site holds a total, a rank, a notice or the name of a results file."""
    site = plan(assessed, audience, state, language)
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
    )
    for mark in (*marks, "results.json", "评分和考核结果", *TOLD[language][3:]):
        assert mark not in text, mark
    assert not any("results" in asset.address for asset in site.assets)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", [*BEFORE, State.PROPOSED])
def test_public_site_does_not_depend_on_evidence(
    assessed: Assessed, state: State, language: Language
) -> None:
    """The same public pages come out with all evidence and with none."""
    empty = {
        name: replace(folder, evidence={}, attachments={}, statement=None)
        for name, folder in assessed.portfolio.counties.items()
    }
    without = replace(assessed, portfolio=replace(assessed.portfolio, counties=empty), findings=())
    expected = plan(without, Audience.PUBLIC, state, language)
    assert expected == plan(assessed, Audience.PUBLIC, state, language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", AFTER)
def test_final_opens_evidence_but_no_findings(
    assessed: Assessed, state: State, language: Language
) -> None:
    """From the result on every county and item has its page; drafts show no body."""
    site = plan(assessed, Audience.PUBLIC, state, language)
    pages = {str(page.address): page for page in site.pages}
    assert pages.keys() >= SURVEYS
    for county in assessed.portfolio.rubric.counties:
        for item in assessed.portfolio.rubric.items:
            assert f"/2018/counties/{county.id}/{item.lower()}/" in pages
    assert not any("tz-findings" in page.body for page in site.pages)
    drafts = [
        evidence
        for folder in assessed.portfolio.counties.values()
        for evidence in folder.evidence.values()
        if evidence.status is not Status.SUBMITTED
    ]
    assert drafts
    for draft in drafts:
        body = pages[f"/2018/counties/{draft.county}/{draft.item.lower()}/"].body
        assert (
            Catalogue(language).text("Does not count: no evidence was submitted for this item.")
            in body
        )
        assert not any(entry.number in body for entry in draft.entries if entry.number)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", State)
def test_reviewers_see_everything(assessed: Assessed, state: State, language: Language) -> None:
    """Reviewers have evidence, checklists, attachments and findings in every state."""
    site = plan(assessed, Audience.REVIEWERS, state, language)
    text = "".join(page.body for page in site.pages)
    # On a page in English a name may be part Chinese, which is marked.
    words = re.sub(r"</?span[^>]*>", "", text)
    assert all(word in words for word in private_words(assessed))
    assert "tz-findings" in text
    assert {str(page.address) for page in site.pages} >= SURVEYS
    assert len(site.assets) > 50 or language is Language.ENGLISH
    assert not site.indexed
