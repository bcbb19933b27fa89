"""Ballots of the private folder: their forms, their total, invented ones for a rehearsal."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.forms.ballot import ballot_form
from generator.forms.rehearsal import rehearsal_files
from generator.load.ballots.folder import (
    KEPT,
    PrivateFiles,
    kept_folder,
    open_private,
    read_salt,
)
from generator.load.ballots.private_files import read_ballots, read_roster
from generator.load.project import Project
from generator.model.announcement import Announcement
from generator.model.ballot import Ballot, Contest
from generator.model.errors import Refused, Unusable
from generator.model.finding import Fault, Finding
from generator.model.log import Notice
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import Tally
from generator.rules.all_rules import explain_faults
from generator.rules.requires import without_consequences
from generator.scoring.canonical import bound_ballots
from generator.scoring.contest import make_contest, remarks, stale_scores
from generator.scoring.tally import IncompleteContest, tally_contest
from generator.usecases.assess_county import assess_county


class UnusableBallots(Unusable):
    """No total can be made of the ballots, or no outcome of the decision."""


@dataclass(frozen=True, slots=True)
class CountedBallots:
    """Ballots with their total, from one reading of the folder; ``files`` are its bytes by path."""

    private: PrivateFiles
    contest: Contest
    tally: Tally
    files: Mapping[str, bytes]


def tally_ballots(
    project: Project, private: Path, digests: Mapping[str, str] | None = None
) -> Tally:
    """Add up the ballots of the private folder. Raises UnusableBallots.

    ``digests`` are those of the counties' folders where a check has read them already.
    """
    return count_ballots(project, private, digests).tally


def count_ballots(
    project: Project, private: Path, digests: Mapping[str, str] | None = None
) -> CountedBallots:
    """``tally_ballots``, with what was read for it. Raises UnusableBallots."""
    return _count(private, project.rubric, partial(_stale, project, digests=digests))


def announced_tallies(
    project: Project, private: Path
) -> tuple[tuple[Tally, Announcement, Rubric], ...]:
    """The announcements with points so far, with the tally and rubric of each. Raises Refused.

    Not where the rubric discloses no points: then nothing rests on them.
    """
    if not project.rubric.disclosure.shows("total"):
        return ()
    before = []
    for transition, notice in project.log.announced:
        announcement = notice.announcement
        if announcement.disclosure.shows("total"):
            rubric = project.rubric_of(announcement)
            _refuse_other_ids(project.rubric, rubric, notice.name)
            tally = _kept_tally(project, private, transition.number, notice)
            before.append((tally, announcement, rubric))
    return tuple(before)


def _refuse_other_ids(rubric: Rubric, then: Rubric, name: str) -> None:
    """Raise Refused for what the announcement does not know: it may be what is renamed.

    The same score under another id would seem another score, and be told by both together.
    """
    counties = rubric.county_by_id.keys() - then.county_by_id.keys()
    items = rubric.items.keys() - then.items.keys()
    if counties or items:
        values = {"ids": "、".join(sorted((*counties, *items))), "name": name}
        raise Refused(Message(_OTHER_IDS, values))


def _kept_tally(project: Project, private: Path, number: str, notice: Notice) -> Tally:
    kept = kept_folder(private, notice.digest)
    values = {"name": notice.name, "folder": f"{private.name}/{KEPT}/{notice.digest}"}
    try:
        # Each rests on the rules that counted it, whatever was changed since.
        counted = _count(kept, project.rubric_of(notice.announcement), lambda _: ())
    except UnusableBallots as error:
        text = _OTHER_KEPT if kept.is_dir() else _NOT_KEPT
        raise Refused(Message(text, values)) from error
    # What may be shown is judged by them: they are those that the log bound then.
    bound, salt = project.log.ballots_before(number), read_salt(counted.private)
    if bound and (salt is None or bound_ballots(counted.contest, salt) != bound):
        raise Refused(Message(_OTHER_KEPT, values))
    return counted.tally


def _count(
    folder: Path, rubric: Rubric, stale: Callable[[tuple[Ballot, ...]], Iterable[Fault]]
) -> CountedBallots:
    private = open_private(folder)
    judges, roster_faults = read_roster(private, rubric)
    # Without a whole roster no ballot has its judge: each would be one more fault.
    if roster_faults:
        raise UnusableBallots(explain_faults(roster_faults))
    ballots, ballot_faults = read_ballots(private, judges, rubric)
    contest, contest_faults = make_contest(judges, ballots, rubric, Place(folder.name))
    faults = (*ballot_faults, *contest_faults, *stale(ballots))
    try:
        tally = tally_contest(contest, rubric)
    except IncompleteContest as incomplete:
        # With the faults beside them: every blank is named in one run.
        faults = (*faults, *incomplete.faults)
    if faults:
        raise UnusableBallots(without_consequences(explain_faults(faults)))
    tally = replace(tally, remarks=tuple(remarks(contest, rubric)))
    return CountedBallots(private, contest, tally, private.contents)


def remarked(tally: Tally) -> tuple[Finding, ...]:
    """What is worth knowing of ballots that add up: blanks, and scores that do not count."""
    return explain_faults(tally.remarks)


def new_ballots(project: Project, private: Path) -> Mapping[str, str]:
    """Empty ballots for the judges of the roster without one, by path. Raises UnusableBallots."""
    rubric = project.rubric
    files = open_private(private)
    judges, faults = read_roster(files, rubric)
    if faults:
        raise UnusableBallots(explain_faults(faults))
    ballots, _ = read_ballots(files, judges, rubric)
    handed_in = {ballot.judge.id for ballot in ballots}
    forms = {
        f"ballots/{judge.id}.yaml": judge
        for judge in judges
        if judge.id not in handed_in
        and any(judge.may_score(county, rubric) for county in rubric.county_by_id)
    }
    return {
        path: ballot_form(rubric, judge)
        for path, judge in forms.items()
        # A ballot that cannot be read is not among those handed in, and is a judge's work too.
        if not (private / path).exists()
    }


def invented_ballots(project: Project, seed: int) -> Mapping[str, str]:
    """The files of an invented private folder, by path; the same for the same seed."""
    checklists = {
        key: checklist
        for county in project.rubric.counties
        for key, checklist in assess_county(project, county).checklists.items()
    }
    return rehearsal_files(project.rubric, checklists, seed)


def _stale(
    project: Project, ballots: tuple[Ballot, ...], *, digests: Mapping[str, str] | None
) -> Iterator[Fault]:
    """Scores for other evidence than what is there, from judging on until the result is final."""
    # Later changes of the evidence are no fault of ballots on which a result already stands.
    last = project.log.recorded
    judged = State.REVIEWING.rank <= project.log.state.rank < State.FINAL.rank
    if last is not None and judged:
        now = (
            digests
            if digests is not None
            else {county.id: project.evidence_digest(county) for county in project.rubric.counties}
        )
        yield from stale_scores(ballots, project.rubric, last.evidence, now)


_OTHER_IDS = N_(
    "{name} does not know {ids}. Under another id the same scores would be announced a second time, "
    "and both together could tell what a judge gave. In rubric.yaml let counties and items keep the "
    'ids that they had, and change names alone; or choose "grades" or "commended" under disclosure.'
)
_NOT_KEPT = N_(
    "Two announcements together can tell what a judge gave, so this one is held against {name}; the "
    "ballots behind that are not in {folder}. Put the folder back, for example from a copy; if it is "
    'lost, choose "grades" or "commended" under disclosure in rubric.yaml.'
)
_OTHER_KEPT = N_(
    "The ballots in {folder} are not those that {name} rests on. Put the folder back as it was, for "
    "example from a copy. Where scores are corrected, that is done in ballots/ and recorded with "
    'taizhang record ballots-changed "the reason"; what lies behind an announcement stays. If the '
    'folder is lost, choose "grades" or "commended" under disclosure in rubric.yaml.'
)
