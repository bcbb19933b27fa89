"""The shapes in the private folder: roster, ballots, decision."""

from typing import Annotated, Literal

from generator.load.results.shapes import ReasonShape, VetoedShape
from generator.load.schema import (
    SOME,
    Anything,
    Digest,
    FileShape,
    Id,
    JudgeId,
    Text,
    Whole,
    Year,
)


class JudgeShape(FileShape):
    """A judge of the roster."""

    id: JudgeId
    group: Id
    county: Id | None = None
    recusals: list[Id] = []


class RosterShape(FileShape):
    """Who judges in one cycle."""

    cycle: Year
    judges: Annotated[list[JudgeShape], SOME]


class BallotShape(FileShape):
    """One judge's scores, by county and item; what is left out was left empty.

    ``evidence`` names a county's evidence as it was when it was scored again.
    """

    cycle: Year
    judge: JudgeId
    rehearsal: Literal["true", "false"]
    evidence: dict[Text, Digest] = {}
    scores: dict[Text, dict[Text, Anything]]


class BasisShape(FileShape):
    """What the decision rests on, as ``taizhang decision`` writes it."""

    ballots: Digest
    rules: Digest
    ranks: dict[Text, Whole]


class DecisionShape(FileShape):
    """What the leadership resolved."""

    cycle: Year
    by: Text
    rests_on: BasisShape | None = None
    commended: list[Text]
    vetoes: list[VetoedShape] = []
    everyday_work: list[ReasonShape] = []
    ranks: dict[Text, Whole] = {}
    grades: dict[Text, Text] = {}
