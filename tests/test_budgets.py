"""What a page may weigh, ask for and move about, page kind by page kind."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from project_copy import REPOSITORY
from serving import served
from walking import browser

from generator.cli import main

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("budgets")]

# Kilobytes of HTML, requests, kilobytes of all together; a picture of the evidence counts too.
BUDGETS = {
    "": (32, 8, 360),
    "2018/": (24, 8, 360),
    "2018/burden/": (32, 8, 380),
    "2018/matrix/": (72, 8, 420),
    "2018/compare/": (84, 8, 420),
    "2018/compare/donghai--guanyun/": (52, 8, 400),
    "2018/results/": (48, 8, 380),
    "2018/notices/06/": (48, 8, 380),
    "2018/counties/": (28, 8, 360),
    "2018/counties/donghai/": (72, 8, 400),
    "2018/counties/donghai/05/": (32, 10, 380),
    "2018/counties/donghai/volume/": (220, 20, 700),
    "2018/indicators/": (32, 8, 360),
    "2018/indicators/05/": (28, 8, 360),
    "2018/calendar/": (32, 8, 360),
    "2018/method/": (36, 8, 360),
    "2018/indicators/12/": (36, 8, 360),
    "2017/counties/donghai/": (34, 8, 380),
    "years/": (24, 8, 360),
    "rules/": (68, 8, 390),
    "guide/evidence/": (32, 8, 360),
    "404.html": (4, 1, 4),
    "en/": (32, 9, 370),
    "en/2018/results/": (52, 9, 390),
    "en/2018/matrix/": (76, 9, 430),
    "en/2018/counties/donghai/05/": (34, 11, 390),
    "en/2018/indicators/05/": (30, 9, 370),
}
# Of 1; a good page moves less than 0.1.
SHIFT = 0.02
_OBSERVE = """window.shift = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public's site of this repository."""
    out = tmp_path_factory.mktemp("budgets") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        assert main(["build", "--quiet", "--out", str(out)]) == 0
    return out


def listen(page: Page, sizes: dict[str, int]) -> None:
    page.on("response", lambda one: sizes.update({one.url: len(one.body())}))


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_over_its_budget(public: Path, width: int) -> None:
    """Bytes, requests and layout shift of each page kind, in a browser without a cache."""
    over = []
    with (
        served(public) as home,
        browser(viewport={"width": width, "height": 800}) as context,
    ):
        for path, (most_html, most_requests, most_bytes) in BUDGETS.items():
            page = context.new_page()
            sizes: dict[str, int] = {}
            listen(page, sizes)
            page.add_init_script(_OBSERVE)
            page.goto(home + path, wait_until="networkidle")
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
            page.close()
    assert over == []


@pytest.mark.parametrize("path", ["2018/results/", "2018/notices/06/", "en/2018/results/"])
@pytest.mark.parametrize("column", ["-total", "-innovation", "-bonus"])
def test_ranking_in_pieces_does_not_move(public: Path, path: str, column: str) -> None:
    """Where the net stops within the row of heads, its columns stand where they will."""
    pause = f'<th scope="col" class="tz-n" data-sort="{column}">'.encode()
    assert pause in (public / path / "index.html").read_bytes()
    with (
        served(public, pause=pause) as home,
        browser(viewport={"width": 1280, "height": 800}) as context,
    ):
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        page.goto(home + path, wait_until="networkidle")
        assert page.evaluate("window.shift") <= SHIFT
