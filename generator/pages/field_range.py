"""Where one county stands among all: lowest, median and highest of each announced figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.announcement import BONUS, AnnouncedCounty
from generator.model.checklist import ClauseState
from generator.model.message import N_
from generator.model.numbers import shown_beside
from generator.model.rubric import County
from generator.model.state import Field
from generator.pages.dots import percent
from generator.pages.scene import BONUS_ITEMS, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """One figure of the county beside the field's; ``section`` is "" but for points of one.

    ``at`` and ``middle`` are the places of the county and of the median between the lowest and
    the highest.
    """

    key: str
    name: str
    own: str
    lowest: str
    median: str
    highest: str
    at: str
    middle: str


def field_range(scene: Scene, county: County) -> tuple[RangeRow, ...]:
    """Return a row a figure that the audience may see of every county; none of one alone."""
    return tuple(_rows(scene, county)) if len(scene.rubric.counties) > 1 else ()


def _rows(scene: Scene, county: County) -> Iterator[RangeRow]:
    announced = () if scene.announcement is None else scene.announcement.counties
    for key, name in _figures(scene):
        texts = {one.county: text for one in announced if (text := _points(one, key))}
        if county.id in texts:
            yield _row(key, name, county, texts)
    if scene.shows(Field.CHECKLIST):
        met = {one.id: str(_met(scene, one)) for one in scene.rubric.counties}
        yield _row("met", scene.text(N_("Clauses met")), county, met)


def _figures(scene: Scene) -> Iterator[tuple[str, str]]:
    yield "total", scene.text(N_("Total"))
    for section in scene.rubric.sections:
        yield section.id, section.name
    yield BONUS, scene.text(BONUS_ITEMS)


def _points(announced: AnnouncedCounty, key: str) -> str:
    return announced.total if key == "total" else announced.sections.get(key, "")


def _met(scene: Scene, county: County) -> int:
    clauses = scene.submissions[county.id].clauses.values()
    return sum(one.state is ClauseState.MET for item in clauses for one in item)


def _row(key: str, name: str, county: County, texts: Mapping[str, str]) -> RangeRow:
    ranked = sorted(texts.values(), key=Fraction)
    numbers = [Fraction(one) for one in ranked]
    low, span = numbers[0], numbers[-1] - numbers[0]
    middle = (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2

    def place(number: Fraction) -> str:
        return percent((number - low) / span if span else Fraction(1, 2))

    return RangeRow(
        key=key,
        name=name,
        own=texts[county.id],
        lowest=ranked[0],
        median=shown_beside(middle, ranked[0]),
        highest=ranked[-1],
        at=place(Fraction(texts[county.id])),
        middle=place(middle),
    )
