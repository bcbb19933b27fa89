"""What the office has received: each county and item, and what was returned of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from generator.model.evidence import Return
from generator.model.message import N_


class Receipt(StrEnum):
    """How far one item of a county is."""

    ABSENT = "absent"
    UNREAD = "unread"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"


RECEIPT_NAMES: Mapping[Receipt, str] = MappingProxyType(
    {
        Receipt.SUBMITTED: N_("submitted"),
        Receipt.RETURNED: N_("returned"),
        Receipt.DRAFT: N_("draft"),
        Receipt.UNREAD: N_("cannot be read"),
        Receipt.ABSENT: N_("not handed in"),
    }
)


class Late(StrEnum):
    """What of an item has changed since submission closed: nothing, it, or something of the county.

    Without the history in git it is known of the county's folder as a whole alone.
    """

    NO = ""
    ITEM = "item"
    COUNTY = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One item of a county: how far it is, and what of it has changed since submission closed.

    ``county`` and ``item`` are ids.
    """

    county: str
    item: str
    receipt: Receipt
    late: Late
    returns: tuple[Return, ...]
