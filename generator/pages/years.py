"""The page of the years: which cycles there are, and what of them can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.page import Heading, Link, Page
from generator.model.rubric import Indicator
from generator.model.sameness import clause_difference, item_difference, item_named
from generator.pages.past import cycle_links, made_up, year_word
from generator.pages.scene import OVERVIEW_TAB, YEARS_TAB, Scene
from generator.pages.words import DIFFERENCES, STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCard:
    """One cycle at a glance; ``since`` is the day of its state, "" where nothing was logged."""

    year: str
    current: bool
    state: str
    since: str
    counties: int
    indicators: int
    commended: tuple[str, ...]
    made_up: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameLine:
    """An item of the current cycle beside that of the same name in a past one.

    ``same`` of its ``numbered`` clauses with a number can be compared. ``points`` says why the
    points cannot, "" where they can.
    """

    item: Link
    there: Link
    same: int
    numbered: int
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparability:
    """What of the current cycle one past cycle has as well, and what each has alone."""

    year: str
    cycle: str
    lines: tuple[SameLine, ...]
    new: tuple[Link, ...]
    gone: tuple[Link, ...]


def years_page(scene: Scene) -> Page:
    """Return the page; with one cycle alone it says so."""
    cycles = (scene, *reversed(scene.past))
    compared = tuple(_comparability(scene, past) for past in reversed(scene.past))
    headings = [Heading(title=scene.text(N_("All years")), anchor="cycles")]
    if compared:
        headings.append(Heading(title=scene.text(N_("What can be compared")), anchor="comparable"))
    return Page(
        address=scene.addresses.years,
        title=scene.text(N_("The assessments of all years")),
        description=scene.text(
            N_("Each assessment: state, counties, indicators, and what compares with past years.")
        ),
        tab=scene.text(YEARS_TAB if scene.past else OVERVIEW_TAB),
        body=scene.templates.render(
            "years.html",
            scene.addresses.years,
            cards=tuple(_card(one) for one in cycles),
            compared=compared,
        ),
        contents=tuple(headings),
        path=scene.path(),
    )


def _card(scene: Scene) -> CycleCard:
    announced = scene.announcement
    names = scene.rubric.county_by_id
    return CycleCard(
        year=year_word(scene),
        current=not scene.folder,
        state=scene.text(STATES[scene.state]),
        since=scene.since,
        counties=len(scene.rubric.counties),
        indicators=len(scene.rubric.indicators),
        commended=()
        if announced is None
        else tuple(names[one].name for one in announced.commended),
        made_up=made_up(scene.templates.translator, scene.rubric, announced),
        links=cycle_links(scene),
    )


def _comparability(scene: Scene, past: Scene) -> Comparability:
    return Comparability(
        year=year_word(past),
        cycle=past.rubric.cycle,
        lines=tuple(_lines(scene, past)),
        new=tuple(_alone(scene, past)),
        gone=tuple(_alone(past, scene)),
    )


def _alone(scene: Scene, other: Scene) -> Iterator[Link]:
    """The items of one cycle that the other has none of the same name for."""
    for item in scene.official.items.values():
        if item_named(other.official, item.name) is None:
            yield _link(scene, item)


def _lines(scene: Scene, past: Scene) -> Iterator[SameLine]:
    old, new = past.official, scene.official
    for item in new.items.values():
        there = item_named(old, item.name)
        if there is not None:
            numbered = [one for one in item.clauses if one.demand is not None]
            points = item_difference(old, new, item)
            yield SameLine(
                item=_link(scene, item),
                there=_link(past, there),
                same=sum(clause_difference(old, new, item, one) is None for one in numbered),
                numbered=len(numbered),
                points="" if points is None else scene.text(DIFFERENCES[points]),
            )


def _link(scene: Scene, item: Indicator) -> Link:
    name = scene.rubric.items[item.id].name
    return Link(title=f"{item.id} {name}", address=scene.addresses.indicator(item.id))
