"""A worked example: one item of one county from the groups' means to the total."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.announcement import AnnouncedCounty, AnnouncedItem
from generator.pages.page_context import PageContext

# For an item of four points, where no group's figure may be shown.
_INVENTED = ("3.5", "3", "4")


@dataclass(frozen=True, slots=True)
class Share:
    """What one group gives: its mean, times its weight, is its product."""

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


def worked_example(context: PageContext) -> Example:
    """Return the first item whose groups are all announced, else one with invented numbers."""
    found = next(_announced(context), None)
    return _invented(context) if found is None else _real(context, *found)


def _invented(context: PageContext) -> Example:
    groups = context.rubric.judge_groups
    means = {group.id: _INVENTED[at % len(_INVENTED)] for at, group in enumerate(groups)}
    return Example(
        county="",
        item="",
        shares=tuple(_shares(context, means)),
        total=context.number(_weighted(context, means)),
        points="",
        sections=(),
        sum="",
        adds_up=True,
    )


def _real(context: PageContext, county: AnnouncedCounty, item: AnnouncedItem) -> Example:
    of_item = context.rubric.items[item.item]
    return Example(
        county=context.rubric.county_by_id[county.county].name,
        item=f"{of_item.id} {of_item.name}",
        shares=tuple(_shares(context, item.groups)),
        total=context.number(_weighted(context, item.groups)),
        points=item.points,
        sections=tuple(_sections(context, county)),
        sum=county.total,
        adds_up=county.adds_up,
    )


def _announced(context: PageContext) -> Iterator[tuple[AnnouncedCounty, AnnouncedItem]]:
    groups = {group.id for group in context.rubric.judge_groups}
    if context.announcement is not None:
        for county in context.announcement.counties:
            for item in county.items:
                # Readers cannot add up an item for which a group is left out, nor a sum without a part.
                whole = len(county.sections) == len(context.rubric.blocks)
                if item.groups.keys() == groups and item.points and whole:
                    yield county, item


def _shares(context: PageContext, means: Mapping[str, str]) -> Iterator[Share]:
    whole = _whole(context)
    for group in context.rubric.judge_groups:
        mean = means[group.id]
        product = context.number(Fraction(mean) * group.weight / whole)
        yield Share(group.name, group.share, mean, product)


def _weighted(context: PageContext, means: Mapping[str, str]) -> Fraction:
    groups, whole = context.rubric.judge_groups, _whole(context)
    # From exact products: those shown may be cut.
    return sum((Fraction(means[group.id]) * group.weight / whole for group in groups), Fraction(0))


def _whole(context: PageContext) -> Fraction:
    """What the weights add up to: 100, or what a notice that does not add up makes of them."""
    return sum((group.weight for group in context.rubric.judge_groups), Fraction(0))


def _sections(context: PageContext, county: AnnouncedCounty) -> Iterator[tuple[str, str]]:
    for block in context.rubric.blocks:
        if block.id in county.sections:
            yield block.name, county.sections[block.id]
