"""A passage of a text that identifies a person."""

from dataclasses import dataclass
from enum import StrEnum

# Full-width, since an ASCII star would begin emphasis where the text is Markdown.
STAR = "＊"


class PersonalKind(StrEnum):
    """What the data is of."""

    CITIZEN_ID = "citizen-id"
    MOBILE = "mobile"
    BANK_CARD = "bank-card"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Personal:
    """A passage of a text that identifies a person: from ``start`` up to ``end``.

    ``masked`` is as long as the passage; its middle is starred.
    """

    start: int
    end: int
    kind: PersonalKind
    masked: str

    @property
    def masked_line(self) -> str:
        """The masked text on one line, as findings and exemptions quote it."""
        return " ".join(self.masked.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it was found, with the places of the characters that a mask stars."""

    start: int
    end: int
    kind: PersonalKind
    starred: tuple[int, ...]
