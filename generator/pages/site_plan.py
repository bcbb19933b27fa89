"""All pages and files of one audience's site, county by county and all together."""

from collections.abc import Iterator, Mapping

from generator.model.announcement import Announcement
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.log import Log
from generator.model.open_data import DataFile
from generator.model.page import Asset, Link, Page, ShellKey, SiteFrame, SitePart
from generator.model.portfolio import CountyFolder
from generator.model.rubric import Rubric
from generator.model.state import Audience, Field, shown
from generator.pages.addresses import HOME, Addresses
from generator.pages.burden import burden_pages
from generator.pages.calendar import calendar_pages
from generator.pages.compare import compare_pages
from generator.pages.counties import county_pages
from generator.pages.evidence import evidence_pages
from generator.pages.evidence_view import county_views, linked_attachments, shown_evidence
from generator.pages.home import home_pages
from generator.pages.indicators import indicator_pages
from generator.pages.matrix import matrix_pages
from generator.pages.method import method_page
from generator.pages.results import results_pages
from generator.pages.rules import rules_page
from generator.pages.scene import (
    COUNTIES_TAB,
    HOME_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    Scene,
)
from generator.pages.volume import volume_page


def site_frame(rubric: Rubric, log: Log, audience: Audience) -> SiteFrame:
    """Return what all pages of the site share that the audience may see."""
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
    )
    titles = {tab.title for tab in tabs}
    return SiteFrame(
        title="台账",
        language="zh",
        tabs=tabs,
        shells=tuple(one for one in _SHELLS if one.tab in titles),
        indexed=audience is Audience.PUBLIC,
        notice=_demonstration(rubric, announcement),
        exempted=frozenset(one.masked for one in rubric.exemptions),
    )


def county_part(scene: Scene, folder: CountyFolder, checklists: Checklists) -> SitePart:
    """The pages and files that rest on one county's evidence alone."""
    pages: tuple[Page, ...] = ()
    if scene.shows(Field.EVIDENCE):
        views = tuple(county_views(scene, folder, checklists))
        pages = (*evidence_pages(scene, views), volume_page(scene, folder, views))
    return SitePart(pages=pages, assets=tuple(_attachments(scene, folder)))


def shared_part(
    scene: Scene, data: tuple[DataFile, ...], rules: Mapping[str, tuple[str, ...]]
) -> SitePart:
    """All other pages, and the files of open data; ``rules`` explain the check, by code."""
    return SitePart(
        pages=(
            *home_pages(scene),
            *matrix_pages(scene),
            *compare_pages(scene),
            *calendar_pages(scene),
            *burden_pages(scene),
            *results_pages(scene),
            *county_pages(scene),
            *indicator_pages(scene),
            method_page(scene, data),
            rules_page(scene, rules),
        ),
        assets=tuple(
            Asset(address=scene.addresses.data(one.name), content=one.content) for one in data
        ),
    )


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
)
"""One a kind of page."""


def _demonstration(rubric: Rubric, announcement: Announcement | None) -> str:
    """What stands on every page where anything shown is made up."""
    made_up = []
    if rubric.demonstration:
        made_up.append("佐证材料和县（区）属性")
    if announcement is not None and announcement.demonstration:
        made_up.append("评分和考核结果")
    if not made_up:
        return ""
    return f"{'、'.join(made_up)}为演示编写，不代表任何单位的真实工作；办法和指标引自公开的通知。"


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
