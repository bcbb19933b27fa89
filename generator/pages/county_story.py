"""A county's page as a story: its place in the field, clause by clause, its year, its papers."""

from dataclasses import dataclass

from generator.model.page import Address
from generator.model.rubric import County
from generator.model.state import Field
from generator.pages.clause_story import ClauseStory, clause_story
from generator.pages.field_range import FieldFigure, RangeRow, range_rows, standings
from generator.pages.overview_links import compares
from generator.pages.page_context import PageContext
from generator.pages.results import NoticeLine, notice_lines
from generator.pages.timeline import MonthEvents, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyStory:
    """As much of the story as the audience may see; the rest is empty, None or ""."""

    ranges: tuple[RangeRow, ...]
    standings: tuple[tuple[str, tuple[str, ...]], ...]
    clauses: ClauseStory | None
    months: tuple[MonthEvents, ...]
    compare: Address | None
    volume: Address | None
    notices: tuple[NoticeLine, ...]


def county_story(
    context: PageContext, county: County, figures: tuple[FieldFigure, ...]
) -> CountyStory:
    """Return the story of one county; ``figures`` are those of all."""
    evidence = context.shows(Field.EVIDENCE)
    ranges = range_rows(figures, county)
    return CountyStory(
        ranges=ranges,
        standings=standings(context, ranges),
        clauses=clause_story(context, county) if context.shows(Field.CHECKLIST) else None,
        months=timeline(context, county) if evidence else (),
        compare=context.addresses.compare if compares(context) else None,
        volume=context.addresses.volume(county.id) if evidence else None,
        notices=tuple(notice_lines(context, county)),
    )
