"""What every page is made from: one cycle as one audience sees it in one language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from generator.chinese.numbers import shown_number
from generator.model.announcement import AnnouncedCounty, AnnouncedItem, Announcement
from generator.model.checklist import ClauseResult, ClauseState
from generator.model.english import Forms
from generator.model.evidence import STATUS_NAMES, Status
from generator.model.finding import TranslatedFinding
from generator.model.log import Log, Notice, Transition
from generator.model.message import N_, Language
from generator.model.page import Address, Link, Neighbour, ShellKey
from generator.model.received import Received
from generator.model.rubric import County, Indicator, Rubric
from generator.model.state import STATE_NAMES, Audience, Field, State, shown
from generator.model.submission import Submission
from generator.pages.addresses import Addresses
from generator.pages.page_kinds import HOME_TAB, PageKind
from generator.pages.regions import counties_beside
from generator.pages.templates import Templates
from generator.pages.words import CLAUSE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """One audience's view of an assessment.

    ``rubric`` has the names of the pages' language, ``official`` those of the notice.
    ``submissions`` are by county; a page that is about one county needs no other's.
    ``findings`` are by the path they stand in. ``folder`` is the past cycle's in the archive,
    "" for the current cycle; ``past`` are the past cycles as seen from the current one, oldest
    first. ``accepted`` are the findings about the rubric that it accepts itself. ``counted`` are
    the rubrics that announcements were counted by, by the digest of their rules. ``receipts`` are
    what the reviewers are told of each item, in the current cycle. ``digests`` are those of what
    each county handed in, where pages are about all of them.
    """

    rubric: Rubric
    official: Rubric
    log: Log
    submissions: Mapping[str, Submission]
    findings: Mapping[str, tuple[TranslatedFinding, ...]]
    audience: Audience
    templates: Templates
    addresses: Addresses
    folder: str = ""
    past: tuple["PageContext", ...] = ()
    accepted: tuple[TranslatedFinding, ...] = ()
    counted: Mapping[str, Rubric] = field(default_factory=lambda: MappingProxyType({}))
    receipts: tuple[Received, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    def under(self, announcement: Announcement) -> "PageContext":
        """The same view under the rules that counted the announcement."""
        return replace(self, rubric=self.counted.get(announcement.rules, self.rubric))

    def of(self, counties: tuple[County, ...]) -> "PageContext":
        """The same view of some of the counties alone."""
        ids = {county.id for county in counties}
        return replace(
            self,
            rubric=replace(self.rubric, counties=counties),
            receipts=tuple(row for row in self.receipts if row.county in ids),
        )

    def text(self, sentence: str) -> str:
        """The sentence of the catalogue in the pages' language."""
        return self.templates.translator.text(sentence)

    def say(self, sentence: str, **values: object) -> str:
        """The sentence with its values put in."""
        # Values are put in last, so that a brace in what a county wrote stays a brace.
        return self.text(sentence).format(**values)

    def number(self, number: Fraction, *, up: bool = False) -> str:
        """The number as ``shown_number`` has it."""
        return shown_number(number, up=up, about=self.about)

    @property
    def about(self) -> str:
        """The sign before a number that is cut."""
        return self.text(N_("≈"))

    @property
    def several(self) -> bool:
        """Whether there is more than one county, so that counties can be compared."""
        return len(self.rubric.counties) > 1

    @property
    def language(self) -> Language:
        """The pages' language."""
        return self.templates.translator.language

    @property
    def _is_chinese(self) -> bool:
        return self.language is Language.CHINESE

    @property
    def state(self) -> State:
        """Where the assessment stands."""
        return self.log.state

    def state_name(self, state: State) -> str:
        """The name of a state with a capital, as where it stands alone."""
        name = self.text(STATE_NAMES[state])
        return name[:1].upper() + name[1:]

    @property
    def since(self) -> str:
        """The day of the present state, "" while nothing was logged."""
        return str(self.log.transitions[-1].day) if self.log.transitions else ""

    @property
    def announced(self) -> tuple[tuple[Transition, Notice], ...]:
        """The notices this audience may see, oldest first."""
        return self.log.announced if self.shows(Field.NOTICES) else ()

    @property
    def announcement(self) -> Announcement | None:
        """The result this audience may see, None while it may see none."""
        # From the log alone: a score that is not announced cannot reach a page.
        return self.log.announcement if self.shows(Field.RESULTS) else None

    def shows(self, field: Field) -> bool:
        """Whether this audience sees the field in the present state."""
        return shown(field, self.audience, self.state)

    def source(self, path: str) -> str:
        """The path of a file of this cycle from the project folder."""
        return f"{self.folder}/{path}" if self.folder else path

    def findings_in(self, path: str) -> tuple[TranslatedFinding, ...]:
        """The findings that stand in the file, none where this audience sees none."""
        return self.findings.get(path, ()) if self.shows(Field.FINDINGS) else ()

    def status(self, county: str, item: str) -> Status | None:
        """The status of an evidence file as far as this audience may see the file."""
        status = self.submissions[county].statuses.get(item)
        # A resident never sees a draft or a returned file, nor that there is one.
        hidden = status is not Status.SUBMITTED and self.audience is Audience.PUBLIC
        return None if hidden else status

    def clauses(self, county: str, item: str) -> tuple[ClauseResult, ...]:
        """The clauses of an item as one county has met them."""
        return self.submissions[county].clauses[item]

    def clauses_of(self, county: County, items: Iterable[Indicator]) -> Iterator[ClauseResult]:
        """The clauses of several items."""
        for item in items:
            yield from self.clauses(county.id, item.id)

    def announced_county(self, county: County) -> AnnouncedCounty | None:
        """What was announced of a county, None where nothing was."""
        return None if self.announcement is None else self.announcement.county_by_id.get(county.id)

    def announced_item(self, county: County, item: Indicator) -> AnnouncedItem | None:
        """What was announced for one item of a county, None where nothing was."""
        announced = self.announced_county(county)
        return None if announced is None else announced.points_by_item.get(item.id)

    def section_name(self, item: Indicator) -> str:
        """The name of the section that the item stands in."""
        return next(block.name for block in self.rubric.blocks if item in block.items)

    def points(self, county: County, item: Indicator) -> str:
        """The points announced for one item of a county, "" where none were."""
        announced = self.announced_item(county, item)
        return "" if announced is None else announced.points

    def shell(self, kind: PageKind) -> ShellKey:
        """The shell of a page of that kind."""
        return kind.shell(self.templates.translator, self.addresses.depth)

    def path(self, *links: Link) -> tuple[Link, ...]:
        """The breadcrumb from the home page through the links."""
        return (self.named_link(HOME_TAB, self.addresses.home), *links)

    def named_link(self, name: str, address: Address) -> Link:
        """The link under a sentence of the catalogue, such as the name of a tab."""
        return Link(title=self.text(name), address=address)

    def part_name(self, part: str) -> str:
        """What a part of the evidence is called."""
        return part if self._is_chinese else self.rubric.english.parts.get(part, part)

    def unit(self, unit: str) -> Forms:
        """What a unit of the notice is called."""
        # Chinese has one form for any number.
        own = Forms(unit, unit)
        return own if self._is_chinese else self.rubric.english.units.get(unit, own)

    @property
    def percentage_points(self) -> Forms:
        """The unit of the difference of two rates."""
        return Forms(self.text(N_("percentage point")), self.text(N_("percentage points")))

    def reading(self, clause: str) -> str:
        """How this site reads the number of a clause, "" where it says "at least" itself."""
        demand = self.rubric.clause(clause).demand
        return "" if demand is None else demand.reading

    def county_link(self, county: County) -> Link:
        """The way to a county's page; of one that the rules no longer name, to the counties."""
        known = county.id in self.official.county_by_id
        address = self.addresses.county(county.id) if known else self.addresses.counties
        return Link(title=county.name, address=address)

    def evidence_link(self, county: County, item: Indicator) -> Link:
        """The way to a county's evidence."""
        address = self.addresses.evidence(county.id, item.id)
        return Link(title=f"{item.id} {item.name}", address=address)

    def county_neighbours(self, county: County) -> tuple[Neighbour, ...]:
        """A county's own pages with their status; before its evidence is shown, all counties."""
        if self.shows(Field.EVIDENCE):
            items = self.rubric.items.values()
            links = [(self.county_link(county), "")]
            links += [
                (self.evidence_link(county, item), self.status_word(county, item)) for item in items
            ]
        else:
            links = [(self.county_link(one), "") for one in counties_beside(self.rubric, county)]
        return tuple(Neighbour(link=link, mark=mark) for link, mark in links)

    def status_word(self, county: County, item: Indicator) -> str:
        """How far a county's evidence has come, "" where it is submitted."""
        status = self.status(county.id, item.id)
        if status is None:
            hidden = self.audience is Audience.PUBLIC
            return self.text(N_("does not count") if hidden else N_("not submitted"))
        return "" if status is Status.SUBMITTED else self.text(STATUS_NAMES[status])


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many clauses are in one state; ``state`` is its id, ``word`` its name."""

    state: str
    word: str
    count: int


def count_states(context: PageContext, clauses: Iterable[ClauseResult]) -> tuple[StateCount, ...]:
    """The clauses by their state, every state in its order."""
    counts = Counter(clause.state for clause in clauses)
    return tuple(
        StateCount(state.value, context.text(CLAUSE_STATES[state]), counts[state])
        for state in ClauseState
    )
