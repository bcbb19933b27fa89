"""The check before a page or a data file is written: none may hold a person's number."""

from collections.abc import Iterable

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.privacy.html_text import find_shown
from generator.privacy.personal_numbers import Personal, PersonalKind, find_personal

# An address may be the office's own, for objections; numbers of persons never may.
_NEVER = frozenset({PersonalKind.CITIZEN_ID, PersonalKind.MOBILE, PersonalKind.BANK_CARD})


class NumberOnPage(SiteError):
    """A text that is to stand on a page holds a person's number."""

    @property
    def masked(self) -> str:
        """What may be told of the number."""
        return self.message.values["masked"]


class Gate:
    """Refuses texts that hold a person's number, unless the organiser has exempted it.

    ``exempted`` are the numbers as findings show them, masked; ``of_office`` those that the
    office's own files hold, which no county can put right.
    """

    def __init__(self, exempted: frozenset[str], of_office: frozenset[str] = frozenset()) -> None:
        self._exempted = exempted
        self._of_office = of_office

    def check(self, html: str, page: str) -> None:
        """Raise NumberOnPage for the first such number in HTML that is to stand on the page."""
        self._refuse(find_shown(html), page)

    def check_text(self, text: str, page: str) -> None:
        """Raise NumberOnPage for the first such number in a text that is no HTML."""
        self._refuse(find_personal(text), page)

    def refuse_office(self, found: NumberOnPage) -> None:
        """Raise what was found again where it is of the office's own files."""
        if found.masked in self._of_office:
            raise found

    def _refuse(self, numbers: Iterable[Personal], page: str) -> None:
        for number in numbers:
            # Findings, which exemptions quote, are of one line.
            masked = number.masked_line
            if number.kind in _NEVER and masked not in self._exempted:
                raise NumberOnPage(Message(_REFUSED, {"page": page.lstrip("/"), "masked": masked}))


_REFUSED = N_(
    "Nothing was published: {page} would hold the number {masked}, which looks like a person's. "
    'Look for it in rubric.yaml, mkdocs.yml, content/pages and content/results, or run "taizhang check".'
)
