"""What of a county's evidence is compared with that of others: small, and without its text."""

from collections.abc import Callable, Collection, Mapping, Sequence
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
    """

    folder: str
    cycle: str | None
    events: tuple[CrossCheckedEntry, ...]
    attachments: Mapping[str, tuple[str, ...]]
    pictures: Mapping[str, str]


NOT_COMPARED = CrossCheck("", None, (), {}, {})
"""Where nothing is compared any more."""

Arrivals = Callable[[Collection[str]], Mapping[str, int]]
"""Of files by path, in which order they were first handed in; what is not known is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The cross-checks of past cycles, oldest first, then the counties' in the notice's order.

    ``names`` are the counties' names by folder. ``named_only`` where a report is for one county
    and names no file of another.
    """

    cross_checks: Sequence[CrossCheck]
    names: Mapping[str, str]
    arrivals: Arrivals
    named_only: bool
