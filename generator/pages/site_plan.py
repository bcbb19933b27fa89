"""All pages and files of one audience's site."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.finding import ToldFinding
from generator.model.log import Log
from generator.model.page import Asset, Link, Page, SitePlan
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.state import Audience, Field, shown
from generator.pages.addresses import HOME, Addresses
from generator.pages.counties import county_pages
from generator.pages.evidence import evidence_pages, linked_attachments
from generator.pages.home import home_pages
from generator.pages.indicators import indicator_pages
from generator.pages.method import method_page
from generator.pages.results import results_pages
from generator.pages.scene import (
    COUNTIES_TAB,
    HOME_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    Scene,
)
from generator.pages.templates import Templates


def make_site_plan(
    portfolio: Portfolio,
    checklists: Checklists,
    findings: tuple[ToldFinding, ...],
    audience: Audience,
    templates: Path,
    data: Mapping[str, bytes],
) -> SitePlan:
    """Return the site that the audience may see in the portfolio's state.

    ``templates`` is the folder of the page templates; ``data`` are the files of open
    data by name, of the rubric and the targets, which everybody may see always;
    what is announced is added to them.
    """
    addresses = Addresses(portfolio.rubric.cycle)
    if shown(Field.RESULTS, audience, portfolio.log.state):
        data = {**data, **_results_data(portfolio.log)}
    scene = Scene(
        portfolio=portfolio,
        checklists=checklists,
        findings=_by_path(findings),
        audience=audience,
        templates=Templates(templates),
        data=tuple(data),
        addresses=addresses,
    )
    return SitePlan(
        title="台账",
        language="zh",
        tabs=(
            Link(title=HOME_TAB, address=HOME),
            Link(title=OVERVIEW_TAB, address=addresses.overview),
            *_results_tab(scene),
            Link(title=COUNTIES_TAB, address=addresses.counties),
            Link(title=INDICATORS_TAB, address=addresses.indicators),
            Link(title=METHOD_TAB, address=addresses.method),
        ),
        pages=tuple(_pages(scene)),
        assets=(*_data(scene, data), *_attachments(scene)),
        indexed=audience is Audience.PUBLIC,
        notice=_demonstration(scene),
    )


def _demonstration(scene: Scene) -> str:
    """What stands on every page where anything shown is made up."""
    made_up = []
    if scene.rubric.demonstration:
        made_up.append("佐证材料和县（区）属性")
    if scene.announcement is not None and scene.announcement.demonstration:
        made_up.append("评分和考核结果")
    if not made_up:
        return ""
    return f"{'、'.join(made_up)}为演示编写，不代表任何单位的真实工作；办法和指标引自公开的通知。"


def _results_tab(scene: Scene) -> Iterator[Link]:
    if scene.announcement is not None:
        yield Link(title=RESULTS_TAB, address=scene.addresses.results)


def _results_data(log: Log) -> Mapping[str, bytes]:
    """Every announcement as it was written, the newest also under a name that stays."""
    files = {notice.name: notice.content for _, notice in log.announced}
    return {"results.json": log.announced[-1][1].content, **files}


def _by_path(findings: tuple[ToldFinding, ...]) -> Mapping[str, tuple[ToldFinding, ...]]:
    ordered = sorted(findings, key=lambda one: one.place)
    return {path: tuple(group) for path, group in groupby(ordered, lambda one: one.place.path)}


def _pages(scene: Scene) -> Iterator[Page]:
    yield from home_pages(scene)
    yield from results_pages(scene)
    yield from county_pages(scene)
    if scene.shows(Field.EVIDENCE):
        yield from evidence_pages(scene)
    yield from indicator_pages(scene)
    yield method_page(scene)


def _data(scene: Scene, data: Mapping[str, bytes]) -> Iterator[Asset]:
    for name, content in data.items():
        yield Asset(address=scene.addresses.data(name), content=content)


def _attachments(scene: Scene) -> Iterator[Asset]:
    if not scene.shows(Field.ATTACHMENTS):
        return
    for folder in scene.portfolio.counties.values():
        for path, file in folder.attachments.items():
            if path in _linked(scene, folder):
                yield Asset(address=scene.addresses.attachment(folder.county, path), content=file)


def _linked(scene: Scene, folder: CountyFolder) -> frozenset[str]:
    """What the audience may open: only files that a text it sees links."""
    linked: frozenset[str] = frozenset()
    for item in folder.evidence:
        evidence = scene.evidence(folder.county, item)
        if evidence is not None:
            linked |= linked_attachments(evidence)
    if folder.statement is not None:
        linked |= {one.target for one in folder.statement.links if one.kind is LinkKind.ATTACHMENT}
    return linked
