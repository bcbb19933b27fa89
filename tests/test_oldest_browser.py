"""The site in the oldest Chromium that its readers have: it is whole there, and looks the same.

WeChat's view and 360's browsers are forks of Chromium 107 to 132 that no registry offers; under
their names this engine stands for them, which shows that no page turns them away, not that
what they changed of the engine does no harm.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser_floor import FLOOR
from oldest_chromium import unpack_chromium
from playwright.sync_api import Page
from serving import Change, served
from test_accessibility import IN_CHINESE, PAGES
from test_search import QUERIES, ask
from walking import Walk, chromium_of, installed_chromium, listen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("oldest")]

# It has no symbol, and today's Chromium looks for one elsewhere.
ALONE = "404.html"
_WINDOWS = "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
_PHONE = "Mozilla/5.0 (Linux; Android 12; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko)"
READERS = {
    "WeChat on a phone": (
        390,
        f"{_PHONE} Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5023 MicroMessenger/8.0.32.2300",
    ),
    "WeChat on a desk": (
        1000,
        f"{_WINDOWS} Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781 XWEB/6945",
    ),
    "360": (1280, f"{_WINDOWS} Chrome/108.0.5359.95 Safari/537.36 QIHU 360SE"),
}
# What a page consists of; only in the lines of text do the engines space signs differently.
_PARTS = """.md-header, .md-tabs, .md-sidebar, .md-content, .md-footer, h1, h2, h3, .tz-hero, .tz-cards,
    .tz-card, .tz-scroll, .tz-choice, .tz-steps, .tz-numbers, .tz-ways, .tz-dots, .tz-tally, figure,
    blockquote, article > p, table, img"""
_BOXES = """(parts) => [...document.querySelectorAll(parts)].map((one) => {
    const { x, width } = one.getBoundingClientRect();
    return [one.tagName + "." + one.className, x, width];
})"""
_HEIGHT = "document.documentElement.scrollHeight"
_WIDTH = "document.documentElement.scrollWidth"
# A gap between Han and Latin is an eighth of a letter wide in today's engine and none in the old.
NEAR, AS_HIGH = 12, 0.05


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program."""
    return unpack_chromium(tmp_path_factory.mktemp("oldest"))


@contextmanager
def opened(
    program: Path,
    site: Path,
    path: str = "",
    change: Change = lambda body: body,
    width: int = 1280,
    **options: object,
) -> Iterator[tuple[Page, Walk]]:
    """A page of the site in the program, and what goes wrong on it."""
    size = {"width": width, "height": 800}
    with (
        served(site, change=change) as home,
        chromium_of(program, viewport=size, **options) as context,
    ):
        page, found = context.new_page(), Walk(home)
        listen(page, found)
        page.goto(home + path)
        yield page, found


def test_engine_is_that_of_the_floor(oldest: Path) -> None:
    """The program is of the version that the list of newer features is held to."""
    with chromium_of(oldest) as context:
        assert context.browser is not None
        assert context.browser.version.split(".")[0] == str(FLOOR)


@pytest.mark.parametrize("reader", READERS)
def test_every_page_kind_is_quiet_and_fits(reader: str, oldest: Path, reviewers_site: Path) -> None:
    """No error, no fault against the policy, no request elsewhere, nothing wider than the window."""
    width, agent = READERS[reader]
    with opened(oldest, reviewers_site, width=width, user_agent=agent) as (page, found):
        for path in (one for one in PAGES if one != ALONE):
            page.goto(found.home + path, wait_until="load")
            assert page.evaluate("navigator.userAgent") == agent
            assert page.evaluate(_WIDTH) <= width, path
        assert found.troubles == []


def test_faults_are_heard(oldest: Path, reviewers_site: Path) -> None:
    """A style that the policy forbids and an error of a script are told by the old engine too."""

    def change(body: bytes) -> bytes:
        return body.replace(b"</h1>", b'</h1><i style="color:red">x</i>').replace(b"</body>", b"")

    with (
        opened(oldest, reviewers_site, "2018/", change) as (page, found),
        page.expect_event("pageerror"),
    ):
        page.evaluate("setTimeout(() => { nothing.there; })")
    assert len(found.troubles) == 2
    assert "style-src" in found.troubles[0]
    assert "nothing is not defined" in found.troubles[1]


def layout(program: Path, site: Path, width: int) -> dict[str, tuple[Any, float]]:
    """The boxes of the parts of each page, and the page's height."""
    size = {"width": width, "height": 800}
    found = {}
    with served(site) as home, chromium_of(program, viewport=size) as context:
        page = context.new_page()
        for path in IN_CHINESE:
            page.goto(home + path)
            found[path] = (page.evaluate(_BOXES, _PARTS), page.evaluate(_HEIGHT))
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_parts_stand_where_they_do_today(width: int, oldest: Path, reviewers_site: Path) -> None:
    """The main parts have the places and widths of today's Chromium, the page its height."""
    old, new = (
        layout(oldest, reviewers_site, width),
        layout(installed_chromium(), reviewers_site, width),
    )
    for path, (boxes, height) in new.items():
        assert abs(old[path][1] - height) <= AS_HIGH * height, path
        for there, here in zip(old[path][0], boxes, strict=True):
            assert there[0] == here[0], path
            apart = [abs(one - other) for one, other in zip(there[1:], here[1:], strict=True)]
            assert max(apart) <= NEAR, (path, there, here)


def test_search_finds(oldest: Path, reviewers_site: Path) -> None:
    """The index is read, 20 Chinese queries find their page, a choice narrows the answers."""
    with opened(oldest, reviewers_site) as (page, found):
        page.keyboard.press("/")
        page.wait_for_selector(".tz-search[open] select")
        for query, expected in list(QUERIES.items())[::5]:
            answers = {"/" + one.removeprefix(found.home) for one in ask(page, str(query))}
            assert answers & set(expected), query
        ask(page, "学术交流")
        page.select_option("select[name='县（区）']", "海州区")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.tz-search-list b')]"
            ".every(one => one.textContent.startsWith('海州区'))"
        )
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert not page.is_visible(".tz-search")
        assert found.troubles == []


def test_results_sort_and_filter(oldest: Path, reviewers_site: Path) -> None:
    """A head sorts both ways, a name and a mark filter, and the view stands in the address."""
    with opened(oldest, reviewers_site, "2018/results/") as (page, found):
        shown = ".tz-ranking tbody tr:not([hidden])"
        totals = f"{shown} [data-total]"
        button = page.locator("th[data-sort='-total'] button")
        button.click()
        down = [float(one) for one in page.locator(totals).all_inner_texts()]
        assert down == sorted(down, reverse=True)
        button.click()
        up = [float(one) for one in page.locator(totals).all_inner_texts()]
        assert up == down[::-1]
        page.fill(".tz-choice [name=find]", "东海")
        assert page.locator(shown).count() == 1
        assert "sort=total" in page.url
        page.fill(".tz-choice [name=find]", "")
        page.check(".tz-choice [name=commended]")
        commended = page.locator(".tz-commended li").count()
        assert 0 < commended < len(down)
        assert commended == page.locator(shown).count()
        assert found.troubles == []


def test_counties_are_compared(oldest: Path, reviewers_site: Path) -> None:
    """Two counties are chosen: the others' columns go, and the count of rows is told."""
    with opened(oldest, reviewers_site, "2018/compare/") as (page, found):
        page.check("[name=county][value=donghai]")
        page.check("[name=county][value=ganyu]")
        heads = page.locator(".tz-compare thead th:visible").all_inner_texts()
        assert heads[1:] == ["东海县", "赣榆区"]
        assert "东海县、赣榆区" in page.inner_text(".tz-choice [role=status]")
        assert found.troubles == []


def test_palette_is_switched_and_kept(oldest: Path, reviewers_site: Path) -> None:
    """From the system's to light to dark, which the next page keeps; each has its colours."""
    scheme = "document.body.dataset.mdColorScheme"
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(oldest, reviewers_site, "2018/", color_scheme="light") as (page, found):
        light = page.evaluate(paper)
        for _ in range(2):
            page.click("form.md-header__option label:visible")
        assert page.evaluate(scheme) == "slate"
        assert page.evaluate(paper) != light
        page.goto(found.home + "2018/matrix/")
        assert page.evaluate(scheme) == "slate"
        assert found.troubles == []


def test_phone_menu_leads_on(oldest: Path, reviewers_site: Path) -> None:
    """On a phone the drawer opens and leads to the county's items."""
    with opened(oldest, reviewers_site, "2018/counties/donghai/", width=390, has_touch=True) as (
        page,
        found,
    ):
        page.tap("label[for=__drawer].md-header__button")
        page.tap(".md-nav--primary a:has-text('05 学术交流')")
        page.wait_for_url("**/2018/counties/donghai/05/")
        assert page.inner_text("h1") == "东海县 05 学术交流"
        assert found.troubles == []
