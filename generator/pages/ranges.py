"""One county's figures between the lowest, the median and the highest of all counties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from generator.chinese.numbers import shown_beside
from generator.model.announcement import AnnouncedCounty
from generator.model.checklist import ClauseState
from generator.model.message import N_
from generator.model.rubric import County
from generator.model.state import Field
from generator.pages.dots import percent
from generator.pages.page_context import PageContext


@dataclass(frozen=True, slots=True, kw_only=True)
class CountiesFigure:
    """One figure of all counties; ``texts`` are by county.

    ``key`` is "total", the id of a section, or "met" for the number of clauses that are met.
    """

    key: str
    name: str
    texts: Mapping[str, str]
    lowest: str
    median: Fraction
    highest: str


class Standing(StrEnum):
    """Where a county's figure stands among those of all."""

    HIGHEST = N_("Highest of all")
    ABOVE = N_("Above the median")
    MIDDLE = N_("At the median")
    BELOW = N_("Below the median")
    LOWEST = N_("Lowest of all")


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """One figure of the county beside those of all.

    ``at`` and ``middle`` are where the county and the median stand between the lowest and the
    highest, in percent.
    """

    key: str
    name: str
    standing: Standing
    own: str
    lowest: str
    median: str
    highest: str
    at: str
    middle: str


def figures_of_counties(context: PageContext) -> tuple[CountiesFigure, ...]:
    """Return the figures that the audience may see, none where there is one county alone."""
    return tuple(_figures(context)) if context.several else ()


def range_rows(
    context: PageContext, figures: tuple[CountiesFigure, ...], county: County
) -> tuple[RangeRow, ...]:
    """Return a row a figure that the county has."""
    return tuple(
        _row(context, figure, figure.texts[county.id])
        for figure in figures
        if county.id in figure.texts
    )


def standings(
    context: PageContext, rows: tuple[RangeRow, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each standing in words with the names of the figures that have it."""
    return tuple(
        (context.text(standing), names)
        for standing in Standing
        if (names := tuple(row.name for row in rows if row.standing is standing))
    )


def _figures(context: PageContext) -> Iterator[CountiesFigure]:
    announced = () if context.announcement is None else context.announcement.counties
    for key, name in _points_of(context):
        texts = {county.county: text for county in announced if (text := _points(county, key))}
        if texts:
            yield _figure(key, name, texts)
    if context.shows(Field.CHECKLIST):
        met = {county.id: str(_met(context, county)) for county in context.rubric.counties}
        yield _figure("met", context.text(N_("Clauses met")), met)


def _points_of(context: PageContext) -> Iterator[tuple[str, str]]:
    yield "total", context.text(N_("Total"))
    for block in context.rubric.blocks:
        yield block.id, block.name


def _points(announced: AnnouncedCounty, key: str) -> str:
    return announced.total if key == "total" else announced.sections.get(key, "")


def _met(context: PageContext, county: County) -> int:
    clauses = context.submissions[county.id].clauses.values()
    return sum(clause.state is ClauseState.MET for item in clauses for clause in item)


def _figure(key: str, name: str, texts: Mapping[str, str]) -> CountiesFigure:
    ranked = sorted(texts.values(), key=Fraction)
    # Of an even number of counties the median is the mean of the two in the middle.
    middle = Fraction(ranked[(len(ranked) - 1) // 2]) + Fraction(ranked[len(ranked) // 2])
    return CountiesFigure(
        key=key,
        name=name,
        texts=texts,
        # As announced, with every place: 87.50 stays 87.50.
        lowest=ranked[0],
        median=middle / 2,
        highest=ranked[-1],
    )


def _row(context: PageContext, figure: CountiesFigure, own: str) -> RangeRow:
    low = Fraction(figure.lowest)
    span = Fraction(figure.highest) - low

    def place(number: Fraction) -> str:
        # Where all counties are alike the line has no length: all stand in its middle.
        return percent((number - low) / span if span else Fraction(1, 2))

    return RangeRow(
        key=figure.key,
        name=figure.name,
        standing=_standing(figure, Fraction(own)),
        own=own,
        lowest=figure.lowest,
        median=shown_beside(figure.median, figure.lowest, about=context.about),
        highest=figure.highest,
        at=place(Fraction(own)),
        middle=place(figure.median),
    )


def _standing(figure: CountiesFigure, own: Fraction) -> Standing:
    """Where a figure stands; at the median comes first, so that equal counties are neither end."""
    if own == figure.median:
        return Standing.MIDDLE
    if own > figure.median:
        return Standing.HIGHEST if own == Fraction(figure.highest) else Standing.ABOVE
    return Standing.LOWEST if own == Fraction(figure.lowest) else Standing.BELOW
