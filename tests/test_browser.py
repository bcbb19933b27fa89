"""The built sites walked in a real Chromium."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import urlopen

import pytest
from repository_sites import Sites
from serving import served
from walking import Walk, browser, is_well_formed, walk

pytestmark = pytest.mark.browser


LONG = bool(os.environ.get("TAIZHANG_LONG"))
# Each audience and each place once; all of them in the long run.
WALKS = [("public", "/kaohe/2018/"), ("reviewers", "/")]
WALKS += [("public", "/"), ("reviewers", "/kaohe/2018/")] if LONG else []


# How many of the pages a browser opens; of the others their links are read.
EVERY = 1 if LONG else 25


def pages_of(site: Path) -> int:
    return sum(1 for _ in site.rglob("index.html"))


def hold(found: Walk, site: Path) -> None:
    """What any walk must show: all pages reached, no trouble, every anchor there.

    A fragment with "=" is no anchor but what is chosen on the page.
    """
    assert found.troubles == []
    assert len(found.pages) == pages_of(site)
    assert all(is_well_formed(link) for link in found.outside), found.outside
    for link, source in found.links.items():
        target, anchor = urldefrag(link)
        if anchor and "=" not in anchor and target in found.pages:
            assert unquote(anchor) in found.pages[target], f"{link} from {source}"


@pytest.mark.parametrize(("audience", "prefix"), WALKS)
def test_every_link_answers(sites: Sites, audience: str, prefix: str) -> None:
    """Under the root and under a sub-path every page is reached and every link answers."""
    site = sites(audience)
    with served(site, prefix) as home, browser() as context:
        found = walk(context, home, home, EVERY)
        hold(found, site)
        for link in {urldefrag(one).url for one in found.links} - found.pages.keys():
            with urlopen(link) as answer:
                assert answer.status == 200, link


@pytest.mark.parametrize("audience", ["public", "reviewers"] if LONG else ["public"])
def test_copy_opens_from_a_disk(sites: Sites, audience: str) -> None:
    """Opened as files, every page is reached by its links and every file is there."""
    site = sites(f"{audience}-offline")
    home = site.as_uri() + "/"
    with browser() as context:
        found = walk(context, home, home + "index.html", EVERY)
    hold(found, site)
    for link in found.links:
        assert Path(unquote(urlsplit(link).path)).is_file(), link


# What is written smaller than can be read with ease, in pixels.
SMALL = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
  while (texts.nextNode()) {
    const within = texts.currentNode.parentElement;
    const size = parseFloat(getComputedStyle(within).fontSize);
    if (size < 12 && texts.currentNode.data.trim() && within.getClientRects().length)
      small.push([within.outerHTML.slice(0, 99), size]);
  }
  return small;
}"""


@pytest.mark.parametrize(("scheme", "width"), [("dark", 390), ("light", 1360)])
def test_page_fits_its_window(sites: Sites, scheme: str, width: int) -> None:
    """No page kind is wider than its window or has small print; the palette follows the system."""
    paths = (
        "",
        "2018/",
        "2018/burden/",
        "2018/compare/",
        "2018/compare/donghai--guanyun/",
        "2018/counties/",
        "2018/counties/donghai/",
        "2018/counties/donghai/05/",
        "2018/counties/guanyun/05/",
        "2018/indicators/",
        "2018/indicators/20/",
        "2018/matrix/",
        "2018/counties/donghai/volume/",
        "2018/calendar/",
        "2018/method/",
        "guide/",
        *(f"en/{one}" for one in ("", "2018/", "2018/results/", "2018/matrix/", "2018/method/")),
        *(f"en/2018/{one}/" for one in ("burden", "calendar", "counties", "indicators/20")),
        *(f"en/2018/counties/guanyun/{one}" for one in ("", "05/", "volume/")),
    )
    size = {"width": width, "height": 800}
    with (
        served(sites("reviewers")) as home,
        browser(viewport=size, color_scheme=scheme) as context,
    ):
        page = context.new_page()
        for path in paths:
            page.goto(home + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate(SMALL) == [], path
            expected = "slate" if scheme == "dark" else "default"
            assert expected == page.get_attribute("body", "data-md-color-scheme")


CLOSED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("closed", "SecurityError"); } })"""
SPOILED = "localStorage.setItem('/taizhang/.__palette', '{')"


@pytest.mark.parametrize(("storage", "kept"), [("", True), (CLOSED, False), (SPOILED, False)])
def test_palette_is_switched_whatever_is_stored(sites: Sites, storage: str, *, kept: bool) -> None:
    """Where the browser stores nothing, or something else, the page works and keeps no choice."""
    scheme = "document.body.dataset.mdColorScheme"
    with served(sites("reviewers")) as home, browser(color_scheme="light") as context:
        page, troubles = context.new_page(), []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.add_init_script(storage)
        page.goto(home + "2018/", wait_until="networkidle")
        for _ in range(2):
            page.click("form.md-header__option label:visible")
        assert page.evaluate(scheme) == "slate"
        page.goto(home + "2018/matrix/", wait_until="networkidle")
        assert page.evaluate(scheme) == ("slate" if kept else "default")
        page.keyboard.press("/")
        page.wait_for_selector("dialog[open]")
        assert troubles == []


def test_missing_page_answers_in_chinese(sites: Sites) -> None:
    """The page for what is not there is Chinese and stands alone."""
    html = (sites("public") / "404.html").read_text(encoding="utf-8")
    assert "没有这个页面" in html
    assert not re.search(r"(?:src|href)=", html)


def test_phone_menu_leads_to_the_counties_items(sites: Sites) -> None:
    """On a phone the drawer opens and leads to the county's items."""
    with (
        served(sites("reviewers")) as home,
        browser(viewport={"width": 390, "height": 800}) as context,
    ):
        page = context.new_page()
        page.goto(home + "2018/counties/donghai/")
        page.click("label[for=__drawer].md-header__button")
        page.click(".md-nav--primary a:has-text('05 学术交流')")
        page.wait_for_url("**/2018/counties/donghai/05/")
        assert page.inner_text("h1") == "东海县 05 学术交流"


def test_site_reads_without_scripts(sites: Sites) -> None:
    """With scripts off, evidence page and tables are whole."""
    with served(sites("reviewers")) as home, browser(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home + "2018/counties/donghai/05/")
        assert page.locator(".tz-ledger tbody tr").count() == 9
        assert page.locator(".tz-check tbody tr").count() == 3


@pytest.mark.parametrize("folder", ["", "en/"])
def test_ledger_shows_all_columns_beside_the_contents(sites: Sites, folder: str) -> None:
    """On a desk of 1,280 pixels no column of a ledger is out of sight, in either language."""
    hidden = "(one) => one.scrollWidth - one.clientWidth"
    size = {"width": 1280, "height": 800}
    with served(sites("reviewers")) as home, browser(viewport=size) as context:
        page = context.new_page()
        for path in ("donghai/05", "donghai/12", "donghai/14", "ganyu/14", "guannan/14"):
            page.goto(f"{home}{folder}2018/counties/{path}/")
            assert page.locator(".tz-scroll:has(.tz-ledger)").evaluate(hidden) == 0, path


# What is spoken of the cell that holds the focus: its text, the heads of its row and column.
_CELL = """() => {
    const link = document.activeElement, cell = link.closest("td");
    const [row] = cell.closest("table").tHead.rows;
    const heads = [cell.parentNode.querySelector("th[scope=row]"), row.cells[cell.cellIndex]];
    return [link.textContent, heads.filter((one) => one.scope).map((one) => one.textContent)];
}"""


def test_matrix_is_walked_by_keyboard(sites: Sites) -> None:
    """Each cell is a stop of the keyboard, named by text and heads, and leads to its evidence."""
    with (
        served(sites("public")) as home,
        browser(viewport={"width": 390, "height": 800}) as context,
    ):
        page = context.new_page()
        page.goto(home + "2018/matrix/")
        page.locator("tr[data-item='05'] th a").focus()
        page.keyboard.press("Tab")
        text, heads = page.evaluate(_CELL)
        assert re.fullmatch(r"\d/\d达标，得分[\d.]+", text)
        assert heads == ["05 学术交流", "东海县"]
        first = page.locator("tr[data-item='05'] th")
        page.locator(".tz-matrix tfoot td").last.scroll_into_view_if_needed()
        box = first.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < 30
        page.keyboard.press("Enter")
        page.wait_for_url("**/2018/counties/donghai/05/")
