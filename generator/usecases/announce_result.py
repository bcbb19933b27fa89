"""An announcement (公示, 通报, 更正): its file and its transition, or why neither is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.load.ballots.folder import KEPT, SALT
from generator.load.project import Project
from generator.load.results.log import results_folder
from generator.model.announcement import Announcement
from generator.model.decision import Outcome
from generator.model.errors import Refused
from generator.model.log import Notice, Transition
from generator.model.message import N_, Message
from generator.model.state import State
from generator.report.announcement import announcement_json
from generator.report.states import transition_yaml
from generator.scoring.announce import make_announcement, with_changes
from generator.usecases.binding import (
    bind_decision,
    refuse_other_basis,
    refuse_unbound_ballots,
)
from generator.usecases.check import check
from generator.usecases.decide_result import decided
from generator.usecases.next_state import Step, entry_files, next_number
from generator.usecases.refusals import (
    refuse_errors,
    refuse_log_faults,
    refuse_order,
    refuse_personal,
    refuse_unfrozen,
    refuse_unknown_workdays,
)
from generator.usecases.tally_ballots import announced_tallies, count_ballots


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """An announcement, and its files by path: the announcement's, then its transition's.

    ``kept`` are the ballots it rests on, by their path in the private folder: the next one is held
    against them.
    """

    announcement: Announcement
    files: Mapping[str, str]
    kept: Mapping[str, bytes]


def announce_result(project: Project, private: Path, step: Step, why: str) -> NewAnnouncement:
    """The announcement of the decision on the ballots. Raises Unusable, Refused.

    ``why`` is the published reason where it differs from the announcement before, else "".
    """
    _refuse_step(project, step)
    # One check and one reading of the ballots: what is announced is what was checked.
    checked = check(project)
    refuse_errors(checked, step.state)
    counted = count_ballots(project, private, checked.digests)
    refuse_unbound_ballots(project, counted)
    outcome = decided(project, counted)
    refuse_other_basis(project, counted, outcome.decision)
    decision = bind_decision(project, counted.private, outcome.decision)
    announcement = _announcement(project, private, step, outcome, why)
    changed = any(one.code == "changed-after-final" for one in checked.findings)
    _refuse_reason(announcement, why, evidence_changed=changed)
    text = announcement_json(announcement)
    by = step.by or outcome.decision.by
    # Reasons and grades are typed by hand, and a result is never taken back.
    refuse_personal(project.rubric, text, by)
    number, content = next_number(project.log), text.encode()
    notice = Notice(
        announcement=announcement,
        name=f"{number}-{step.state}.json",
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
    )
    transition = Transition(
        number=number,
        state=step.state,
        day=step.day,
        by=by,
        notice=notice,
        evidence=checked.digests if step.state.records else {},
        decision=decision,
    )
    # Written in this order: a log must never name an announcement that is not there.
    files = {
        f"{results_folder(project.rubric.cycle)}/{notice.name}": text,
        **entry_files(project, transition, transition_yaml(transition)),
    }
    # The salt too: by it they are known again for those that the log bound.
    files_kept = {**counted.files, SALT: counted.private.contents[SALT]}
    kept = {f"{KEPT}/{notice.digest}/{path}": file for path, file in files_kept.items()}
    return NewAnnouncement(announcement, files, kept)


def _refuse_step(project: Project, step: Step) -> None:
    refuse_log_faults(project)
    refuse_order(project, step.state, step.day)
    refuse_unfrozen(project, step.state)
    refuse_unknown_workdays(project.rubric, step.state, step.day)


def _announcement(
    project: Project, private: Path, step: Step, outcome: Outcome, why: str
) -> Announcement:
    """The announcement of the outcome, held against those before it."""
    before = announced_tallies(project, private)
    announcement = make_announcement(outcome, project.rubric, step.state, step.day, before)
    rules = project.log.rules
    announcement = replace(announcement, rules=rules.digest if rules else "")
    for _, notice in project.log.announced[-1:]:
        announcement = with_changes(announcement, notice.announcement, notice.digest, why)
    return announcement


def _refuse_reason(announcement: Announcement, why: str, *, evidence_changed: bool) -> None:
    changed = announcement.changes or evidence_changed
    if announcement.changes and not why:
        values = {"number": str(len(announcement.changes))}
        text = N_(
            "{number} values differ from the announcement before. "
            "Say why with --why; the sentence is published."
        )
        raise Refused(Message(text, values))
    if evidence_changed and not why:
        text = N_("Evidence differs from what was announced. Say why with --why; it is published.")
        raise Refused(Message(text))
    if why and not changed:
        raise Refused(Message(N_("Nothing differs from an announcement before: leave out --why.")))
    if announcement.state is State.AMENDED and not changed:
        raise Refused(Message(N_("Nothing differs from the announcement before: no amendment.")))
