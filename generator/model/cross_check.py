"""What of a county's evidence is compared with that of others: small, and without its text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class CrossCheckedEntry:
    """One entry that cites no other, and the web pages that prove it."""

    place: Place
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One county's events with web pages, attachments by SHA-256, pictures by name.

    An event that an earlier file of the county holds already is left out.

    ``folder`` is the county's own; ``cycle`` the past cycle it belongs to, None for the current.
    ``events``, which are most of it, can be iterated more than once.
    """

    folder: str
    cycle: str | None
    events: Iterable[CrossCheckedEntry]
    attachments: Mapping[str, tuple[str, ...]]
    pictures: Mapping[str, str]
