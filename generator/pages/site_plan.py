"""All pages and files of one audience's site, county by county and all together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator.model.announcement import Announcement
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.explanation import Explanation
from generator.model.log import Log
from generator.model.open_data import FEED as FEED_FILE
from generator.model.open_data import DataFile
from generator.model.page import Asset, Facet, Link, Page, ShellKey, SiteFrame, SitePart
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.rubric import Rubric
from generator.model.state import Audience, Field, shown
from generator.pages.addresses import FEED, HOME, YEARS, Addresses
from generator.pages.burden import burden_pages
from generator.pages.calendar import calendar_pages
from generator.pages.compare import compare_pages
from generator.pages.counties import county_pages
from generator.pages.evidence import evidence_pages
from generator.pages.evidence_view import county_views, linked_attachments, shown_evidence
from generator.pages.home import home_page, overview_page
from generator.pages.indicators import indicator_pages
from generator.pages.matrix import matrix_pages
from generator.pages.method import method_page
from generator.pages.past import made_up, past_page, year_word
from generator.pages.results import results_pages
from generator.pages.rules import rules_page
from generator.pages.scene import (
    COUNTIES_TAB,
    HOME_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    YEAR_FACET,
    YEARS_TAB,
    Scene,
)
from generator.pages.volume import volume_page
from generator.pages.years import years_page


def site_frame(
    rubric: Rubric, log: Log, audience: Audience, past: Sequence[Portfolio] = ()
) -> SiteFrame:
    """Return what all pages of the site share that the audience may see.

    ``past`` are the past cycles, oldest first.
    """
    addresses = Addresses(rubric.cycle)
    announcement = log.announcement if shown(Field.RESULTS, audience, log.state) else None
    results = () if announcement is None else (Link(title=RESULTS_TAB, address=addresses.results),)
    tabs = (
        Link(title=HOME_TAB, address=HOME),
        Link(title=OVERVIEW_TAB, address=addresses.overview),
        *results,
        Link(title=COUNTIES_TAB, address=addresses.counties),
        Link(title=INDICATORS_TAB, address=addresses.indicators),
        Link(title=METHOD_TAB, address=addresses.method),
        *((Link(title=YEARS_TAB, address=YEARS),) if past else ()),
    )
    titles = {tab.title for tab in tabs}
    states = [log.state, *(one.log.state for one in past)]
    return SiteFrame(
        title="台账",
        language="zh",
        tabs=tabs,
        shells=tuple(one for one in _SHELLS if one.tab in titles),
        indexed=audience is Audience.PUBLIC,
        notice=_demonstration(rubric, announcement, [one.rubric for one in past]),
        exempted=frozenset(
            one.masked
            for one in chain(rubric.exemptions, *(past.rubric.exemptions for past in past))
        ),
        feed=FEED if any(shown(Field.RESULTS, audience, one) for one in states) else "",
    )


def county_part(scene: Scene, folder: CountyFolder, checklists: Checklists) -> SitePart:
    """The pages and files that rest on one county's evidence alone."""
    pages: tuple[Page, ...] = ()
    if scene.shows(Field.EVIDENCE):
        views = tuple(county_views(scene, folder, checklists))
        pages = (*evidence_pages(scene, views), volume_page(scene, folder, views))
    return SitePart(pages=_in_years(scene, pages), assets=tuple(_attachments(scene, folder)))


def shared_part(
    scene: Scene, data: tuple[DataFile, ...], rules: Mapping[str, Explanation]
) -> SitePart:
    """All other pages, and the files of open data; ``rules`` explain the check, by code."""
    return SitePart(
        pages=(
            home_page(scene),
            *_in_years(scene, _cycle_pages(scene, data)),
            rules_page(scene, rules),
            years_page(scene),
        ),
        assets=_data_assets(scene, data),
    )


def past_part(scene: Scene, data: tuple[DataFile, ...]) -> SitePart:
    """All pages of a past cycle but those of its counties alone, and its open data.

    The feed is the current cycle's to write: it holds the announcements of all.
    """
    own = tuple(one for one in data if one.name != FEED_FILE)
    return SitePart(
        pages=_in_years(scene, _cycle_pages(scene, data)), assets=_data_assets(scene, own)
    )


def _cycle_pages(scene: Scene, data: tuple[DataFile, ...]) -> Iterator[Page]:
    """The pages about one cycle as a whole."""
    yield overview_page(scene)
    yield from matrix_pages(scene)
    yield from compare_pages(scene)
    yield from calendar_pages(scene)
    yield from burden_pages(scene)
    yield from results_pages(scene)
    yield from county_pages(scene)
    yield from indicator_pages(scene)
    yield method_page(scene, data)


def _in_years(scene: Scene, pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages of one cycle, so that a search can be narrowed to it."""
    year = Facet(YEAR_FACET, year_word(scene))
    dated = (replace(one, facets=(*one.facets, year)) for one in pages)
    return tuple(past_page(scene, one) if scene.folder else one for one in dated)


def _data_assets(scene: Scene, data: tuple[DataFile, ...]) -> tuple[Asset, ...]:
    return tuple(Asset(address=scene.addresses.data(one.name), content=one.content) for one in data)


_SHELLS = (
    ShellKey(HOME_TAB, 0, navigation=False, contents=False),
    ShellKey(OVERVIEW_TAB, 1, navigation=False, contents=True),
    ShellKey(OVERVIEW_TAB, 1, navigation=True, contents=True),
    ShellKey(OVERVIEW_TAB, 2, navigation=True, contents=False),
    ShellKey(OVERVIEW_TAB, 3, navigation=True, contents=False),
    ShellKey(RESULTS_TAB, 2, navigation=True, contents=False),
    ShellKey(RESULTS_TAB, 3, navigation=True, contents=False),
    ShellKey(COUNTIES_TAB, 2, navigation=False, contents=False),
    ShellKey(COUNTIES_TAB, 3, navigation=True, contents=True),
    ShellKey(COUNTIES_TAB, 4, navigation=True, contents=True),
    ShellKey(INDICATORS_TAB, 2, navigation=False, contents=False),
    ShellKey(INDICATORS_TAB, 3, navigation=True, contents=False),
    ShellKey(METHOD_TAB, 1, navigation=False, contents=False),
    ShellKey(METHOD_TAB, 2, navigation=False, contents=True),
    ShellKey(YEARS_TAB, 1, navigation=False, contents=True),
    ShellKey(YEARS_TAB, 1, navigation=True, contents=True),
    ShellKey(YEARS_TAB, 2, navigation=True, contents=False),
    ShellKey(YEARS_TAB, 2, navigation=True, contents=True),
    ShellKey(YEARS_TAB, 3, navigation=True, contents=False),
    ShellKey(YEARS_TAB, 3, navigation=True, contents=True),
    ShellKey(YEARS_TAB, 4, navigation=True, contents=True),
)
"""One a kind of page."""


def _demonstration(
    rubric: Rubric, announcement: Announcement | None, past: Iterable[Rubric]
) -> str:
    """What stands on every page where anything shown is made up."""
    current = made_up(rubric, announcement)
    invented = "、".join(f"{one.cycle}年度" for one in past if one.invented)
    if not invented:
        return current
    return f"{f'{rubric.cycle}年度：{current}' if current else ''}{invented}全部为虚构。"


def _attachments(scene: Scene, folder: CountyFolder) -> Iterator[Asset]:
    if not scene.shows(Field.ATTACHMENTS):
        return
    linked = _linked(scene, folder)
    for path, file in folder.attachments.items():
        if path in linked:
            yield Asset(address=scene.addresses.attachment(folder.county, path), content=file)


def _linked(scene: Scene, folder: CountyFolder) -> frozenset[str]:
    """What the audience may open: only files that a text it sees links."""
    linked: frozenset[str] = frozenset()
    for item in folder.evidence:
        evidence = shown_evidence(scene, folder, item)
        if evidence is not None:
            linked |= linked_attachments(evidence)
    if folder.statement is not None:
        linked |= {one.target for one in folder.statement.links if one.kind is LinkKind.ATTACHMENT}
    return linked
