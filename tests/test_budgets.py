"""What a page may weigh, ask for and move about, page kind by page kind."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response
from serving import served
from walking import browser

from generator.model.errors import SiteError
from generator.site.theme import join_styles

pytestmark = pytest.mark.browser

# Kilobytes of HTML, requests, kilobytes of all together; a picture of the evidence counts too.
BUDGETS = {
    "": (20, 6, 260),
    "2018/": (11, 6, 250),
    "2018/burden/": (16, 6, 255),
    "2018/matrix/": (29, 6, 270),
    "2018/compare/": (63, 7, 310),
    "2018/compare/donghai--guanyun/": (36, 6, 275),
    "2018/results/": (31, 7, 275),
    "2018/notices/06/": (29, 6, 270),
    "2018/counties/": (15, 6, 255),
    "2018/counties/donghai/": (59, 6, 295),
    "2018/counties/donghai/05/": (18, 7, 270),
    "2018/counties/donghai/volume/": (164, 20, 605),
    "2018/indicators/": (18, 6, 255),
    "2018/indicators/05/": (14, 6, 255),
    "2018/calendar/": (16, 6, 255),
    "2018/method/": (26, 6, 265),
    "2018/indicators/12/": (24, 6, 265),
    "2017/counties/donghai/": (25, 6, 265),
    "years/": (13, 6, 250),
    # A paragraph a rule: it grows with their number.
    "rules/": (90, 6, 325),
    "guide/evidence/": (33, 6, 270),
    "404.html": (2, 1, 2),
    "en/": (20, 7, 260),
    "en/2018/results/": (32, 8, 280),
    "en/2018/matrix/": (30, 7, 270),
    "en/2018/counties/donghai/05/": (20, 8, 275),
    "en/2018/indicators/05/": (15, 7, 255),
}
# Kilobytes of an evidence page by its language, and bytes more for each line of its ledger. Its shell
# has no part that grows with the counties; the longest part is the text of the clauses.
EVIDENCE = {"": 15, "en/": 17}
TYPICAL = 14
LINE = 400
LONG = bool(os.environ.get("TAIZHANG_LONG"))
# Of 1; a good page moves less than 0.1.
SHIFT = 0.02
_OBSERVE = """window.shift = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});"""


def visit(page: Page, url: str) -> dict[str, int]:
    """Open the page; the size of everything that it loaded, read when all of it is there."""
    answers: list[Response] = []

    def hear(one: Response) -> None:
        answers.append(one)

    page.on("response", hear)
    page.goto(url, wait_until="networkidle")
    page.remove_listener("response", hear)
    # A picture that stands on the page twice is asked for again, and answered without a body.
    return {one.url: len(one.body()) for one in answers if one.status != 304}


@pytest.mark.parametrize("language", EVIDENCE)
def test_no_evidence_page_is_heavy(public_site: Path, language: str) -> None:
    """Each is within its bound, whatever its ledger; most of one language within the goal."""
    files = sorted((public_site / language / "2018/counties").glob("*/[0-9b]*/index.html"))
    assert len(files) == 6 * 26
    beside = []
    for file in files:
        html = file.read_text(encoding="utf-8")
        ledger = html.partition('<table class="tz-ledger">')[2].partition("</table>")[0]
        lines = max(0, ledger.count("<tr") - 1)
        beside.append((len(html.encode()) - LINE * lines, file.parent.name, file))
    assert [one for one in beside if one[0] > EVIDENCE[language] * 1024] == []
    typical = sorted(beside)[len(beside) // 2][0]
    assert typical <= TYPICAL * 1024


def test_theme_without_a_style_stops_the_build(tmp_path: Path) -> None:
    """A theme whose style has another name is told of; no page is published without it."""
    (tmp_path / "stylesheets").mkdir()
    (tmp_path / "stylesheets" / "main.0.min.css").write_text("a{}", encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        join_styles(tmp_path, [], None)
    assert caught.value.message.values == {"name": "palette"}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_over_its_budget(public_site: Path, width: int) -> None:
    """Bytes, requests and layout shift of each page kind, in a browser without a cache."""
    over = []
    with (
        served(public_site) as home,
        browser(viewport={"width": width, "height": 800}) as context,
    ):
        # One tab for all: to start the process of another takes longer than what it shows.
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.add_init_script(_OBSERVE)
        # A page weighs the same in every window: in the wide one a third of them are a sample.
        for path in list(BUDGETS)[:: 1 if LONG or width == 390 else 3]:
            most_html, most_requests, most_bytes = BUDGETS[path]
            sizes = visit(page, home + path)
            measured = (
                sizes[home + path] / 1024,
                len(sizes),
                sum(sizes.values()) / 1024,
                page.evaluate("window.shift"),
            )
            assert measured[0] > 0
            if any(
                value > most
                for value, most in zip(
                    measured, (most_html, most_requests, most_bytes, SHIFT), strict=True
                )
            ):
                over.append((path, measured))
    assert over == []


@pytest.mark.parametrize("path", ["2018/results/", "2018/notices/06/", "en/2018/results/"])
@pytest.mark.parametrize("column", ["-total", "-innovation", "-bonus"])
def test_ranking_in_pieces_does_not_move(public_site: Path, path: str, column: str) -> None:
    """Where the net stops within the row of heads, its columns stand where they will."""
    pause = f'<th scope="col" class="tz-n" data-sort="{column}">'.encode()
    assert pause in (public_site / path / "index.html").read_bytes()
    with (
        served(public_site, pause=pause) as home,
        browser(viewport={"width": 1280, "height": 800}) as context,
    ):
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        page.goto(home + path, wait_until="networkidle")
        assert page.evaluate("window.shift") <= SHIFT
