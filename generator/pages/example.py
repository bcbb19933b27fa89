"""A worked example: one item of one county from the groups' means to the total."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.announcement import BONUS, AnnouncedCounty, AnnouncedItem
from generator.model.numbers import shown_number
from generator.pages.scene import BONUS_ITEMS, Scene

# For an item of four points, where no group's figure may be shown.
_INVENTED = ("3.5", "3", "4")


@dataclass(frozen=True, slots=True)
class Share:
    """What one group gives: its mean, times its weight in percent, is its product."""

    name: str
    weight: str
    mean: str
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``county`` is "" where the numbers are invented.

    ``total`` is the sum of what is shown; ``points`` what was announced. ``sections`` are the
    points that add up to ``sum``, none where they are not announced.
    """

    county: str
    item: str
    shares: tuple[Share, ...]
    total: str
    points: str
    sections: tuple[tuple[str, str], ...]
    sum: str
    adds_up: bool


def worked_example(scene: Scene) -> Example:
    """Return the first item whose groups are all announced, else one with invented numbers."""
    found = next(_announced(scene), None)
    return _invented(scene) if found is None else _real(scene, *found)


def _invented(scene: Scene) -> Example:
    groups = scene.rubric.judge_groups
    means = {group.id: _INVENTED[at % len(_INVENTED)] for at, group in enumerate(groups)}
    return Example(
        county="",
        item="",
        shares=tuple(_shares(scene, means)),
        total=scene.number(_weighted(scene, means)),
        points="",
        sections=(),
        sum="",
        adds_up=True,
    )


def _real(scene: Scene, county: AnnouncedCounty, item: AnnouncedItem) -> Example:
    of_item = scene.rubric.items[item.item]
    return Example(
        county=scene.rubric.county_by_id[county.county].name,
        item=f"{of_item.id} {of_item.name}",
        shares=tuple(_shares(scene, item.groups)),
        total=scene.number(_weighted(scene, item.groups)),
        points=item.points,
        sections=tuple(_sections(scene, county)),
        sum=county.total,
        adds_up=county.adds_up,
    )


def _announced(scene: Scene) -> Iterator[tuple[AnnouncedCounty, AnnouncedItem]]:
    groups = {one.id for one in scene.rubric.judge_groups}
    if scene.announcement is not None:
        for county in scene.announcement.counties:
            for item in county.items:
                if item.groups.keys() == groups:
                    yield county, item


def _shares(scene: Scene, means: Mapping[str, str]) -> Iterator[Share]:
    for group in scene.rubric.judge_groups:
        mean = means[group.id]
        product = scene.number(Fraction(mean) * group.weight / 100)
        yield Share(group.name, shown_number(group.weight), mean, product)


def _weighted(scene: Scene, means: Mapping[str, str]) -> Fraction:
    groups = scene.rubric.judge_groups
    return sum((Fraction(means[one.id]) * one.weight / 100 for one in groups), Fraction(0))


def _sections(scene: Scene, county: AnnouncedCounty) -> Iterator[tuple[str, str]]:
    names = {one.id: one.name for one in scene.rubric.sections} | {BONUS: scene.text(BONUS_ITEMS)}
    for section, name in names.items():
        if section in county.sections:
            yield name, county.sections[section]
