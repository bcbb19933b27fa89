"""A score sheet, or a card for the scoring page, for each judge of the roster, and who these are."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.forms.score_card import Served, score_card
from generator.forms.score_sheet import score_sheet
from generator.load.ballots.folder import open_private
from generator.load.ballots.private_files import read_roster
from generator.load.project import Project
from generator.model.ballot import Judge
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.score_sheet import sheet_identity
from generator.model.state import State
from generator.rules.all_rules import explain_faults
from generator.usecases.tally_ballots import UnusableBallots

SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class IssuedSheets:
    """The sheets to write, by path in the private folder, and those that are there already."""

    files: Mapping[str, bytes]
    present: tuple[str, ...]


def roster_of(project: Project, private: Path) -> tuple[Judge, ...]:
    """The judges of the roster. Raises UnusableBallots."""
    judges, faults = read_roster(open_private(private), project.rubric)
    if faults:
        raise UnusableBallots(explain_faults(faults))
    return judges


def chosen_judges(judges: tuple[Judge, ...], chosen: Sequence[str]) -> tuple[Judge, ...]:
    """The judges of those ids, all where none is named. Raises Refused."""
    by_id = {judge.id: judge for judge in judges}
    for judge in chosen:
        if judge not in by_id:
            values = {"judge": judge, "known": "、".join(by_id)}
            text = N_("{judge} is not in roster.yaml. There are: {known}.")
            raise Refused(Message(text, values))
    return tuple(by_id[judge] for judge in chosen) or judges


def issue_sheets(
    project: Project, private: Path, chosen: Sequence[str], *, rehearsal: bool
) -> IssuedSheets:
    """A sheet for each judge who has something to score. Raises UnusableBallots, Refused."""

    def sheet(judge: Judge, evidence: Mapping[str, str]) -> bytes:
        identity = sheet_identity(project.rubric, judge, evidence, rehearsal=rehearsal)
        return score_sheet(project.rubric, judge, identity)

    return _issued(project, private, chosen, sheet, ".xlsx")


def issue_cards(
    project: Project,
    private: Path,
    chosen: Sequence[str],
    *,
    rehearsal: bool,
    served: Served | None = None,
) -> IssuedSheets:
    """A card for each judge who has something to score. Raises UnusableBallots, Refused."""

    def card(judge: Judge, evidence: Mapping[str, str]) -> bytes:
        secret = secrets.token_bytes(48)
        text = score_card(
            project.rubric, judge, evidence, secret, rehearsal=rehearsal, served=served
        )
        return text.encode()

    return _issued(project, private, chosen, card, ".html")


def _issued(
    project: Project,
    private: Path,
    chosen: Sequence[str],
    make: Callable[[Judge, Mapping[str, str]], bytes],
    suffix: str,
) -> IssuedSheets:
    rubric = project.rubric
    judges = chosen_judges(roster_of(project, private), chosen)
    evidence: Mapping[str, str] = {}
    # Before judging begins the evidence may still change: the sheet then names none.
    if project.log.state.rank >= State.REVIEWING.rank:
        evidence = {county.id: project.evidence_digest(county) for county in rubric.counties}
    files: dict[str, bytes] = {}
    present: list[str] = []
    for judge in judges:
        path = f"{SHEETS}/{judge.id}{suffix}"
        seen = {one: digest for one, digest in evidence.items() if judge.may_score(one, rubric)}
        if (private / path).exists():
            # A sheet may have been filled in where it lies; another card opens no store of the first.
            present.append(judge.id)
        elif owed(judge, rubric):
            files[path] = make(judge, seen)
    return IssuedSheets(files, tuple(present))


def owed(judge: Judge, rubric: Rubric) -> int:
    """How many scores the judge is to give."""
    return sum(
        judge.owes(county, item, rubric)
        for county in rubric.counties
        for item in rubric.items.values()
    )
