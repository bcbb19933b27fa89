"""The last gate before a site is published: no page and no data file holds a person's number."""

from collections.abc import Iterator
from pathlib import Path

from generator.model.message import N_, Message
from generator.model.personal import PersonalKind, find_personal
from generator.site.errors import SiteError

_TEXTS = frozenset({".html", ".json", ".csv", ".yaml", ".xml", ".txt"})
# An address may be the office's own, for objections; numbers of persons never may.
_NEVER = frozenset({PersonalKind.CITIZEN_ID, PersonalKind.MOBILE, PersonalKind.BANK_CARD})


def refuse_personal_numbers(site: Path, allowed: frozenset[str]) -> None:
    """Raise SiteError for the first number in a text of the site.

    ``allowed`` are masked numbers that the organiser has exempted.
    """
    for file in sorted(site.rglob("*")):
        if file.suffix in _TEXTS and file.is_file():
            for masked in _numbers(file.read_text(encoding="utf-8")):
                if masked not in allowed:
                    values = {"page": file.relative_to(site).as_posix(), "masked": masked}
                    raise SiteError(Message(_REFUSED, values))


def _numbers(text: str) -> Iterator[str]:
    for one in find_personal(text):
        if one.kind in _NEVER:
            yield " ".join(one.masked.split())


_REFUSED = N_(
    "Nothing was published: {page} would hold the number {masked}, which looks like a person's. "
    'Look for it in rubric.yaml, content/pages and content/results, or run "taizhang check".'
)
