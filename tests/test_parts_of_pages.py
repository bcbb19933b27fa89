"""A site whose counties are too many for a page, as a browser has it: links, axe, scripts."""

from pathlib import Path
from urllib.parse import urldefrag
from urllib.request import urlopen

import pytest
from project_copy import replace_text
from serving import served
from test_accessibility import LONG, SCHEMES, violations
from walking import browser, walk
from year import run_year

from generator.cli import main
from generator.model.state import State
from generator.pages import compare, regions

pytestmark = pytest.mark.browser

OTHER = '  - {id: yi, name: 乙区, attributes: {science-van: "no"}}\n'
REGIONS = """regions:
  - {id: east, name: 东市}
  - {id: west, name: 西市}
"""
PARTS = (
    "2018/results/page--2/",
    "2018/notices/06/page--2/",
    "2018/matrix/region--east--1/",
    "2018/calendar/region--west/",
    "2018/burden/region--west/",
    "2018/received/region--west/",
    "2018/compare/region--east--1/",
    "2018/compare/first/region--east--1/",
    "2018/indicators/01/region--east--2/",
    *("", "2018/counties/", "2018/results/", "2018/matrix/", "2018/indicators/01/"),
    *("2018/burden/", "2018/compare/first/", "2018/session/", "2018/score/"),
)


@pytest.fixture
def site(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reviewers' site of seven counties in two regions, of which a part holds two."""
    monkeypatch.setattr(regions, "MOST_ON_A_PAGE", 3)
    monkeypatch.setattr(regions, "MOST_IN_A_PART", 2)
    monkeypatch.setattr(compare, "MOST_IN_PAIRS", 3)
    monkeypatch.chdir(project)
    lines = (
        OTHER.replace("yi", f"xian-{nth}")
        .replace("乙区", f"第{nth}县")
        .replace("attributes", f"region: {'west' if nth < 3 else 'east'}, attributes")
        for nth in range(1, 7)
    )
    replace_text(project, "rubric.yaml", OTHER, "".join(lines) + REGIONS)
    replace_text(project, "rubric.yaml", "name: 甲县,", "name: 甲县, region: east,")
    run_year(project, State.FINAL)
    assert main(["build", "--for", "reviewers", "--served", "--quiet", "--without-search"]) == 0
    return project / "review"


def test_parts_hold_in_a_browser(site: Path) -> None:
    """No link leads nowhere, axe finds nothing, and what is chosen of a part is kept to it."""
    for scheme, width in SCHEMES if LONG else SCHEMES[1:]:
        size = {"width": width, "height": 900}
        with served(site) as home, browser(viewport=size, color_scheme=scheme) as context:
            page, found = context.new_page(), list[str]()
            for path in PARTS:
                answer = page.goto(home + path)
                assert answer is not None
                assert answer.ok, path
                found += violations(page)
            assert found == []
            page.goto(f"{home}2018/compare/region--west/#county=xian-1&county=xian-2")
            assert page.locator(".tz-choice [name=county]:checked").count() == 2
            with page.expect_navigation():
                page.click("nav.tz-surveys a")
            assert page.url.endswith("/region--west/#county=xian-1&county=xian-2")
            if scheme == "dark":
                walked = walk(context, home, home, every=10**6)
                for link in {urldefrag(one).url for one in walked.links} - walked.pages.keys():
                    with urlopen(link) as told:
                        assert told.status == 200, link
