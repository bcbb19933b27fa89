"""The page of each county: its rank among all, its clauses, its year, its papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Address, Facet, Heading, Link, Page
from generator.model.place import COUNTIES
from generator.model.rubric import Block, County, Indicator
from generator.model.state import Field
from generator.pages.clause_story import ClauseStory, clause_story
from generator.pages.counties import county_card
from generator.pages.county_files import CountyFiles, load_first_picture_at_once
from generator.pages.in_parts import beside_others
from generator.pages.over_years import OverYears, county_over_years
from generator.pages.overview_links import compares
from generator.pages.page_context import PageContext, StateCount, count_states
from generator.pages.page_kinds import COUNTIES_TAB, PageKind
from generator.pages.ranges import (
    CountiesFigure,
    RangeRow,
    range_rows,
    standings,
)
from generator.pages.result import points_scale
from generator.pages.results import NoticeLine, notice_lines
from generator.pages.target_rows import TargetRow, target_rows
from generator.pages.timeline import MonthEvents, timeline
from generator.pages.words import COUNTY_FACET


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item of a county: where its evidence is and how far it has come.

    ``given`` are the points announced, "" for none; ``status`` is "" for a submitted file.
    """

    id: str
    link: Link
    points: str
    given: str
    status: str
    states: tuple[StateCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBlock:
    """A section of the county's page: totals, items and targets."""

    anchor: str
    name: str
    points: str
    given: str
    states: tuple[StateCount, ...]
    items: tuple[ItemLine, ...]
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyStory:
    """What the page tells beside the sections; what the audience may not see is empty or None."""

    ranges: tuple[RangeRow, ...]
    standings: tuple[tuple[str, tuple[str, ...]], ...]
    clauses: ClauseStory | None
    months: tuple[MonthEvents, ...]
    compare: Address | None
    volume: Address | None
    notices: tuple[NoticeLine, ...]
    statement: Html
    years: OverYears | None


def county_page(context: PageContext, county: County, figures: tuple[CountiesFigure, ...]) -> Page:
    """The page of one county.

    ``context`` has what this county handed in, and the findings that no other page of it shows;
    ``figures`` are those of all counties.
    """
    story = _story(context, county, figures)
    address = context.addresses.county(county.id)
    blocks = tuple(_blocks(context, county))
    return Page(
        address=address,
        title=county.name,
        description=_description(context, county),
        shell=context.shell(PageKind.COUNTY),
        source=context.source(f"{COUNTIES}/{county.id}/index.md"),
        body=context.templates.render(
            "county.html",
            address,
            county=county,
            card=county_card(context, county),
            official=context.official.county_by_id[county.id],
            story=story,
            blocks=blocks,
            findings=tuple(chain.from_iterable(map(context.findings_in, sorted(context.findings)))),
            folder=context.source(f"{COUNTIES}/{county.id}/"),
            show_evidence=context.shows(Field.EVIDENCE),
            show_checklist=context.shows(Field.CHECKLIST),
            addresses=context.addresses,
            result_word=context.state_name(context.state),
            scale=points_scale(context.rubric),
        ),
        contents=tuple(_headings(context, story, blocks)),
        path=context.path(context.named_link(COUNTIES_TAB, context.addresses.counties)),
        neighbours=context.county_neighbours(county),
        previous=_county_beside(context, county, -1),
        next=_county_beside(context, county, 1),
        facets=(Facet(context.text(COUNTY_FACET), county.name),),
    )


def _description(context: PageContext, county: County) -> str:
    text = N_("{county}: targets and evidence of {cycle}.")
    return context.say(text, county=county.name, cycle=context.rubric.cycle)


def _headings(
    context: PageContext, story: CountyStory, blocks: Iterable[SectionBlock]
) -> Iterator[Heading]:
    # The same order, conditions and anchors as in county.html.
    if story.ranges:
        yield Heading(title=context.text(N_("Where it stands among the counties")), anchor="range")
    if story.clauses is not None:
        yield Heading(title=context.text(N_("Clause by clause")), anchor="clauses")
    for block in blocks:
        yield Heading(title=block.name, anchor=block.anchor)
    if story.clauses is not None:
        yield Heading(title=context.text(N_("The year")), anchor="timeline")
    if story.years is not None:
        yield Heading(title=context.text(N_("Beside past years")), anchor="years")
    if story.statement:
        yield Heading(title=context.text(N_("Statement")), anchor="statement")
    if story.volume is not None or story.notices:
        yield Heading(title=context.text(N_("Papers and notices")), anchor="papers")


def _county_beside(context: PageContext, county: County, steps: int) -> Link | None:
    """The county so many steps further in the notice's order, None beyond its ends."""
    counties = context.rubric.counties
    index = counties.index(county) + steps
    return context.county_link(counties[index]) if 0 <= index < len(counties) else None


def _story(
    context: PageContext, county: County, figures: tuple[CountiesFigure, ...]
) -> CountyStory:
    """Return the story of one county; ``figures`` are those of all."""
    evidence = context.shows(Field.EVIDENCE)
    ranges = range_rows(context, figures, county)
    return CountyStory(
        ranges=ranges,
        standings=standings(context, ranges),
        clauses=clause_story(context, county) if context.shows(Field.CHECKLIST) else None,
        months=timeline(context, county) if evidence else (),
        compare=beside_others(context, context.addresses.compare, county)
        if compares(context)
        else None,
        volume=context.addresses.volume(county.id) if evidence else None,
        notices=tuple(notice_lines(context, county)),
        statement=_statement(context, county),
        years=county_over_years(context, county),
    )


def _statement(context: PageContext, county: County) -> Html:
    statement = context.submissions[county.id].statement
    if statement is None or not context.shows(Field.STATEMENT):
        return Html("")
    files = CountyFiles(context, county.id, context.addresses.county(county.id))
    return load_first_picture_at_once(files.text(statement.html))


def _blocks(context: PageContext, county: County) -> Iterator[SectionBlock]:
    for block in context.rubric.blocks:
        yield _block(context, county, block)


def _block(context: PageContext, county: County, block: Block) -> SectionBlock:
    shown = context.shows(Field.CHECKLIST)
    rows = [row for item in block.items for row in target_rows(context, county, item)]
    announced = context.announced_county(county)
    return SectionBlock(
        anchor=block.id,
        name=block.name,
        points=context.number(block.points),
        given="" if announced is None else announced.sections.get(block.id, ""),
        states=count_states(context, context.clauses_of(county, block.items)) if shown else (),
        items=tuple(_line(context, county, item) for item in block.items),
        targets=tuple(row for row in rows if row.number or row.instead),
    )


def _line(context: PageContext, county: County, item: Indicator) -> ItemLine:
    shown = context.shows(Field.CHECKLIST) and context.status(county.id, item.id) is not None
    states = count_states(context, context.clauses(county.id, item.id))
    return ItemLine(
        id=item.id,
        link=context.evidence_link(county, item),
        points=context.number(item.points),
        given=context.points(county, item),
        status=context.status_word(county, item),
        states=tuple(state for state in states if state.count) if shown else (),
    )
