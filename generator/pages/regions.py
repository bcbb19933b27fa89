"""On which pages the counties stand where they are too many for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.model.rubric import County, Rubric

MOST_ON_A_PAGE = 100
"""Up to this number of counties one page shows all of them."""

MOST_IN_A_PART = 50
"""Of more, a page shows so many: a hundred long names are some 300 KB of matrix, or of points."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Some of the counties, on a page of their own.

    ``slug`` ends its address: it holds two hyphens, as no id does. ``first`` and ``last`` count
    within the region, or within all where ``region``, its name, is ""; ``whole`` says that it
    is all of its region.
    """

    slug: str
    rows: tuple[Row, ...]
    first: int
    region: str = ""
    whole: bool = False

    @property
    def last(self) -> int:
        """The place of its last county."""
        return self.first + len(self.rows) - 1


def is_in_parts(rubric: Rubric) -> bool:
    """Whether the counties are too many for one page."""
    return len(rubric.counties) > MOST_ON_A_PAGE


def county_parts(rubric: Rubric) -> tuple[Part[County], ...]:
    """By region where each county has one, else in the notice's order; none where one page holds all."""
    if not is_in_parts(rubric):
        return ()
    if all(county.region for county in rubric.counties):
        return tuple(_by_region(rubric))
    return numbered_parts(rubric.counties)


def numbered_parts(rows: Sequence[Row]) -> tuple[Part[Row], ...]:
    """As many on a page as it holds, in their order; none where one page holds all."""
    if len(rows) <= MOST_ON_A_PAGE:
        return ()
    return tuple(_pages("page", rows))


def counties_beside(rubric: Rubric, county: County) -> tuple[County, ...]:
    """The counties that stand on one page with this one."""
    parts = county_parts(rubric)
    return next((part.rows for part in parts if county in part.rows), rubric.counties)


def _by_region(rubric: Rubric) -> Iterator[Part[County]]:
    for region in rubric.regions:
        own = [county for county in rubric.counties if county.region == region.id]
        if len(own) > MOST_IN_A_PART:
            yield from _pages(f"region--{region.id}", own, region.name)
        elif own:
            yield Part(f"region--{region.id}", tuple(own), 1, region.name, whole=True)


def _pages(slug: str, rows: Sequence[Row], region: str = "") -> Iterator[Part[Row]]:
    for number, at in enumerate(range(0, len(rows), MOST_IN_A_PART), start=1):
        own = tuple(rows[at : at + MOST_IN_A_PART])
        yield Part(f"{slug}--{number}", own, at + 1, region)
