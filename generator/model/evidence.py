"""What a county submits, as read: parts as raw HTML, the ledger as entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from generator.model.html import RawHtml
from generator.model.message import N_
from generator.model.place import Place

ASKING = "请在此填写"
"""What a template writes where something is to be filled in."""

RETURNS = "退回"
"""The key of the front matter, and the status, by which the office gives a file back."""

LEDGER = "台账"
"""The part that holds the entries."""
SLIDES = "陈述"
"""How the name of a link in a statement begins that leads to what the county shows as it presents."""

COLUMNS = ("日期", "事项", "条款", "数量", "地点", "佐证", "编号")
"""What its table has; the last may be left out."""

PEOPLE = "参加人数"
"""A column that a table may have after 地点: shown, never counted."""

ALL_COLUMNS = (*COLUMNS[:5], PEOPLE, *COLUMNS[5:])
"""What a table with that column has."""


class Status(StrEnum):
    """How far an evidence file is; only ``submitted`` counts."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"


STATUS_NAMES: Mapping[Status, str] = MappingProxyType(
    {
        Status.DRAFT: N_("draft"),
        Status.SUBMITTED: N_("submitted"),
        Status.RETURNED: N_("returned"),
    }
)
"""What the status of a file is called inside a sentence."""


class Precision(StrEnum):
    """How far a written quantity may be relied on."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a range of days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value with its unit in the notice's word; a rate is in percent, its unit "%"."""

    value: Fraction
    unit: str
    precision: Precision


class LinkKind(StrEnum):
    """Where a link leads: an attachment of the county, the web, nowhere allowed.

    BROKEN was meant as a link but cannot be read. UNSAFE leads to a program, a disk or data, which Markdown itself makes no link of.
    """

    ATTACHMENT = "attachment"
    WEB = "web"
    FOREIGN = "foreign"
    BROKEN = "broken"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUse:
    """A link or picture in a county's text; an attachment's target is its path.

    ``written`` is the whole of one that cannot be read as a link, "" of all others.
    """

    place: Place
    text: str
    target: str
    kind: LinkKind
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a ledger: one fact.

    The ``*_text`` fields are what stands in the cell; ``when`` and ``quantity``
    are None where the cell is empty or cannot be read. ``clause`` is a clause id,
    None where the name is unknown. ``cites`` is the 编号 of the entry cited.
    ``proof_text`` is "" where the cell holds links alone.
    """

    place: Place
    when_text: str
    title: str
    clause_text: str
    quantity_text: str
    location: str
    number: str
    when: Span | None
    clause: str | None
    quantity: Quantity | None
    quantity_place: Place
    proofs: tuple[LinkUse, ...]
    proof_text: str
    cites: str | None
    anchor: str
    people: str = ""

    @property
    def row_key(self) -> tuple[str, str, str]:
        """What makes two rows the same: 日期, 事项 and 条款; a citation has no date of its own."""
        # A citation has no text of its own: the entry it names and the clause tell two apart.
        if self.cites is not None:
            return "", self.cites, self.clause_text
        return self.when_text, self.title, self.clause_text


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A ledger row that could not be split into its cells: shown, never counted."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the front matter says the ledger amounts to."""

    place: Place
    clause: str
    quantity: Quantity
    text: str


@dataclass(frozen=True, slots=True)
class Return:
    """That the office has given a file back: when, who, why, and what the county answers."""

    place: Place
    day: str
    office: str
    reason: str
    answer: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line that is still a prompt, and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the four headed parts; 台账 keeps its entries apart from its text.

    ``prompt`` is the first line that is not filled in, None where all are.
    """

    name: str
    place: Place
    html: RawHtml
    empty: bool
    prompt: Prompt | None

    @property
    def holds_ledger(self) -> bool:
        """Whether the entries stand in it."""
        return self.name == LEDGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One evidence file: one county's answer to one indicator or bonus item."""

    county: str
    item: str
    place: Place
    status: Status
    claims: tuple[Claim, ...]
    preface: RawHtml
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]
    unread: tuple[UnreadRow, ...]
    links: tuple[LinkUse, ...]
    digest: str
    returns: tuple[Return, ...] = ()

    def part(self, name: str) -> Part | None:
        """The part under that heading, None where the file lacks it."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True, slots=True)
class StatementHeading:
    """A heading in a statement; ``empty`` where nothing stands under it."""

    place: Place
    text: str
    empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A county's own account of its year: ``index.md`` of its folder.

    ``empty`` where it holds nothing but headings; ``prompts`` are the lines not filled in.
    """

    place: Place
    html: RawHtml
    links: tuple[LinkUse, ...]
    empty: bool
    headings: tuple[StatementHeading, ...]
    prompts: tuple[Prompt, ...]
