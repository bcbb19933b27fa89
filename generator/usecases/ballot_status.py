"""Who has handed in a ballot, and how far it is: never a score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from generator.load.ballots.folder import open_private
from generator.load.ballots.private_files import read_ballots
from generator.load.ballots.received import Version, received_versions
from generator.load.project import Project
from generator.model.ballot import Ballot, Cell, Judge
from generator.model.errors import Refused
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.model.state import State
from generator.rules.all_rules import explain_faults
from generator.scoring.contest import is_stale
from generator.usecases.issue_sheets import chosen_judges, owed, roster_of


class Handed(StrEnum):
    """How far a judge's ballot is."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    PARTIAL = "partial"
    STALE = "stale"
    COMPLETE = "complete"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeStatus:
    """One judge's line; ``missing`` counts the scores still to come, ``stale`` names counties."""

    judge: Judge
    handed: Handed
    missing: int
    stale: tuple[str, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Ballots:
    """The judges of the roster with what each has handed in."""

    project: Project
    private: Path

    @cached_property
    def judges(self) -> tuple[Judge, ...]:
        return roster_of(self.project, self.private)

    @cached_property
    def _read(self) -> tuple[tuple[Ballot, ...], tuple[Finding, ...]]:
        ballots, faults = read_ballots(open_private(self.private), self.judges, self.project.rubric)
        return ballots, explain_faults(faults)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong with ballots that cannot be read."""
        return self._read[1]

    def statuses(self) -> Iterator[JudgeStatus]:
        """Yield a line a judge, in the roster's order."""
        ballots = {ballot.judge.id: ballot for ballot in self._read[0]}
        for judge in self.judges:
            yield self._status(judge, ballots.get(judge.id))

    def scores(self, judge_id: str) -> tuple[Judge, Mapping[Cell, Fraction]]:
        """The scores of one judge. Raises Refused where there is no ballot."""
        (judge,) = chosen_judges(self.judges, [judge_id])
        for ballot in self._read[0]:
            if ballot.judge.id == judge_id:
                return judge, {cell: score.points for cell, score in ballot.scores.items()}
        raise Refused(Message(N_("{judge} has handed in no ballot."), {"judge": judge_id}))

    def _status(self, judge: Judge, ballot: Ballot | None) -> JudgeStatus:
        rubric = self.project.rubric
        missing = owed(judge, rubric)
        stale: tuple[str, ...] = ()
        if ballot is not None:
            missing = sum(1 for _ in ballot.missing(rubric))
            stale = tuple(
                county.name
                for county in rubric.counties
                if self._now and self._is_stale(ballot, county.id)
            )
        return JudgeStatus(
            judge=judge,
            handed=self._handed(judge, ballot, missing, stale),
            missing=missing,
            stale=stale,
            versions=received_versions(self.private, judge.id),
        )

    def _handed(
        self, judge: Judge, ballot: Ballot | None, missing: int, stale: tuple[str, ...]
    ) -> Handed:
        owes = owed(judge, self.project.rubric)
        if not owes:
            return Handed.RECUSED
        path = f"{self.private.name}/ballots/{judge.id}.yaml"
        if any(fault.place.path == path for fault in self.faults):
            return Handed.UNREADABLE
        if ballot is None or missing == owes:
            return Handed.MISSING
        if missing:
            return Handed.PARTIAL
        return Handed.STALE if stale else Handed.COMPLETE

    @cached_property
    def _now(self) -> Mapping[str, str]:
        """The evidence's digests now, none where judging has not begun or the result is final."""
        state = self.project.log.state
        if not State.REVIEWING.rank <= state.rank < State.FINAL.rank:
            return {}
        counties = self.project.rubric.counties
        return {county.id: self.project.evidence_digest(county) for county in counties}

    def _is_stale(self, ballot: Ballot, county: str) -> bool:
        recorded = self.project.log.recorded
        return recorded is not None and is_stale(ballot, county, recorded.evidence, self._now)
