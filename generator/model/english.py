"""The English names that a rubric gives."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forms:
    """What is counted, in the words for one of it and for any other number."""

    one: str
    many: str

    def of(self, figure: str) -> str:
        """The word beside a figure as it is shown, such as "1", "2.50", "≥ 1" or "1–2"."""
        return self.one if figure.removeprefix("≥ ") == "1" else self.many


NOT_COUNTED = Forms("", "")
"""Where nothing is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """What pages in English call things; "" and ids that are absent keep the Chinese name.

    ``parts`` and ``units`` are by their Chinese names; ``names`` by ids, each list's apart.
    ``sentences`` are by the Chinese ones, so that none outlives what it translates.
    """

    title: str
    organiser: str
    parts: Mapping[str, str]
    units: Mapping[str, Forms]
    sentences: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
