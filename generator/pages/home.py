"""The home page and the overview of the cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.model.state import Field, State
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
    rubric, address = scene.rubric, scene.addresses.home
    return Page(
        address=address,
        title=rubric.title,
        description=scene.say(
            N_("{organiser}: {title}, targets, method and progress."),
            organiser=rubric.organiser,
            title=rubric.title,
        ),
        tab=scene.text(HOME_TAB),
        body=scene.templates.render(
            "home.html",
            address,
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
        title=scene.say(N_("Overview of {cycle}"), cycle=rubric.cycle),
        description=scene.say(N_("{title}: procedure, points and progress."), title=rubric.title),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "overview.html",
            address,
            **_view(scene),
            slices=slices,
            weights=tuple(_weights(scene)),
            surveys=surveys(scene),
            years=scene.addresses.years,
        ),
        contents=(
            Heading(title=scene.text(N_("Progress")), anchor="progress"),
            Heading(title=scene.text(N_("What the points are made of")), anchor="points"),
            Heading(title=scene.text(N_("Procedure")), anchor="procedure"),
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
        "state_word": scene.text(STATES[scene.state]),
        "state_note": scene.text(STATE_NOTES[scene.state]),
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
        yield Step(scene.text(STATES[state]), when, days.get(state, ""))


def _weights(scene: Scene) -> Iterator[str]:
    """Each judge group with its weight."""
    for group in scene.rubric.judge_groups:
        yield f"{group.name} {group.weight}%"


def _slices(scene: Scene) -> Iterator[Slice]:
    start = Fraction(0)
    for section in scene.rubric.sections:
        share = section.points / scene.rubric.base * 1000
        yield Slice(section.name, section.points, round(start), round(start + share) - round(start))
        start += share
