"""A judge stands by the scores of counties whose evidence has changed: the ballot says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.forms.ballot import with_evidence
from generator.load.ballots.folder import PrivateFiles, open_private
from generator.load.ballots.private_files import BALLOTS, read_ballots, read_roster
from generator.load.project import Project
from generator.model.ballot import Ballot
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.state import State
from generator.rules.all_rules import explain_faults
from generator.scoring.contest import is_stale
from generator.usecases.tally_ballots import UnusableBallots


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The files to write, by their path in the private folder, and the counties each judge confirms."""

    files: Mapping[str, str]
    counties: Mapping[str, tuple[str, ...]]


def confirm_scores(project: Project, private: Path, judges: Sequence[str]) -> Confirmed:
    """The ballots of the judges with the evidence there is now. Raises UnusableBallots, Refused.

    A county that a ballot does not score, or whose evidence has not changed since, is left out.
    """
    recorded = project.log.recorded
    if recorded is None or not State.REVIEWING.rank <= project.log.state.rank < State.FINAL.rank:
        raise Refused(
            Message(N_("Scores are confirmed from judging on, until the result is final."))
        )
    rubric, opened = project.rubric, open_private(private)
    roster, faults = read_roster(opened, rubric)
    ballots, ballot_faults = ((), ()) if faults else read_ballots(opened, roster, rubric)
    if faults or ballot_faults:
        raise UnusableBallots(explain_faults((*faults, *ballot_faults)))
    by_judge = {ballot.judge.id: ballot for ballot in ballots}
    for judge in judges:
        if judge not in by_judge:
            values = {"judge": judge, "known": "、".join(by_judge)}
            raise Refused(Message(N_("{judge} has no ballot. There are: {known}."), values))
    now = {county.id: project.evidence_digest(county) for county in rubric.counties}
    files: dict[str, str] = {}
    counties: dict[str, tuple[str, ...]] = {}
    for ballot in (by_judge[judge] for judge in dict.fromkeys(judges)):
        changed = [one for one in now if is_stale(ballot, one, recorded.evidence, now)]
        counties[ballot.judge.id] = tuple(rubric.county_by_id[one].name for one in changed)
        if changed:
            path = f"{BALLOTS}/{ballot.place.path.rpartition('/')[2]}"
            files[path] = _confirmed(opened, path, ballot, {one: now[one] for one in changed})
    return Confirmed(files, counties)


def _confirmed(
    private: PrivateFiles, path: str, ballot: Ballot, evidence: Mapping[str, str]
) -> str:
    text = private.contents[path].decode("utf-8-sig")
    written = with_evidence(text, {**ballot.evidence, **evidence})
    if written is None:
        values = {"file": ballot.place.path}
        raise Refused(
            Message(N_("{file}: put each key on a line of its own, as in the form."), values)
        )
    return written
