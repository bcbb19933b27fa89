"""The search in a real Chromium and Firefox: what it finds, what it must not, how it is used."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from firefox import Firefox, firefox
from plain_yaml import load_yaml
from playwright.sync_api import Page
from project_copy import REPOSITORY, replace_text
from repository_sites import Sites
from serving import served
from walking import browser

from generator.cli import main
from generator.site import search

pytestmark = pytest.mark.browser

Queries = dict[str, list[str]]


def queries_in(name: str) -> Queries:
    found: Queries = load_yaml((REPOSITORY / "tests/data" / name).read_text(encoding="utf-8"))
    return found


LONG = bool(os.environ.get("TAIZHANG_LONG"))
QUERIES = queries_in("queries.yml")
ENGLISH = queries_in("queries-english.yml")
DONE = "query => document.querySelector('.tz-search-list').dataset.query === query"
FIRST_FIVE = "links => links.slice(0, 5).map(link => link.href)"


@contextmanager
def opened(home: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """The home page, and what goes wrong on it."""
    with browser(**options) as context:
        page, troubles = context.new_page(), []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(home)
        yield page, troubles


def ask(page: Page, query: str) -> list[str]:
    """Type the query into the open dialog; the first five answers."""
    page.fill(".tz-search input", query)
    page.wait_for_function(DONE, arg=query)
    found: list[str] = page.eval_on_selector_all(".tz-search-list a", FIRST_FIVE)
    return found


def ask_firefox(window: Firefox, query: str) -> list[str]:
    """The same in Firefox."""
    window.ask(
        "const one = document.querySelector('.tz-search input');"
        "one.value = arguments[0]; one.dispatchEvent(new Event('input'));",
        query,
    )
    window.wait(f"({DONE})(given[0])", query)
    every = "[...document.querySelectorAll('.tz-search-list a')]"
    found: list[str] = window.ask(f"return ({FIRST_FIVE})({every})")
    return found


def troubles_of(window: Firefox, home: str) -> list[str]:
    """What went wrong, without what is the theme's and does no harm."""
    borne = (
        # It looks for the element of an address's empty anchor.
        "Empty string passed to getElementById().",
        # Firefox would fetch the next page beforehand; the policy lets it not.
        "blocked the loading of a resource (default-src)",
    )
    found = window.troubles(home)
    return [one for one in found if not any(known in one for known in borne)]


def queries_lost(
    ask: Callable[[str], list[str]], folder: str, queries: Queries = QUERIES
) -> list[tuple[str, list[str]]]:
    """The queries that do not have their page among the first five answers."""
    lost = []
    for query, expected in queries.items():
        links = ask(str(query))
        found = {"/" + one.removeprefix(folder).removesuffix("index.html") for one in links}
        if not found & set(expected):
            lost.append((query, sorted(found)))
    return lost


def test_there_are_a_hundred_queries() -> None:
    """Those of the Chinese side."""
    assert len(QUERIES) == 100


@pytest.mark.parametrize("form", ["public", "offline"])
def test_queries_find_their_page(form: str, sites: Sites) -> None:
    """Of 100 Chinese queries at least 95 have their page among the first five, on a disk too."""
    with served(sites("public")) as server:
        folder = server if form == "public" else sites("public-offline").as_uri() + "/"
        home = folder if form == "public" else folder + "index.html"
        # Of a copy, which searches by other means, a sample.
        asked = dict([*QUERIES.items()][:: 1 if LONG or form == "public" else 4])
        with opened(home) as (page, troubles):
            page.click("[data-tz-search]")
            lost = queries_lost(lambda query: ask(page, query), folder, asked)
    assert len(lost) <= 0.05 * len(asked), lost
    assert troubles == []


@pytest.mark.parametrize("form", ["public", "offline"])
def test_english_queries_find_their_page(form: str, sites: Sites) -> None:
    """Of those typed on the English side at least 95 % too; a county's own page stands first."""
    with served(sites("public")) as server:
        folder = server if form == "public" else sites("public-offline").as_uri() + "/"
        home = folder + ("en/" if form == "public" else "en/index.html")
        with opened(home) as (page, troubles):
            page.click("[data-tz-search]")
            lost = queries_lost(lambda query: ask(page, query), folder, ENGLISH)
            first = [ask(page, one)[0] for one in ("Donghai", "东海县")]
    assert len(lost) <= 0.05 * len(ENGLISH), lost
    county = f"{folder}en/2018/counties/donghai/"
    assert [one.removesuffix("index.html") for one in first] == [county, county]
    assert troubles == []


@pytest.mark.parametrize("form", ["public", "offline"])
def test_queries_find_their_page_in_firefox(form: str, sites: Sites) -> None:
    """The same in a browser that takes Chinese words apart in another way."""
    with served(sites("public")) as server, firefox() as window:
        folder = server if form == "public" else sites("public-offline").as_uri() + "/"
        window.goto(folder if form == "public" else folder + "index.html")
        window.click("[data-tz-search]")
        window.wait("document.querySelector('.tz-search select')")
        # Both browsers search with the same scripts, but for how words are taken apart: a sample.
        asked = dict([*QUERIES.items()][:: 1 if LONG else 3 if form == "public" else 8])
        lost = queries_lost(lambda query: ask_firefox(window, query), folder, asked)
        assert len(lost) <= 0.05 * len(asked), lost
        assert troubles_of(window, folder) == []


def test_search_by_keyboard_in_firefox(sites: Sites) -> None:
    """A stroke opens it, arrows walk the answers, a choice narrows them, Escape closes it."""
    with served(sites("public")) as home, firefox() as window:
        window.goto(home)
        window.press("/")
        window.wait("document.querySelector('.tz-search[open] select')")
        ask_firefox(window, "学术交流")
        window.ask(
            "const one = document.querySelector(`.tz-search select[name='县（区）']`);"
            "one.value = '海州区'; one.dispatchEvent(new Event('change'));"
        )
        window.wait(
            "[...document.querySelectorAll('.tz-search-list b')]"
            ".every((one) => one.textContent.startsWith('海州区'))"
        )
        window.press("ArrowDown", "ArrowDown", "ArrowUp")
        target = window.ask("return document.activeElement.closest('li a').href")
        assert "/counties/haizhou/" in target
        window.press("Escape")
        assert not window.ask("return document.querySelector('.tz-search').open")
        assert troubles_of(window, home) == []


def test_index_is_loaded_on_first_use(sites: Sites) -> None:
    """A page asks for nothing of the index until the dialog opens."""
    with served(sites("public")) as home, browser() as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(home, wait_until="networkidle")
        assert not [url for url in asked if "/search/" in url]
        page.click("[data-tz-search]")
        page.wait_for_selector(".tz-search select")
        assert [url for url in asked if "/search/pagefind.js" in url]


def test_search_by_keyboard_alone(sites: Sites) -> None:
    """A stroke opens it, arrows walk the answers, Enter goes there, Escape closes."""
    with served(sites("public")) as home, opened(home) as (page, troubles):
        page.keyboard.press("/")
        page.wait_for_selector(".tz-search[open] select")
        page.keyboard.type("科企联盟")
        page.wait_for_function(DONE, arg="科企联盟")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.closest('li') !== null")
        page.keyboard.press("Escape")
        assert not page.is_visible(".tz-search")
        page.keyboard.press("/")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url("**/2018/**")
        assert troubles == []


@pytest.mark.parametrize("form", ["public", "offline"])
def test_search_is_narrowed(form: str, sites: Sites) -> None:
    """County, section and state narrow the answers; nothing left says so in Chinese."""
    with served(sites("public")) as server:
        home = server if form == "public" else (sites("public-offline") / "index.html").as_uri()
        with opened(home) as (page, _):
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            names = page.eval_on_selector_all(
                ".tz-search select", "all => all.map(one => one.name)"
            )
            assert names == ["年度", "县（区）", "项目", "条款状态"]
            ask(page, "学术交流")
            page.select_option("select[name='县（区）']", "海州区")
            page.wait_for_function(
                "() => [...document.querySelectorAll('.tz-search-list b')]"
                ".every(one => one.textContent.startsWith('海州区'))"
            )
            page.select_option("select[name='项目']", "加分项目")
            page.wait_for_function("() => !document.querySelector('.tz-search-list a')")
            assert "去掉筛选条件" in page.inner_text(".tz-search-status")


# What is typed with the input method in full-width mode or copied with its brackets.
SAME = {
    "０５": "05",
    "２０１８": "2018",
    "３Ａ级": "3A级",
    "《学术》": "学术",
    "“学术交流”。": "学术交流",
    "２０１８－０３－１２": "2018-03-12",
    "学术　交流": "学术 交流",
    "（科普）": "科普",
}
FOUND = "list => [...list.querySelectorAll('a')].map(link => link.href)"


@pytest.mark.parametrize("form", ["public", "offline"])
def test_widths_are_the_same(form: str, sites: Sites) -> None:
    """Full-width letters and digits, quotes and brackets find what the plain words find."""
    with served(sites("public")) as server:
        home = server if form == "public" else (sites("public-offline") / "index.html").as_uri()
        with opened(home) as (page, troubles):
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            for typed, plain in SAME.items():
                found = []
                for query in (typed, plain):
                    ask(page, query)
                    found.append(page.eval_on_selector(".tz-search-list", FOUND))
                assert found[0] == found[1] != [], typed
            ask(page, "《》")
            assert "没有找到“《》”" in page.inner_text(".tz-search-status")
        assert troubles == []


@pytest.mark.parametrize("form", ["served", "offline"])
def test_full_width_text_is_found(
    form: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a county wrote in full width is found by the plain word, and shown as it was written."""
    monkeypatch.chdir(project)
    replace_text(project, "content/counties/jia/01.md", "春季活动", "创建７Ｂ级学会")
    out = project / "found"
    command = ["build", "--quiet", "--for", "reviewers", "--out", str(out)]
    assert main([*command, "--offline"] if form == "offline" else command) == 0
    with served(out) as server:
        home = server if form == "served" else (out / "index.html").as_uri()
        with opened(home) as (page, _):
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            for query in ("7B级", "７ｂ级", "7b级学会"):
                links = ask(page, query)
                assert any("/counties/jia/01/" in link for link in links), query
            first = page.locator(".tz-search-list li", has_text="创建").first
            assert first.locator("mark").all_inner_texts() == ["７Ｂ级学会"]


@pytest.mark.parametrize("form", ["public", "offline"])
def test_words_found_are_marked(form: str, sites: Sites) -> None:
    """The title is the link; the excerpt shows the words found, also where only a part is."""
    with served(sites("public")) as server:
        home = server if form == "public" else (sites("public-offline") / "index.html").as_uri()
        with opened(home) as (page, troubles):
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            rows = page.locator(".tz-search-list li")
            # No page has the second as it stands.
            for query in ("流动科技馆", "学术交流科普志愿者", "学术 科普", "2018-03-1"):
                ask(page, query)
                assert rows.count() > 0, query
                row = rows.first
                assert row.locator("a").inner_text() == row.locator("b").inner_text()
                assert row.locator("a p, a mark").count() == 0
                underlined = "node => getComputedStyle(node).textDecorationLine"
                assert row.locator("p").evaluate(underlined) == "none"
                marked = set(row.locator("mark").all_inner_texts())
                assert marked, query
                assert all(len(one) > 1 and one in query for one in marked), (query, marked)
        assert troubles == []


def test_unannounced_evidence_is_in_no_index(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the announcement the public finds no fact of a ledger, on a disk neither."""
    monkeypatch.chdir(project)
    title = "只在这本台账里的事"
    replace_text(project, "content/counties/jia/01.md", "春季活动", title)
    found = {}
    for audience in ("public", "reviewers"):
        out = project / f"offline-{audience}"
        command = ["build", "--quiet", "--offline", "--for", audience, "--out", str(out)]
        assert main(command) == 0
        data = (out / "search-data.js").read_text(encoding="utf-8")
        pages = json.loads(data.removeprefix("window.taizhangPages=").rstrip(";\n"))
        found[audience] = [page[0] for page in pages if title in page[2]]
    assert found["public"] == []
    own = "2018/counties/jia/01/index.html"
    assert found["reviewers"] == [own, f"en/{own}"]
    for audience, expected in (("public", 0), ("reviewers", 1)):
        out = project / f"served-{audience}"
        assert main(["build", "--quiet", "--for", audience, "--out", str(out)]) == 0
        with served(out) as home, opened(home) as (page, _):
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            ask(page, title)
            titles = page.locator(".tz-search-list li", has_text=title)
            assert expected == titles.count()


def test_without_search_no_button(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site built without search has neither index nor button."""
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert not (project / "site/search").exists()
    assert "data-tz-search" not in (project / "site/index.html").read_text(encoding="utf-8")


def test_missing_program_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the search is not installed the build says how to go on, and publishes nothing."""
    monkeypatch.chdir(project)
    monkeypatch.setattr(search, "_PROGRAM", "nothing-here/*")
    assert main(["build"]) == 1
    assert "--without-search" in capsys.readouterr().err
    assert not (project / "site").exists()
