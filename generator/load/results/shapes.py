"""The shapes in a cycle's results: the log of its states, and what is announced."""

from typing import Literal

from generator.load.schema import Day, Digest, FileName, FileShape, Id, ItemId, Number, Text, Year


class AnnouncementFileShape(FileShape):
    """Which file a transition announces or freezes, and its SHA-256."""

    file: FileName
    sha256: Digest


class RuleChangeShape(FileShape):
    """One frozen rule that was changed; a text is "" where the key is not there."""

    key: str
    before: str
    after: str


class RecordShape(FileShape):
    """An entry of the log that changes no state."""

    record: Literal["ballots-changed", "decision-changed", "rules-changed"]
    date: Day
    by: Text
    reason: Text
    ballots: Digest | None = None
    decision: Digest | None = None
    rules: AnnouncementFileShape | None = None
    changes: list[RuleChangeShape] = []


class LogShape(FileShape):
    """One transition of the assessment's state."""

    state: Literal["open", "closed", "reviewing", "deciding", "proposed", "final", "amended"]
    date: Day
    by: Text
    announcement: AnnouncementFileShape | None = None
    evidence: dict[Id, Digest] = {}
    rules: AnnouncementFileShape | None = None
    ballots: Digest | None = None
    decision: Digest | None = None


class ReasonShape(FileShape):
    """A county and why something is said of it."""

    county: Text
    reason: Text


class VetoedShape(ReasonShape):
    """一票否决 of one county, on one of the rubric's grounds."""

    ground: Text


class ChangeShape(FileShape):
    """One value that differs from the announcement before."""

    county: str
    field: str
    before: str
    after: str


class ChangesShape(FileShape):
    """What differs from the announcement before, and why."""

    what: list[ChangeShape]
    why: str


class AnnouncedItemShape(FileShape):
    """The points for one item and the groups' means, where they are shown."""

    points: Number | None = None
    groups: dict[Id, Number] | None = None


class AnnouncedCountyShape(FileShape):
    """One county as announced; which keys stand is the disclosure's matter."""

    county: Id
    rank: int | None = None
    grade: Text | None = None
    total: Number | None = None
    sections: dict[Id, Number] | None = None
    indicators: dict[ItemId, AnnouncedItemShape] | None = None


class AnnouncementShape(FileShape):
    """公示, 通报 or 更正 as ``taizhang announce`` writes it."""

    version: Literal[1]
    cycle: Year
    state: Literal["proposed", "final", "amended"]
    demonstration: bool
    disclosure: Literal["commended", "grades", "totals", "sections", "indicators"]
    issued: Day
    commended: list[Id]
    changes: ChangesShape
    rules: Digest | None = None
    previous: Digest | None = None
    vetoes: list[VetoedShape] | None = None
    standing: list[ReasonShape] | None = None
    counties: list[AnnouncedCountyShape] | None = None
