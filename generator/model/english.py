"""The English names that a rubric gives."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """What pages in English call things; "" and ids that are absent keep the Chinese name.

    ``parts`` and ``units`` are by their Chinese names; ``names`` by ids, each list's apart.
    """

    title: str
    organiser: str
    parts: Mapping[str, str]
    units: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
