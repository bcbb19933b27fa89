"""What every page is made from, and for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.announcement import AnnouncedItem, Announcement
from generator.model.checklist import Checklist, Checklists, ClauseState
from generator.model.evidence import Evidence, Status
from generator.model.finding import ToldFinding
from generator.model.log import Notice, Transition
from generator.model.page import Address, Link, Neighbour
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Indicator, Rubric
from generator.model.state import Audience, Field, State, shown
from generator.pages.addresses import HOME, Addresses
from generator.pages.templates import Templates
from generator.pages.words import CLAUSE_STATES, STATUSES

HOME_TAB, OVERVIEW_TAB = "首页", "考核概况"
RESULTS_TAB = "考核结果"
COUNTIES_TAB, INDICATORS_TAB, METHOD_TAB = "县（区）", "考核内容", "考核办法"

COUNTY_FACET, SECTION_FACET, STATE_FACET = "县（区）", "项目", "条款状态"
BONUS_SECTION = "加分项目"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One audience's view of a portfolio.

    ``findings`` are by the path they stand in; ``data`` names the files of open data.
    """

    portfolio: Portfolio
    checklists: Checklists
    findings: Mapping[str, tuple[ToldFinding, ...]]
    audience: Audience
    templates: Templates
    addresses: Addresses
    data: tuple[str, ...]

    @property
    def rubric(self) -> Rubric:
        """The rubric."""
        return self.portfolio.rubric

    @property
    def state(self) -> State:
        """Where the assessment stands."""
        return self.portfolio.log.state

    @property
    def announced(self) -> tuple[tuple[Transition, Notice], ...]:
        """The notices this audience may see, oldest first."""
        return self.portfolio.log.announced if self.shows(Field.NOTICES) else ()

    @property
    def announcement(self) -> Announcement | None:
        """The result this audience may see, None for none."""
        return self.portfolio.log.announcement if self.shows(Field.RESULTS) else None

    def shows(self, field: Field) -> bool:
        """Whether this audience sees the field in the present state."""
        return shown(field, self.audience, self.state)

    def evidence(self, county: str, item: str) -> Evidence | None:
        """The evidence file as far as this audience may see one."""
        evidence = self.portfolio.counties[county].evidence.get(item)
        hidden = evidence is not None and evidence.status is not Status.SUBMITTED
        return None if hidden and self.audience is Audience.PUBLIC else evidence

    def announced_item(self, county: County, item: Indicator) -> AnnouncedItem | None:
        """What was announced for one item of a county, None for nothing."""
        announced = None if self.announcement is None else self.announcement.county_by_id
        one = None if announced is None else announced.get(county.id)
        return None if one is None else one.points_by_item.get(item.id)

    def section_name(self, item: Indicator) -> str:
        """The name of the section that the item stands in."""
        inside = (one.name for one in self.rubric.sections if item in one.indicators)
        return next(inside, BONUS_SECTION)

    def points(self, county: County, item: Indicator) -> str:
        """The points announced for one item of a county, "" for none."""
        announced = self.announced_item(county, item)
        return "" if announced is None else announced.points

    def path(self, *links: Link) -> tuple[Link, ...]:
        """The breadcrumb from the home page through the links."""
        return (Link(title=HOME_TAB, address=HOME), *links)

    def county_link(self, county: County) -> Link:
        """The way to a county's page."""
        return Link(title=county.name, address=self.addresses.county(county.id))

    def evidence_link(self, county: County, item: Indicator) -> Link:
        """The way to a county's evidence."""
        address = self.addresses.evidence(county.id, item.id)
        return Link(title=f"{item.id} {item.name}", address=address)

    def county_neighbours(self, county: County, current: Address) -> tuple[Neighbour, ...]:
        """A county's own pages with their status; the counties where it has no others."""
        if self.shows(Field.EVIDENCE):
            items = self.rubric.items.values()
            links = [(self.county_link(county), "")]
            links += [
                (self.evidence_link(county, one), self.status_word(county, one)) for one in items
            ]
        else:
            links = [(self.county_link(one), "") for one in self.rubric.counties]
        return tuple(
            Neighbour(link=link, current=link.address == current, mark=mark) for link, mark in links
        )

    def status_word(self, county: County, item: Indicator) -> str:
        """How far a county's evidence has come, "" where it is submitted."""
        evidence = self.evidence(county.id, item.id)
        if evidence is None:
            return "未计入" if self.audience is Audience.PUBLIC else "未提交"
        return "" if evidence.status is Status.SUBMITTED else STATUSES[evidence.status]


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many clauses are in one state; ``state`` is its id, ``word`` its name."""

    state: str
    word: str
    count: int


def count_states(checklists: Iterable[Checklist]) -> tuple[StateCount, ...]:
    """The clauses of the checklists by their state, every state in its order."""
    counts = Counter(one.state for checklist in checklists for one in checklist.clauses)
    return tuple(
        StateCount(state.value, CLAUSE_STATES[state], counts[state]) for state in ClauseState
    )
