"""The home page and the overview of the cycle."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.model.state import Field, State
from generator.pages.counties import county_cards
from generator.pages.overview_links import overview_links, overview_neighbours, scores
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import PageKind
from generator.pages.regions import numbered_parts
from generator.pages.result import ResultView, result_view
from generator.pages.words import STATE_NOTES


@dataclass(frozen=True, slots=True)
class Step:
    """One state of the progress bar; ``when`` is past, now or ahead, ``day`` "" where unknown."""

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


def home_page(context: PageContext) -> Page:
    """Return the home page."""
    rubric, address = context.rubric, context.addresses.home
    return Page(
        address=address,
        title=rubric.title,
        description=context.say(
            N_("{organiser}: {title}, targets, method and progress."),
            organiser=rubric.organiser,
            title=rubric.title,
        ),
        shell=context.shell(PageKind.HOME),
        body=context.templates.render(
            "home.html",
            address,
            **_view(context),
            cards=county_cards(context),
            show_evidence=context.shows(Field.EVIDENCE),
            weights=_ratio(context),
            scoring=scores(context),
            result=_outcome(context),
        ),
    )


def _outcome(context: PageContext) -> ResultView | None:
    """What was announced; without the counties where they are too many for a page."""
    if context.announcement is None:
        return None
    result = result_view(context, context.announcement)
    return replace(result, counties=()) if numbered_parts(result.counties) else result


def overview_page(context: PageContext) -> Page:
    """Return the overview of the cycle."""
    rubric, address = context.rubric, context.addresses.overview
    slices, neighbours = tuple(_slices(context)), overview_neighbours(context)
    return Page(
        address=address,
        title=context.say(N_("Overview of {cycle}"), cycle=rubric.cycle),
        description=context.say(N_("{title}: procedure, points and progress."), title=rubric.title),
        shell=context.shell(PageKind.OVERVIEW if neighbours else PageKind.OVERVIEW_ALONE),
        body=context.templates.render(
            "overview.html",
            address,
            **_view(context),
            slices=slices,
            weights=tuple(_weights(context)),
            overview_links=overview_links(context),
            years=context.addresses.years,
        ),
        contents=(
            Heading(title=context.text(N_("Progress")), anchor="progress"),
            Heading(title=context.text(N_("What the points are made of")), anchor="points"),
            Heading(title=context.text(N_("Procedure")), anchor="procedure"),
        ),
        path=context.path(),
        neighbours=neighbours,
    )


def _view(context: PageContext) -> dict[str, object]:
    """The values that the templates of both pages take."""
    return {
        "context": context,
        "rubric": context.rubric,
        "steps": tuple(_steps(context)),
        "state_word": context.state_name(context.state),
        "state_note": context.text(STATE_NOTES[context.state]),
    }


def _steps(context: PageContext) -> Iterator[Step]:
    # A result can be amended again: the newest day stands.
    days = {step.state: str(step.day) for step in context.log.transitions}
    current = context.state
    for state in State:
        # An amendment is not a step that everyone expects: it shows once it was made.
        unused = state is State.AMENDED and current is not State.AMENDED
        if unused or (state is State.PROPOSED and not context.rubric.proposes):
            continue
        order = state.rank - current.rank
        when = "past" if order < 0 else "now" if order == 0 else "ahead"
        yield Step(context.state_name(state), when, days.get(state, ""))


def _weights(context: PageContext) -> Iterator[str]:
    """Each judge group with its weight."""
    for group in context.rubric.judge_groups:
        yield f"{group.name} {group.share}"


def _ratio(context: PageContext) -> str:
    """The weights alone: 40/30/30, or the fractions that they are."""
    shares = [group.share for group in context.rubric.judge_groups]
    if all(share.endswith("%") for share in shares):
        return "/".join(share.removesuffix("%") for share in shares)
    return context.text(N_(", ")).join(shares)


def _slices(context: PageContext) -> Iterator[Slice]:
    # Both ends are rounded, not the width: pieces meet without gaps.
    start = Fraction(0)
    # Bonus points come on top of the base and are no share of it.
    for section in context.rubric.sections:
        share = section.points / context.rubric.base * 1000
        yield Slice(section.name, section.points, round(start), round(start + share) - round(start))
        start += share
