"""How much of a result is published."""

from enum import StrEnum


class Disclosure(StrEnum):
    """How much of a result is published; each level holds what the ones before it hold."""

    COMMENDED = "commended"
    GRADES = "grades"
    TOTALS = "totals"
    SECTIONS = "sections"
    INDICATORS = "indicators"

    def covers(self, level: "Disclosure") -> bool:
        """Whether what belongs to ``level`` is published."""
        levels = list(Disclosure)
        return levels.index(self) >= levels.index(level)
