"""The home page and the overview of the cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.page import Heading, Page
from generator.model.state import Field, State
from generator.pages.addresses import HOME, YEARS
from generator.pages.counties import county_cards
from generator.pages.result import result_view
from generator.pages.scene import HOME_TAB, OVERVIEW_TAB, Scene
from generator.pages.surveys import survey_neighbours, surveys
from generator.pages.words import STATE_NOTES, STATES


@dataclass(frozen=True, slots=True)
class Step:
    """One state on the way; ``when`` is past, now or ahead, ``day`` "" where unknown."""

    word: str
    when: str
    day: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A section's share of the points, in units of a drawing 1,000 wide."""

    name: str
    points: Fraction
    start: int
    width: int


def home_page(scene: Scene) -> Page:
    """Return the home page."""
    rubric = scene.rubric
    return Page(
        address=HOME,
        title=rubric.title,
        description=f"{rubric.organiser}：{rubric.title}，指标、办法与进度。",
        tab=HOME_TAB,
        body=scene.templates.render(
            "home.html",
            HOME,
            **_view(scene),
            cards=county_cards(scene),
            show_evidence=scene.shows(Field.EVIDENCE),
            result=None if scene.announcement is None else result_view(scene, scene.announcement),
        ),
    )


def overview_page(scene: Scene) -> Page:
    """Return the overview of the cycle."""
    rubric, address = scene.rubric, scene.addresses.overview
    slices = tuple(_slices(scene))
    return Page(
        address=address,
        title=f"{rubric.cycle}年度考核概况",
        description=f"{rubric.title}的程序、分值构成和当前进度。",
        tab=OVERVIEW_TAB,
        body=scene.templates.render(
            "overview.html",
            address,
            **_view(scene),
            slices=slices,
            surveys=surveys(scene),
            years=YEARS,
        ),
        contents=(
            Heading(title="进度", anchor="progress"),
            Heading(title="分值构成", anchor="points"),
            Heading(title="考核程序", anchor="procedure"),
        ),
        path=scene.path(),
        neighbours=survey_neighbours(scene),
    )


def _view(scene: Scene) -> dict[str, object]:
    """What both pages show."""
    return {
        "scene": scene,
        "rubric": scene.rubric,
        "steps": tuple(_steps(scene)),
        "state_word": STATES[scene.state],
        "state_note": STATE_NOTES[scene.state],
    }


def _steps(scene: Scene) -> Iterator[Step]:
    days = {one.state: str(one.day) for one in scene.log.transitions}
    current = scene.state
    for state in State:
        unused = state is State.AMENDED and current is not State.AMENDED
        if unused or (state is State.PROPOSED and not scene.rubric.proposes):
            continue
        order = state.rank - current.rank
        when = "past" if order < 0 else "now" if order == 0 else "ahead"
        yield Step(STATES[state], when, days.get(state, ""))


def _slices(scene: Scene) -> Iterator[Slice]:
    start = Fraction(0)
    for section in scene.rubric.sections:
        share = section.points / scene.rubric.base * 1000
        yield Slice(section.name, section.points, round(start), round(start + share) - round(start))
        start += share
