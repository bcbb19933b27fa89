"""How much of a result is published, and which keys of an announcement that allows."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Key = Literal["vetoes", "counties", "standing", "total", "sections", "indicators", "rank", "grade"]
"""A key of an announcement, or of a county in it, that not every level shows."""


class Disclosure(StrEnum):
    """How much of a result is published; each level holds what the ones before it hold."""

    COMMENDED = "commended"
    GRADES = "grades"
    TOTALS = "totals"
    SECTIONS = "sections"
    INDICATORS = "indicators"

    def covers(self, level: "Disclosure") -> bool:
        """Whether what belongs to ``level`` is published."""
        # The order of the members is the order of the levels.
        levels = list(Disclosure)
        return levels.index(self) >= levels.index(level)

    def shows(self, key: Key) -> bool:
        """Whether the key may stand in an announcement at this level."""
        return self.covers(_SHOWN_FROM[key])

    def requires(self, key: Key) -> bool:
        """Whether the key must stand in an announcement at this level."""
        optional_from = _OPTIONAL_FROM.get(key)
        optional = optional_from is not None and self.covers(optional_from)
        return self.shows(key) and not optional


WHOLE_KEYS: Mapping[Key, Disclosure] = MappingProxyType(
    {
        "vetoes": Disclosure.GRADES,
        "counties": Disclosure.GRADES,
        "standing": Disclosure.TOTALS,
    }
)
"""The first level that shows each key of the announcement itself."""

COUNTY_KEYS: Mapping[Key, Disclosure] = MappingProxyType(
    {
        "total": Disclosure.TOTALS,
        "sections": Disclosure.SECTIONS,
        "indicators": Disclosure.INDICATORS,
        "rank": Disclosure.TOTALS,
        "grade": Disclosure.GRADES,
    }
)
"""The first level that shows each key of a county."""

_SHOWN_FROM: Mapping[Key, Disclosure] = MappingProxyType({**WHOLE_KEYS, **COUNTY_KEYS})

# A veto can leave a county without a rank; grades need not be given where totals are published.
_OPTIONAL_FROM: Mapping[Key, Disclosure] = MappingProxyType(
    {"rank": Disclosure.TOTALS, "grade": Disclosure.TOTALS}
)
