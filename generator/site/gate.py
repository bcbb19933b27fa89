"""The check before a page or a data file is written: none may hold a person's number."""

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.privacy.personal_numbers import PersonalKind, find_personal

# An address may be the office's own, for objections; numbers of persons never may.
_NEVER = frozenset({PersonalKind.CITIZEN_ID, PersonalKind.MOBILE, PersonalKind.BANK_CARD})


class Gate:
    """Refuses texts that hold a person's number, unless the organiser has exempted it.

    ``exempted`` are the numbers as findings show them, masked.
    """

    def __init__(self, exempted: frozenset[str]) -> None:
        self._exempted = exempted

    def check(self, text: str, page: str) -> None:
        """Raise SiteError for the first such number in a text that is to stand on the page."""
        for number in find_personal(text):
            # Findings, which exemptions quote, are of one line.
            masked = " ".join(number.masked.split())
            if number.kind in _NEVER and masked not in self._exempted:
                raise SiteError(Message(_REFUSED, {"page": page.lstrip("/"), "masked": masked}))


_REFUSED = N_(
    "Nothing was published: {page} would hold the number {masked}, which looks like a person's. "
    'Look for it in rubric.yaml, mkdocs.yml, content/pages and content/results, or run "taizhang check".'
)
