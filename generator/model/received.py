"""What the office has received: each county and item, and what was returned of it."""

from dataclasses import dataclass
from enum import StrEnum

from generator.model.evidence import Return
from generator.model.rubric import County, Indicator


class Receipt(StrEnum):
    """How far one item of a county is."""

    ABSENT = "absent"
    UNREAD = "unread"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One item of a county; ``late`` where its folder has changed since submission closed."""

    county: County
    item: Indicator
    receipt: Receipt
    late: bool
    returns: tuple[Return, ...]
