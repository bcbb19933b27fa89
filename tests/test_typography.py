"""How the pages are set: upright Han, lines of forty characters, names of any length."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hundred_counties import NAME, TITLE, hundred_counties
from playwright.sync_api import Page
from project_copy import REPOSITORY
from serving import served
from walking import browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("typography")]

PATHS = (
    "",
    "2018/",
    "2018/counties/",
    "2018/counties/jia/",
    "2018/counties/jia/01/",
    "2018/counties/jia/volume/",
    "2018/indicators/",
    "2018/indicators/01/",
    "2018/matrix/",
    "2018/calendar/",
    "2018/burden/",
    "2018/results/",
    "2018/notices/06/",
    "2018/method/",
    "rules/",
    "guide/",
)
# Of what runs over more than one line outside tables and lists of files: its width in letters.
_LONG_LINES = """() => [...document.querySelectorAll(
        'article :is(p, blockquote), article > :is(ul, ol) > li')]
    .filter((one) => !one.closest('table, [class*="-attachments"], .tz-outcome, .tz-cover'))
    .map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const lines = [...range.getClientRects()].map((line) => line.width);
        const size = parseFloat(getComputedStyle(one).fontSize);
        return [Math.max(0, ...lines) / size, one.textContent.slice(0, 30)];
    })
    .filter(([letters]) => letters > 40.5)"""
_DAYS = """() => [...document.querySelectorAll('.tz-ledger td:first-child span')]
    .map((one) => [one.textContent, one.getClientRects().length])"""
_SLANTED = r"""() => [...document.querySelectorAll('body *')]
    .filter((one) => /\p{Script=Han}/u.test(one.textContent)
        && getComputedStyle(one).fontStyle !== 'normal')
    .map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def site(session_folder: Path) -> Path:
    """A hundred counties, one of a very long name, with an entry of a very long title."""
    return hundred_counties(session_folder / "hundred")


def pages(site: Path, width: int) -> Iterator[Page]:
    """Each page kind, open in a window of that width."""
    size = {"width": width, "height": 900}
    with served(site) as home, browser(viewport=size) as context:
        page = context.new_page()
        for path in PATHS:
            answer = page.goto(home + path)
            assert answer
            assert answer.ok, path
            yield page


@pytest.mark.parametrize("width", [390, 1280])
def test_long_names_and_many_counties_fit(site: Path, width: int) -> None:
    """No page is wider than its window, whatever counties are called and however many they are."""
    assert len(NAME) == 20
    assert len(TITLE) == 199
    wide = [
        page.url
        for page in pages(site, width)
        if page.evaluate("document.documentElement.scrollWidth") > width
    ]
    assert wide == []


def test_long_name_covers_nothing(site: Path) -> None:
    """On a phone a name breaks into lines beside its total, in heads of tables and in the path."""
    seen = set()
    for page in pages(site, 390):
        if page.url.endswith("/results/"):
            name = page.locator(f".tz-ranking th a:text-is('{NAME}')").bounding_box()
            total = page.locator(f".tz-ranking tr:has-text('{NAME}') [data-total]").bounding_box()
            assert name
            assert total
            assert name["x"] + name["width"] <= total["x"]
            head = page.locator(f".tz-points-by-item thead a:text-is('{NAME}')").bounding_box()
            assert head
            assert head["width"] < 195
            seen.add("results")
        if page.url.endswith("/jia/01/"):
            first = page.locator(".md-path li").first.bounding_box()
            assert first
            assert first["height"] < 30
            seen.add("path")
    assert seen == {"results", "path"}


def test_lines_are_at_most_forty_characters(site: Path) -> None:
    """Texts keep to a measure that is read with ease, however wide the window."""
    long = {page.url: found for page in pages(site, 1600) if (found := page.evaluate(_LONG_LINES))}
    assert long == {}


def test_no_han_is_slanted(site: Path) -> None:
    """Emphasis is dots below, as Chinese has it, on the pages and on the volume's paper."""
    for page in pages(site, 1280):
        assert page.evaluate(_SLANTED) == []
        if page.url.endswith("/jia/01/"):
            emphasis = "one => getComputedStyle(one).textEmphasisStyle"
            assert "dot" in page.locator("article em").evaluate(emphasis)
    style = (REPOSITORY / "site_templates/documents/paper.css").read_text(encoding="utf-8")
    with browser() as context:
        page = context.new_page()
        page.set_content(f"<style>{style}</style><p>按<em>季度</em>办</p>")
        assert page.evaluate(_SLANTED) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_day_of_a_ledger_is_broken(site: Path, width: int) -> None:
    """Between two days a line may end, within one it does not, on the bound volume neither."""
    found = {page.url: page.evaluate(_DAYS) for page in pages(site, width)}
    ledgers = [one for address, one in found.items() if address.endswith(("/jia/01/", "/volume/"))]
    assert all(["2018-03-12 至", 1] in one and ["2018-03-13", 1] in one for one in ledgers)
    assert len(ledgers) == 2
    assert [one for every in found.values() for one in every if one[1] != 1] == []
