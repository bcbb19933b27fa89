"""The burden page: how much every county handed in for every item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from generator.model.message import N_
from generator.model.page import Link, Page
from generator.model.rubric import County
from generator.model.state import Field
from generator.model.workload import NO_WORK, Workload
from generator.pages.scene import OVERVIEW_TAB, Scene
from generator.pages.surveys import BURDEN, survey_neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenRow:
    """One item, or a county: what is asked is how many clauses; what came is counted."""

    link: Link
    clauses: int
    files: int
    work: Workload


def burden_pages(scene: Scene) -> Iterator[Page]:
    """Yield the page where the audience sees evidence."""
    if not scene.shows(Field.EVIDENCE):
        return
    address = scene.addresses.burden
    counties = tuple(_county(scene, one) for one in scene.rubric.counties)
    yield Page(
        address=address,
        title=scene.text(BURDEN),
        description=scene.say(
            N_("{title}: how much this round asked for and received."), title=scene.rubric.title
        ),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "burden.html",
            address,
            counties=counties,
            items=tuple(_items(scene)),
            files=sum(one.files for one in counties),
            total=_sum(one.work for one in counties),
        ),
        path=scene.path(scene.tab_link(OVERVIEW_TAB, scene.addresses.overview)),
        neighbours=survey_neighbours(scene),
    )


def _county(scene: Scene, county: County) -> BurdenRow:
    items = scene.rubric.items
    shown = [work for item in items if (work := _work(scene, county.id, item)) is not None]
    return BurdenRow(
        link=scene.county_link(county),
        clauses=sum(len(one.clauses) for one in items.values()),
        files=len(shown),
        work=_sum(shown),
    )


def _items(scene: Scene) -> Iterator[BurdenRow]:
    for item in scene.rubric.items.values():
        every = (_work(scene, one.id, item.id) for one in scene.rubric.counties)
        shown = [one for one in every if one is not None]
        yield BurdenRow(
            link=Link(title=f"{item.id} {item.name}", address=scene.addresses.indicator(item.id)),
            clauses=len(item.clauses),
            files=len(shown),
            work=_sum(shown),
        )


def _work(scene: Scene, county: str, item: str) -> Workload | None:
    """What a file holds, None where the audience sees no file."""
    if scene.status(county, item) is None:
        return None
    return scene.submissions[county].work[item]


def _sum(works: Iterable[Workload]) -> Workload:
    return reduce(add, works, NO_WORK)
