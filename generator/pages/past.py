"""A page of a past cycle: where it stands among the years, and what is made up in it."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.announcement import Announcement
from generator.model.page import Html, Link, Neighbour, Page
from generator.model.rubric import Rubric
from generator.pages.addresses import YEARS
from generator.pages.scene import (
    COUNTIES_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    YEARS_TAB,
    Scene,
)


def past_page(scene: Scene, page: Page) -> Page:
    """The page as one of a past cycle: its tab, title and breadcrumb say so, as does its head."""
    year = year_word(scene)
    links = cycle_links(scene)
    bar = scene.templates.render(
        "past.html",
        page.address,
        year=year,
        links=links,
        here=page.address,
        invented=scene.rubric.invented,
        made_up=made_up(scene.rubric, scene.announcement),
    )
    steps: tuple[Link, ...] = (Link(title=YEARS_TAB, address=YEARS),)
    if page.address != scene.addresses.overview:
        steps += (Link(title=year, address=scene.addresses.overview),)
    return replace(
        page,
        title=page.title if year in page.title else f"{page.title}（{year}）",
        tab=YEARS_TAB,
        body=Html(bar + page.body),
        path=(page.path[0], *steps, *page.path[1:]),
        neighbours=page.neighbours or tuple(Neighbour(link=one) for one in links),
    )


def made_up(rubric: Rubric, announcement: Announcement | None) -> str:
    """What of a cycle was made up for demonstration, "" for nothing."""
    if rubric.invented:
        return (
            "考核办法、条文、材料和结果全部为演示编写；"
            f"真实的{rubric.cycle}年度考核，本站没有资料。"
        )
    parts = []
    if rubric.demonstration:
        parts.append("佐证材料和县（区）属性")
    if announcement is not None and announcement.demonstration:
        parts.append("评分和考核结果")
    if not parts:
        return ""
    return f"{'、'.join(parts)}为演示编写，不代表任何单位的真实工作；办法和指标引自公开的通知。"


def year_word(scene: Scene) -> str:
    """What a cycle is called, such as 2017年度."""
    return f"{scene.rubric.cycle}年度"


def cycle_links(scene: Scene) -> tuple[Link, ...]:
    """The ways into one cycle that this audience has."""
    return tuple(_cycle_links(scene))


def _cycle_links(scene: Scene) -> Iterator[Link]:
    addresses = scene.addresses
    yield Link(title=OVERVIEW_TAB, address=addresses.overview)
    if scene.announcement is not None:
        yield Link(title=RESULTS_TAB, address=addresses.results)
    yield Link(title=COUNTIES_TAB, address=addresses.counties)
    yield Link(title=INDICATORS_TAB, address=addresses.indicators)
    yield Link(title=METHOD_TAB, address=addresses.method)
