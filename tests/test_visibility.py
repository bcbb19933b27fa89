"""What each audience's site holds in each state is the table of the formats."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from on_folder import portfolio_in
from project_copy import REPOSITORY

from generator.load.project import Project, open_cycle
from generator.model.evidence import Status
from generator.model.log import Log
from generator.model.message import Language
from generator.model.page import Address, Asset, Link, Page
from generator.model.portfolio import Portfolio
from generator.model.site_language import CHINESE_ALONE, SiteLanguage
from generator.model.state import Audience, State
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project
from generator.usecases.site_language_pages import SiteLanguagePages
from generator.usecases.site_parts import parts_of

# A worker makes all sites of a language, so that none is made twice.
EACH_LANGUAGE = [
    pytest.param(language, marks=pytest.mark.xdist_group(f"visibility-{language}"))
    for language in Language
]
LONG = bool(os.environ.get("TAIZHANG_LONG"))
BEFORE = (State.SETUP, State.OPEN, State.CLOSED, State.REVIEWING, State.DECIDING)
# What everybody may take away always.
RULES = {
    "rubric.yaml",
    "counting.json",
    "verify.py",
    "targets.csv",
    "targets.json",
    "targets.xlsx",
    "indicators.csv",
    "indicators.json",
    "indicators.xlsx",
    "indicators.schema.json",
    "datapackage.json",
}
AFTER = (State.FINAL, State.AMENDED)
# English pages come from the same templates: of the states these are a sample for them.
IN_ENGLISH = tuple(State) if LONG else (State.OPEN, State.PROPOSED, State.FINAL)
# What rests on evidence.
COUNTED = {
    f"{name}.{form}"
    for name in ("checklists", "entries")
    for form in ("csv", "json", "schema.json", "xlsx")
}
ANNOUNCED = {"results.csv", "results.json", "results.schema.json", "results.xlsx", "rules.json"}
NOTICES = {
    State.PROPOSED: {"05-proposed.json"},
    State.FINAL: {"05-proposed.json", "06-final.json"},
    State.AMENDED: {"05-proposed.json", "06-final.json", "07-amended.json"},
}
SURVEYS = {"/2018/burden/", "/2018/calendar/", "/2018/compare/", "/2018/matrix/"}


def in_each_language(states: Iterable[State]) -> pytest.MarkDecorator:
    """Each of the states with each language, the English ones a sample."""
    cases = [
        pytest.param(state, language, marks=pytest.mark.xdist_group(f"visibility-{language}"))
        for state in states
        for language in Language
        if language is not Language.ENGLISH or state in IN_ENGLISH
    ]
    return pytest.mark.parametrize(("state", "language"), cases)


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    """What this repository's counties have handed in, and its whole log."""
    return portfolio_in(REPOSITORY)


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


def site_of(project: Project, audience: Audience, language: Language) -> Site:
    """The site as a build makes it; the addresses are those that the same page has in Chinese."""
    site = LANGUAGES[language]
    parts = parts_of(project, audience, site)
    context = SiteLanguagePages(project, site).context(project, audience)
    return Site(
        tabs=context.tabs,
        indexed=context.indexed,
        pages=tuple(in_place(page, site) for part in parts for page in part.pages),
        assets=tuple(asset for part in parts for asset in part.assets),
    )


Plan = Callable[[Audience, State, Language], Site]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Make the site of this repository as it would be in the state."""
    # Past years are announced whatever the state.
    project = replace(open_project(REPOSITORY), past=(), past_faults=())

    # Several tests look at one site: it is made once.
    @cache
    def site(audience: Audience, state: State, language: Language) -> Site:
        log = log_at(project.log, state)
        return site_of(replace(project, log=log), audience, language)

    return site


@pytest.fixture(scope="module")
def without_evidence(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This repository's assessment with no county's folder."""
    root = tmp_path_factory.mktemp("without") / "project"
    shutil.copytree(REPOSITORY / "content/results", root / "content/results")
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
    shutil.copy(REPOSITORY / "rubric.yaml", root)
    return open_cycle(root)


def in_place(page: Page, site: SiteLanguage) -> Page:
    """The page at the address of its Chinese twin."""
    assert page.address.startswith(site.root)
    address = Address("/" + page.address.removeprefix(site.root))
    return replace(page, address=address, shell=replace(page.shell, depth=address.count("/") - 1))


def text_of(site: Site) -> str:
    """All that the pages say, but for the page of the rules: its examples look like evidence."""
    pages = [page for page in site.pages if page.address != "/rules/"]
    assert len(pages) == len(site.pages) - 1
    return "".join(page.body + page.title + page.description for page in pages)


def private_words(portfolio: Portfolio) -> set[str]:
    """Words that only evidence holds: titles of entries, places, and names of attachments."""
    words = set()
    for folder in portfolio.counties.values():
        words |= {Path(name).name for name in folder.attachments}
        for evidence in folder.evidence.values():
            words |= {entry.title for entry in evidence.entries if not entry.cites}
            words |= {entry.number for entry in evidence.entries if entry.number}
    public = (REPOSITORY / "rubric.yaml").read_text(encoding="utf-8")
    return {word for word in words if len(word) > 4 and word not in public}


@in_each_language(BEFORE)
def test_public_sees_rules_and_targets_alone(
    plan: Plan, portfolio: Portfolio, state: State, language: Language
) -> None:
    """Before the result no page, address, count or file of the public hints at it."""
    site = plan(Audience.PUBLIC, state, language)
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
    text = text_of(site)
    for word in private_words(portfolio) | {submitted, findings}:
        assert word not in text, word
    counties = [page for page in site.pages if "/counties/" in page.address]
    for mark in ("tz-dots", "tz-range", "tz-lines", "tz-months"):
        assert mark not in text
    assert not any("tz-met" in page.body or "tz-short" in page.body for page in counties)


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_proposed_opens_the_result_and_no_evidence(
    plan: Plan, portfolio: Portfolio, language: Language
) -> None:
    """While a result is proposed the public has it and its notice, and still no evidence."""
    site = plan(Audience.PUBLIC, State.PROPOSED, language)
    addresses = {str(page.address) for page in site.pages}
    assert not addresses & SURVEYS
    assert not any("/compare/" in one for one in addresses)
    assert {"/2018/results/", "/2018/notices/05/"} <= addresses
    assert "/2018/notices/06/" not in addresses
    assert not any(one.startswith("/2018/counties/donghai/0") for one in addresses)
    names = {asset.address.rsplit("/", 1)[1] for asset in site.assets}
    expected = RULES | ANNOUNCED | {"05-proposed.json", "feed.xml"}
    assert names == (expected if language is Language.CHINESE else set())
    text = text_of(site)
    assert not [word for word in private_words(portfolio) if word in text]


@pytest.mark.xdist_group(f"visibility-{Language.CHINESE}")
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("state", State)
def test_data_files_are_those_of_the_state(plan: Plan, audience: Audience, state: State) -> None:
    """Exactly these files can be taken away, and the package names exactly these."""
    expected = set(RULES)
    if audience is Audience.REVIEWERS or state in AFTER:
        expected |= COUNTED
    if state in NOTICES:
        expected |= ANNOUNCED | NOTICES[state]
    site = plan(audience, state, Language.CHINESE)
    files = {
        one.address.removeprefix("/2018/data/"): one.content
        for one in site.assets
        if one.address.startswith("/2018/data/")
    }
    assert expected == files.keys()
    package = files["datapackage.json"]
    assert not isinstance(package, Path)
    named = {one["path"] for one in json.loads(b"".join(package))["resources"]}
    assert expected - {"datapackage.json"} == named
    assert (state in NOTICES) == ("/feed.xml" in {one.address for one in site.assets})


@pytest.mark.parametrize("audience", Audience)
@in_each_language(BEFORE)
def test_no_figure_before_the_announcement(
    plan: Plan, portfolio: Portfolio, audience: Audience, state: State, language: Language
) -> None:
    """No audience's site holds a total, a rank, a notice or the name of a results file."""
    site = plan(audience, state, language)
    announced = portfolio.log.announcement
    assert announced is not None
    text = text_of(site)
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


@in_each_language([*BEFORE, State.PROPOSED])
def test_public_site_does_not_depend_on_evidence(
    plan: Plan, without_evidence: Project, state: State, language: Language
) -> None:
    """The same public pages come out with all evidence and with none."""
    log = log_at(without_evidence.log, state)
    without = replace(without_evidence, log=log)
    expected = site_of(without, Audience.PUBLIC, language)
    assert expected == plan(Audience.PUBLIC, state, language)


@in_each_language(AFTER)
def test_final_opens_evidence_but_no_findings(
    plan: Plan, portfolio: Portfolio, state: State, language: Language
) -> None:
    """From the result on every county and item has its page; drafts show no body."""
    site = plan(Audience.PUBLIC, state, language)
    pages = {str(page.address): page for page in site.pages}
    assert pages.keys() >= SURVEYS
    for county in portfolio.rubric.counties:
        for item in portfolio.rubric.items:
            assert f"/2018/counties/{county.id}/{item.lower()}/" in pages
    assert not any("tz-findings" in page.body for page in site.pages)
    drafts = [
        evidence
        for folder in portfolio.counties.values()
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


@in_each_language(State)
def test_reviewers_see_everything(
    plan: Plan, portfolio: Portfolio, state: State, language: Language
) -> None:
    """Reviewers have evidence, checklists, attachments and findings in every state."""
    site = plan(Audience.REVIEWERS, state, language)
    text = "".join(page.body for page in site.pages)
    # On a page in English a name may be part Chinese, which is marked.
    words = re.sub(r"</?span[^>]*>", "", text)
    assert all(word in words for word in private_words(portfolio))
    assert "tz-findings" in text
    assert {str(page.address) for page in site.pages} >= SURVEYS
    assert len(site.assets) > 50 or language is Language.ENGLISH
    assert not site.indexed
