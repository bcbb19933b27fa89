"""The list of counties and the page of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.announcement import BONUS, AnnouncedCounty
from generator.model.checklist import ClauseResult
from generator.model.evidence import Status
from generator.model.finding import ToldFinding
from generator.model.html import Html
from generator.model.message import N_
from generator.model.numbers import shown_number
from generator.model.page import Facet, Heading, Link, Page
from generator.model.rubric import AttributeKind, County, Indicator, Section
from generator.model.state import Field
from generator.pages.asked import AskedRow, asked_rows
from generator.pages.attached import with_attachments
from generator.pages.county_story import CountyStory, county_story
from generator.pages.field_range import field_figures
from generator.pages.findings import evidence_path, findings_in
from generator.pages.over_years import county_over_years
from generator.pages.pictures import first_at_once
from generator.pages.result import CountyResult, county_result, points_scale
from generator.pages.scene import (
    BONUS_ITEMS,
    COUNTIES_TAB,
    COUNTY_FACET,
    Scene,
    StateCount,
    count_states,
)
from generator.pages.words import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCard:
    """A county at a glance."""

    link: Link
    traits: tuple[str, ...]
    targets: int
    submitted: int
    items: int
    states: tuple[StateCount, ...]
    result: CountyResult | None
    commended: bool


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
    """A section of the county's page: totals, items, and what is asked."""

    anchor: str
    name: str
    points: str
    given: str
    states: tuple[StateCount, ...]
    items: tuple[ItemLine, ...]
    asked: tuple[AskedRow, ...]


def county_cards(scene: Scene) -> tuple[CountyCard, ...]:
    """Return a card a county, in the notice's order."""
    return tuple(_card(scene, county) for county in scene.rubric.counties)


def county_pages(scene: Scene) -> Iterator[Page]:
    """Yield the list of counties, then each county."""
    address = scene.addresses.counties
    view = {
        "cards": county_cards(scene),
        "show_evidence": scene.shows(Field.EVIDENCE),
        "matrix": scene.addresses.matrix if scene.shows(Field.CHECKLIST) else "",
    }
    yield Page(
        address=address,
        title=scene.text(COUNTIES_TAB),
        description=scene.say(
            N_("{title}: the counties and what is asked of each."), title=scene.rubric.title
        ),
        tab=scene.text(COUNTIES_TAB),
        body=scene.templates.render("counties.html", address, **view),
        path=scene.path(),
    )
    elsewhere, figures = _findings_elsewhere(scene), field_figures(scene)
    for county in scene.rubric.counties:
        story = county_story(scene, county, figures)
        yield _county_page(scene, county, story, tuple(elsewhere.get(county.id, ())))


def _county_page(
    scene: Scene, county: County, story: CountyStory, findings: tuple[ToldFinding, ...]
) -> Page:
    address = scene.addresses.county(county.id)
    blocks = tuple(_blocks(scene, county))
    statement = scene.submissions[county.id].statement
    shown_statement = Html("")
    if statement and scene.shows(Field.STATEMENT):
        shown_statement = with_attachments(scene, address, county.id, statement.html)
    years = county_over_years(scene, county)
    index = scene.rubric.counties.index(county)
    return Page(
        address=address,
        title=county.name,
        description=scene.say(
            N_("{county}: targets and evidence of {cycle}."),
            county=county.name,
            cycle=scene.rubric.cycle,
        ),
        tab=scene.text(COUNTIES_TAB),
        body=scene.templates.render(
            "county.html",
            address,
            county=county,
            card=_card(scene, county),
            official=scene.official.county_by_id[county.id],
            story=story,
            statement=first_at_once(shown_statement),
            blocks=blocks,
            findings=findings,
            show_evidence=scene.shows(Field.EVIDENCE),
            show_checklist=scene.shows(Field.CHECKLIST),
            results=scene.addresses.results,
            rules=scene.addresses.rules,
            result_word=scene.text(STATES[scene.state]),
            scale=points_scale(scene.rubric),
            years=years,
            all_years=scene.addresses.years,
        ),
        contents=tuple(
            _headings(scene, story, blocks, stated=bool(shown_statement), past=bool(years))
        ),
        path=scene.path(scene.tab_link(COUNTIES_TAB, scene.addresses.counties)),
        neighbours=scene.county_neighbours(county),
        previous=_beside(scene, index - 1),
        next=_beside(scene, index + 1),
        facets=(Facet(scene.text(COUNTY_FACET), county.name),),
    )


def _headings(
    scene: Scene, story: CountyStory, blocks: Iterable[SectionBlock], *, stated: bool, past: bool
) -> Iterator[Heading]:
    if story.ranges:
        yield Heading(title=scene.text(N_("Where it stands among the counties")), anchor="range")
    if story.clauses is not None:
        yield Heading(title=scene.text(N_("Clause by clause")), anchor="clauses")
    for block in blocks:
        yield Heading(title=block.name, anchor=block.anchor)
    if story.clauses is not None:
        yield Heading(title=scene.text(N_("The year")), anchor="timeline")
    if past:
        yield Heading(title=scene.text(N_("Beside past years")), anchor="years")
    if stated:
        yield Heading(title=scene.text(N_("Statement")), anchor="statement")
    if story.volume is not None or story.notices:
        yield Heading(title=scene.text(N_("Papers and notices")), anchor="papers")


def _beside(scene: Scene, index: int) -> Link | None:
    counties = scene.rubric.counties
    return scene.county_link(counties[index]) if 0 <= index < len(counties) else None


def _card(scene: Scene, county: County) -> CountyCard:
    items = scene.rubric.items.values()
    statuses = scene.submissions[county.id].statuses.values()
    submitted = sum(one is Status.SUBMITTED for one in statuses)
    asked = [row for item in items for row in asked_rows(scene, county, item)]
    shown = scene.shows(Field.CHECKLIST)
    return CountyCard(
        link=scene.county_link(county),
        traits=tuple(_traits(scene, county)),
        targets=sum(row.number != "" for row in asked),
        submitted=submitted if scene.shows(Field.EVIDENCE) else 0,
        items=len(items),
        states=count_states(scene, _clauses(scene, county, items)) if shown else (),
        result=_result(scene, county),
        commended=scene.announcement is not None and county.id in scene.announcement.commended,
    )


def _result(scene: Scene, county: County) -> CountyResult | None:
    """What was announced of the county, None where nothing of it is."""
    announced = _announced(scene, county)
    if announced is None or scene.announcement is None:
        return None
    return county_result(scene, scene.announcement, announced)


def _announced(scene: Scene, county: County) -> AnnouncedCounty | None:
    announcement = scene.announcement
    return None if announcement is None else announcement.county_by_id.get(county.id)


def _traits(scene: Scene, county: County) -> Iterator[str]:
    for attribute in scene.rubric.attributes:
        value = county.attributes[attribute.id]
        if attribute.kind is AttributeKind.COUNT:
            yield f"{attribute.name} {value}"
        elif county.has(attribute.id):
            yield scene.say(N_("has {name}"), name=attribute.name)
        else:
            yield scene.say(N_("no {name}"), name=attribute.name)


def _blocks(scene: Scene, county: County) -> Iterator[SectionBlock]:
    for section in scene.rubric.sections:
        yield _block(scene, county, section)
    bonus = Section(
        id=BONUS,
        name=scene.text(BONUS_ITEMS),
        points=scene.rubric.bonus,
        indicators=scene.rubric.bonus_items,
        place=scene.rubric.place,
    )
    yield _block(scene, county, bonus)


def _block(scene: Scene, county: County, section: Section) -> SectionBlock:
    shown = scene.shows(Field.CHECKLIST)
    asked = [row for item in section.indicators for row in asked_rows(scene, county, item)]
    counted = tuple(row for row in asked if row.number or row.instead)
    announced = _announced(scene, county)
    return SectionBlock(
        anchor=section.id,
        name=section.name,
        points=shown_number(section.points),
        given="" if announced is None else announced.sections.get(section.id, ""),
        states=count_states(scene, _clauses(scene, county, section.indicators)) if shown else (),
        items=tuple(_line(scene, county, item) for item in section.indicators),
        asked=counted,
    )


def _line(scene: Scene, county: County, item: Indicator) -> ItemLine:
    shown = scene.shows(Field.CHECKLIST) and scene.status(county.id, item.id) is not None
    states = count_states(scene, scene.clauses(county.id, item.id))
    return ItemLine(
        id=item.id,
        link=scene.evidence_link(county, item),
        points=shown_number(item.points),
        given=scene.points(county, item),
        status=scene.status_word(county, item),
        states=tuple(one for one in states if one.count) if shown else (),
    )


def _clauses(scene: Scene, county: County, items: Iterable[Indicator]) -> Iterator[ClauseResult]:
    for item in items:
        yield from scene.clauses(county.id, item.id)


def _findings_elsewhere(scene: Scene) -> Mapping[str, list[ToldFinding]]:
    """The findings of each county that stand on none of its evidence pages."""
    own = {
        evidence_path(county, item)
        for county, submission in scene.submissions.items()
        for item in submission.statuses
    }
    found: dict[str, list[ToldFinding]] = {}
    for path in scene.findings.keys() - own:
        for one in findings_in(scene, path):
            found.setdefault(one.place.county or "", []).append(one)
    return {county: sorted(ones, key=lambda one: one.place) for county, ones in found.items()}
