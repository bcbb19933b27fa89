"""What a visitor chooses of a table in a real Chromium: sorted, filtered, shared, without a mouse."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from project_copy import REPOSITORY, replace_text
from repository_sites import Sites
from serving import Change, served
from walking import browser

from generator.cli import main

pytestmark = pytest.mark.browser

ANNOUNCED: dict[str, Any] = json.loads(
    (REPOSITORY / "content/results/2018/06-final.json").read_text(encoding="utf-8")
)
COUNTIES: list[dict[str, Any]] = ANNOUNCED["counties"]
RANKED = sorted(COUNTIES, key=lambda one: one["rank"])
NAMES = ["东海县", "灌云县", "灌南县", "赣榆区", "海州区", "连云区"]
_ROWS = "rows => rows.filter(one => !one.hidden).map(one => one.dataset.county)"


@contextmanager
def opened(
    site: Path, path: str, change: Change = lambda body: body, **options: object
) -> Iterator[Page]:
    """A page of the site, which must say nothing on its console."""
    with served(site, change=change) as home, browser(**options) as context:
        page, troubles = context.new_page(), []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(home + path)
        yield page
        assert troubles == []


def ranking(page: Page) -> list[str]:
    """The counties that the ranking shows, from above."""
    shown: list[str] = page.eval_on_selector_all(".tz-ranking tbody tr", _ROWS)
    return shown


def ids(counties: list[dict[str, Any]]) -> list[str]:
    return [one["county"] for one in counties]


def points(county: dict[str, Any], key: str) -> Fraction:
    return Fraction(county["total"] if key == "total" else county["sections"][key])


def test_results_are_whole_without_scripts(sites: Sites) -> None:
    """By rank, every county, no sign of what only a script can do."""
    with opened(sites("public"), "2018/results/", java_script_enabled=False) as page:
        rows = page.locator(".tz-ranking tbody tr")
        shown = [rows.nth(at).get_attribute("data-county") for at in range(rows.count())]
        assert ids(RANKED) == shown
        assert not page.locator(".tz-choice").is_visible()
        assert page.locator(".tz-ranking thead button").count() == 0


@pytest.mark.parametrize("key", ["total", *COUNTIES[0]["sections"]])
def test_columns_sort_by_their_values(sites: Sites, key: str) -> None:
    """A head sorts down, then up; what is equal keeps the order of the ranking."""
    with opened(sites("public"), "2018/results/") as page:
        head = page.locator(f"th[data-sort='-{key}']")
        down = sorted(RANKED, key=lambda one: -points(one, key))
        head.locator("button").click()
        assert ids(down) == ranking(page)
        assert head.get_attribute("aria-sort") == "descending"
        head.locator("button").click()
        assert ids(sorted(RANKED, key=lambda one: points(one, key))) == ranking(page)
        assert head.get_attribute("aria-sort") == "ascending"
        assert page.locator(".tz-ranking th[aria-sort]").count() == 1


def test_equal_and_nearly_equal_values_sort_exactly(sites: Sites) -> None:
    """Ties stay in the order of the ranking both ways; the 20th decimal place decides."""
    first, second, third = ids(RANKED)[:3]
    given = {first: "80.5", second: "80.50000000000000000001", third: "161/2"}

    def change(body: bytes) -> bytes:
        text = body.decode()
        for county, value in given.items():
            row = rf'(data-county="{county}".*?data-total data-value=")[^"]*'
            text = re.sub(row, rf"\g<1>{value}", text, count=1, flags=re.DOTALL)
        return text.encode()

    with opened(sites("public"), "2018/results/#sort=-total", change) as page:
        order = [one for one in ranking(page) if one in given]
        assert order == [second, first, third]
        page.locator("th[data-sort='-total'] button").click()
        order = [one for one in ranking(page) if one in given]
        assert order == [first, third, second]


def test_county_without_rank_stays_last(sites: Sites) -> None:
    """A county that a veto leaves without a rank is last by rank, whichever way."""
    first = ids(RANKED)[0]

    def change(body: bytes) -> bytes:
        return body.replace(b'data-rank data-value="1"', b'data-rank data-value=""')

    for order in ("rank", "-rank"):
        with opened(sites("public"), f"2018/results/#sort={order}", change) as page:
            assert ranking(page)[-1] == first


def test_results_sort_and_filter_by_keyboard(sites: Sites) -> None:
    """With keys alone: to a head, sort; to the box, filter; each change is told politely."""
    with opened(sites("public"), "2018/results/") as page:
        page.locator(".tz-commended a").last.focus()
        page.keyboard.press("Tab")
        page.keyboard.type("云")
        assert {"guanyun", "lianyun"} == set(ranking(page))
        status = page.locator(".tz-choice [role=status]")
        assert "显示 2 个" in status.inner_text()
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert ranking(page) == []
        assert page.locator("#ranking-empty").is_visible()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "县（区）"
        page.keyboard.press("Enter")
        assert ranking(page) == ["guanyun", "lianyun"]
        assert "排列：通知的次序" in status.inner_text()


@pytest.mark.parametrize("form", ["public", "offline"])
def test_view_of_the_results_is_shared(sites: Sites, form: str) -> None:
    """The address holds the view, on a disk too; another address in the same window is another."""
    with served(sites("public")) as server, browser() as context:
        start = f"{server}2018/results/"
        if form == "offline":
            start = (sites("public-offline") / "2018/results/index.html").as_uri()
        page = context.new_page()
        page.goto(start)
        page.select_option("[name=sort]", "total")
        page.check("[name=commended]")
        up = [one for one in reversed(ids(RANKED)) if one in ANNOUNCED["commended"]]
        assert up == ranking(page)
        other = context.new_page()
        other.goto(page.url)
        assert up == ranking(other)
        assert other.is_checked("[name=commended]")
        page.select_option("[name=sort]", "rank")
        page.uncheck("[name=commended]")
        assert page.url == start
        page.goto(f"{start}#find=%E6%B5%B7")
        assert set(ranking(page)) == {"donghai", "haizhou"}
        page.goto(f"{start}#sort=nonsense")
        assert ids(RANKED) == ranking(page)


def test_phone_sorts_by_the_list(sites: Sites) -> None:
    """On a phone the heads are no stops of the keyboard; the list of orders is."""
    size = {"width": 390, "height": 800}
    with opened(sites("public"), "2018/results/", viewport=size) as page:
        assert page.locator(".tz-ranking thead button:not(:disabled)").count() == 0
        page.select_option("[name=sort]", "county")
        assert ids(COUNTIES) == ranking(page)


def columns(page: Page) -> list[str]:
    """The counties that the table shows, from the left."""
    return page.locator(".tz-compare thead th:not([hidden])").all_inner_texts()[1:]


def test_comparison_is_whole_without_scripts(sites: Sites) -> None:
    """Every county's column, and the ways to the pairs; no boxes that do nothing."""
    with opened(sites("public"), "2018/compare/", java_script_enabled=False) as page:
        assert columns(page) == NAMES
        assert not page.locator(".tz-choice").is_visible()
        page.click(".tz-pairs summary")
        page.click(".tz-pairs a:has-text('东海县、海州区')")
        page.wait_for_url("**/2018/compare/donghai--haizhou/")
        assert columns(page) == ["东海县", "海州区", "相差"]


def test_two_counties_are_compared_by_keyboard(sites: Sites) -> None:
    """From the overview with keys alone: two boxes, then only what differs; each is told."""
    with opened(sites("public"), "2018/") as page:
        page.locator(".tz-surveys a:has-text('县（区）对照')").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/2018/compare/")
        page.locator(".md-path a").last.focus()
        status = page.locator(".tz-choice [role=status]")
        assert "显示全部 6 个" in status.inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert columns(page) == NAMES
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert columns(page) == ["东海县", "赣榆区"]
        told = re.search(r"对照东海县、赣榆区：(\d+) 行里有 (\d+) 行不同", status.inner_text())
        assert told is not None
        visible = page.locator(".tz-compare tr:visible .tz-apart")
        assert int(told[1]) == visible.count()
        different = page.locator(".tz-compare tr:visible .tz-other").count()
        assert int(told[2]) == different
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert different == page.locator(".tz-compare tr:visible .tz-other").count()
        same = page.locator(".tz-compare tr:visible:not(.tz-row-item) .tz-same")
        assert same.count() == 0


def test_row_differs_where_what_is_shown_differs(sites: Sites) -> None:
    """The mark of each row is that of the columns shown, whichever they are."""
    with opened(sites("public"), "2018/compare/#county=haizhou&county=lianyun") as page:
        rows = page.eval_on_selector_all(
            ".tz-compare tr:has(.tz-apart)",
            """rows => rows.map(row => [row.querySelector(".tz-apart").textContent,
                ...[...row.cells].slice(1).filter(one => !one.hidden).map(one => one.innerText.trim())])""",
        )
        assert len(rows) > 60
        for mark, *cells in rows:
            assert len(cells) == 2
            assert mark == ("相同" if cells[0] == cells[1] else "不同")


@pytest.mark.parametrize("form", ["public", "offline"])
def test_comparison_is_shared_and_holds_four(sites: Sites, form: str) -> None:
    """The address holds the choice, on a disk too; a fifth county waits until one is taken out."""
    with served(sites("public")) as server, browser() as context:
        start = f"{server}2018/compare/"
        if form == "offline":
            start = (sites("public-offline") / "2018/compare/index.html").as_uri()
        page = context.new_page()
        page.goto(start)
        for name in ("donghai", "guanyun", "guannan", "ganyu"):
            page.check(f"[name=county][value={name}]")
        assert columns(page) == NAMES[:4]
        assert page.is_disabled("[name=county][value=haizhou]")
        other = context.new_page()
        other.goto(page.url)
        assert columns(other) == NAMES[:4]
        other.uncheck("[name=county][value=donghai]")
        assert other.is_enabled("[name=county][value=haizhou]")
        ids = "&".join(f"county={one['county']}" for one in COUNTIES)
        other.goto(f"{start}#{ids}&county=nowhere")
        assert columns(other) == NAMES[:4]


def test_first_column_stays_on_a_phone(sites: Sites) -> None:
    """Scrolled to the last county, each row still says what it is about."""
    size = {"width": 390, "height": 800}
    with opened(sites("public"), "2018/compare/", viewport=size) as page:
        page.locator(".tz-compare thead th").last.scroll_into_view_if_needed()
        box = page.locator(".tz-compare .tz-row-total th").bounding_box()
        assert box is not None
        assert 0 <= box["x"] < 30


def test_county_and_its_entry_are_found_by_keyboard(sites: Sites) -> None:
    """From home to a county, to an entry of its year, to that row of the ledger, keys alone."""
    with opened(sites("public"), "") as page:
        page.keyboard.press("Tab")
        reach(page, "看县（区）")
        page.wait_for_url("**/2018/counties/")
        reach(page, "东海县")
        page.wait_for_url("**/2018/counties/donghai/")
        reach(page, "其余")
        title = page.locator("#timeline ~ .tz-months .tz-lines a").first.inner_text()
        reach(page, title)
        page.wait_for_url("**/2018/counties/donghai/*/#*")
        assert title in page.locator(".tz-ledger tr:target").inner_text()


def reach(page: Page, text: str) -> None:
    """Go on from stop to stop to the one that begins so, and press Enter."""
    begins = "text => document.activeElement.textContent.trim().startsWith(text)"
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(begins, text) and page.evaluate(
            "document.activeElement !== document.body"
        ):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no stop of the keyboard begins {text}")


def test_choice_goes_along_to_the_other_sections(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many counties are split by section, the way to the next one keeps who is compared."""
    monkeypatch.chdir(project)
    more = "".join(
        f'  - {{id: c{nth}, name: 第{nth}县, attributes: {{science-van: "no"}}}}\n'
        for nth in range(7)
    )
    replace_text(project, "rubric.yaml", "sections:\n", f"{more}sections:\n")
    out = project / "review"
    command = ["build", "--quiet", "--without-search", "--for", "reviewers", "--out", str(out)]
    assert main(command) == 0
    with opened(out, "2018/compare/") as page:
        page.check("[name=county][value=yi]")
        page.check("[name=county][value=c3]")
        page.click("[data-keeps] a:has-text('第一部分')")
        page.wait_for_url("**/2018/compare/first/index.html#county=yi&county=c3")
        assert columns(page) == ["乙区", "第3县"]


def test_pages_fit_a_sheet_of_paper(sites: Sites) -> None:
    """On A4 no table is cut off, what was folded is open, and nothing asks to be clicked."""
    with opened(sites("public"), "", viewport={"width": 658, "height": 930}) as page:
        page.emulate_media(media="print")
        home = page.url
        for path in (
            "2018/results/",
            "2018/compare/",
            "2018/compare/donghai--guanyun/",
            "2018/counties/donghai/",
        ):
            page.goto(home + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 658, path
            assert page.locator(".tz-choice:visible, .tz-pairs:visible").count() == 0
        folded = page.locator("#timeline ~ .tz-months details li").last.bounding_box()
        assert folded is not None
        assert folded["height"] > 5
