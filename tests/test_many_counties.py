"""Above a hundred counties: pages in parts, none heavy, each county on one of them, no link dead."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from many_counties import view, write_many

from generator.cli import main
from generator.model.page import Page
from generator.model.rubric import Region
from generator.model.state import Audience, State
from generator.pages import compare, regions, site_plan
from generator.pages.county import county_page
from generator.pages.home import home_page
from generator.pages.page_context import PageContext
from generator.pages.ranges import figures_of_counties
from generator.pages.regions import county_parts, numbered_parts
from generator.pages.score import score_pages

LONG = bool(os.environ.get("TAIZHANG_LONG"))
HEAVY, COUNTY_PAGES = 300_000, 7
# What the theme puts around a page, its navigation at the side among it.
SHELL = 45_000
ACTS = "2018/matrix/", "2018/calendar/", "2018/burden/", "2018/compare/", "2018/indicators/01/"


def shared_pages(context: PageContext) -> dict[str, Page]:
    """The pages about all counties, by their addresses, and those of the first counties."""
    made = [home_page(context), *site_plan._cycle_pages(context, ())]  # noqa: SLF001
    figures = figures_of_counties(context)
    # Pages of single counties do not grow with their number.
    made += [
        county_page(context, county, figures) for county in context.rubric.counties[:COUNTY_PAGES]
    ]
    return {page.address: page for page in made}


def test_no_page_grows_with_the_nation(tmp_path: Path) -> None:
    """Of 385 counties no page is over 300 KB, before the result and after it."""
    root = write_many(tmp_path / "project", 385, regions=False)
    told: dict[str, Page] = {}
    for audience, state in ((Audience.PUBLIC, State.OPEN), (Audience.REVIEWERS, State.FINAL)):
        told |= shared_pages(view(root, audience, state))
    told |= {page.address: page for page in score_pages(view(root, Audience.REVIEWERS, State.OPEN))}
    assert {"/2018/score/", "/2018/session/", "/2018/received/page--8/"} <= told.keys()
    heavy = {
        address: size
        for address, page in told.items()
        if (size := len(page.body.encode()) + SHELL) > HEAVY
    }
    assert not heavy


# A whole site takes a minute and more.
if LONG:

    @pytest.mark.parametrize("audience", ["public", "reviewers"])
    def test_no_file_of_a_site_is_heavy(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: str
    ) -> None:
        """No file that a page of a built site loads by itself is over 300 KB; data are downloads."""
        monkeypatch.chdir(write_many(tmp_path / "project", 385, regions=True))
        built = tmp_path / "built"
        arguments = ["--for", audience, "--out", str(built), "--quiet", "--without-search"]
        assert main(["build", *arguments]) == 0
        loaded = [file for file in built.rglob("*") if file.suffix in (".html", ".css", ".js")]
        assert len(loaded) > 385
        assert {file: size for file in loaded if (size := file.stat().st_size) > HEAVY} == {}


@pytest.fixture
def lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page holds three counties; where there are more, a part holds two, and no pair a page."""
    monkeypatch.setattr(compare, "MOST_IN_PAIRS", 2)
    monkeypatch.setattr(regions, "MOST_ON_A_PAGE", 3)
    monkeypatch.setattr(regions, "MOST_IN_A_PART", 2)


def with_regions(context: PageContext, *of: str) -> PageContext:
    """The view, its counties in those regions."""
    rubric = context.rubric
    counties = tuple(
        replace(county, region=region) for county, region in zip(rubric.counties, of, strict=True)
    )
    known = tuple(Region(one, f"{one}市") for one in dict.fromkeys(filter(None, of)))
    return replace(context, rubric=replace(rubric, counties=counties, regions=known))


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> PageContext:
    """The reviewers' view of seven counties, announced."""
    root = write_many(tmp_path_factory.mktemp("seven") / "project", 7, regions=False)
    return view(root, Audience.REVIEWERS, State.FINAL)


def counties_of(context: PageContext) -> dict[str, list[str]]:
    return {part.slug: [one.id for one in part.rows] for part in county_parts(context.rubric)}


@pytest.mark.usefixtures("lowered")
def test_counties_are_grouped_by_region(seven: PageContext) -> None:
    """A region is a part, a large one several; where one county has none, all are numbered."""
    ids = [county.id for county in seven.rubric.counties]
    east_west = with_regions(seven, "east", "west", "east", "east", "west", "east", "east")
    assert counties_of(east_west) == {
        "region--east--1": [ids[0], ids[2]],
        "region--east--2": [ids[3], ids[5]],
        "region--east--3": [ids[6]],
        "region--west": [ids[1], ids[4]],
    }
    one_without = with_regions(seven, "east", "west", "", "east", "west", "east", "east")
    assert list(counties_of(one_without)) == ["page--1", "page--2", "page--3", "page--4"]
    assert list(chain.from_iterable(counties_of(one_without).values())) == ids


def test_a_hundred_counties_stand_on_one_page() -> None:
    """A hundred are no parts, one more are."""
    assert numbered_parts(range(100)) == ()
    assert [(part.first, part.last) for part in numbered_parts(range(101))] == [
        (1, 50),
        (51, 100),
        (101, 101),
    ]


@pytest.mark.usefixtures("lowered")
@pytest.mark.parametrize("regional", [False, True])
def test_each_county_stands_in_one_part(seven: PageContext, *, regional: bool) -> None:
    """The first page names every county, and each has its column or row in exactly one part."""
    of = ("east", "west", "east", "east", "west", "east", "east")
    context = with_regions(seven, *of) if regional else seven
    pages, names = shared_pages(context), [county.name for county in context.rubric.counties]
    for act in ACTS:
        whole = pages[f"/{act}"]
        assert all(name in whole.body for name in names), act
        parts = [pages[f"/{act}{part.slug}/"] for part in county_parts(context.rubric)]
        heads = [re.findall(r"<th[^>]*><a[^>]*>(第\d+[^<]*)</a>", page.body) for page in parts]
        assert sorted(chain.from_iterable(heads)) == sorted(names), act
        follow_each_other([whole, *parts])


def follow_each_other(pages: list[Page]) -> None:
    """Each part leads to the one before and after, and up to the whole."""
    whole, *parts = pages
    for before, after in pairwise(parts):
        assert before.next is not None
        assert after.previous is not None
        assert (before.next.address, after.previous.address) == (after.address, before.address)
    assert all(page.path[-1].address == whole.address for page in parts)
    assert len({page.title for page in pages}) == len(pages)


@pytest.mark.usefixtures("lowered")
def test_ranks_go_on_over_pages(seven: PageContext) -> None:
    """Counties stand in the order of their ranks, counted over all, joint ones said so."""
    pages = shared_pages(seven)
    for act in ("/2018/results/", "/2018/notices/06/"):
        parts = [pages[f"{act}page--{nth}/"] for nth in (1, 2, 3, 4)]
        body = "".join(page.body for page in parts)
        ranks = re.findall(r'data-rank data-value="(\d+)">([^<]*)<', body)
        # Of the made ranks the last in the notice is joint second: rank 1 + 1.
        assert [rank for rank, _ in ranks] == ["2", "2", "3", "4", "5", "6", "7"]
        assert [word for _, word in ranks[:3]] == ["并列第 2 名", "并列第 2 名", "第 3 名"]
        assert "第 1—2 个县（区）" in pages[act].body
        assert 'id="commended"' in pages[act].body
        assert 'id="ranking-table"' not in pages[act].body
        follow_each_other([pages[act], *parts])


@pytest.mark.usefixtures("lowered")
def test_no_link_leads_nowhere(seven: PageContext) -> None:
    """Every link of a page about all counties leads to a page of the site."""
    context = with_regions(seven, "east", "west", "east", "east", "west", "east", "east")
    pages, addresses = shared_pages(context), context.addresses
    known = set(pages) | {addresses.years, addresses.rules}
    for county in context.rubric.counties:
        known |= {addresses.evidence(county.id, item) for item in context.rubric.items}
        known |= {addresses.county(county.id), addresses.volume(county.id)}
    dead = {
        (page.address, link)
        for page in pages.values()
        for link in links_of(page)
        if link.endswith("/") and link not in known
    }
    assert not dead


def links_of(page: Page) -> Iterator[str]:
    """What the page's text and its frame lead to."""
    for href in re.findall(r'href="([^"#:]+)[#"]', page.body):
        yield urljoin(page.address, href)
    links = [page.previous, page.next, *page.path, *(one.link for one in page.neighbours)]
    yield from (link.address for link in links if link is not None)


@pytest.mark.usefixtures("lowered")
def test_a_county_is_beside_those_of_its_page(seven: PageContext) -> None:
    """Before evidence is shown, a county's page lists its part; its comparison is that part's."""
    context = with_regions(seven, "east", "west", "east", "east", "west", "east", "east")
    early = replace(context, log=replace(context.log, transitions=()), audience=Audience.PUBLIC)
    own = context.rubric.counties[1]
    assert [one.link.title for one in early.county_neighbours(own)] == [
        county.name for county in (own, context.rubric.counties[4])
    ]
    page = shared_pages(context)[context.addresses.county(own.id)]
    assert f'href="../../compare/region--west/#county={own.id}"' in page.body
