"""An entry of the log that changes no state: ballots, decision or rules were changed, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.load.project import Project
from generator.model.errors import Refused, Unusable
from generator.model.finding import Severity
from generator.model.log import Log, Record, RecordKind
from generator.model.message import N_, Message
from generator.model.rules import rule_changes
from generator.model.state import State
from generator.report.states import record_yaml
from generator.scoring.canonical import bound_ballots, bound_decision
from generator.usecases.binding import refuse_other_basis, refuse_unbound_ballots, salt_of
from generator.usecases.check import by_place, project_findings
from generator.usecases.decide_result import decided
from generator.usecases.next_state import entry_files, next_number
from generator.usecases.refusals import refuse_log_faults, refuse_personal, refuse_unfrozen
from generator.usecases.tally_ballots import count_ballots


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A record as it is asked for; ``by`` is "" where the organiser makes it."""

    kind: RecordKind
    reason: str
    day: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """The files to write, by path, and the log after it; ``private_files`` come first."""

    files: Mapping[str, str]
    private_files: Mapping[str, bytes]
    log: Log


def record_change(project: Project, private: Path, asked: Asked) -> NewRecord:
    """The entry of the log for what was changed. Raises Unusable, Refused."""
    refuse_log_faults(project)
    _refuse_rubric_errors(project)
    log = project.log
    if log.entries and asked.day < log.entries[-1].day:
        values = {"day": str(asked.day), "first": str(log.entries[-1].day)}
        raise Refused(Message(N_("{day} is too early: the first possible day is {first}."), values))
    record = Record(
        number=next_number(log),
        kind=asked.kind,
        day=asked.day,
        by=asked.by or project.rubric.organiser,
        reason=asked.reason,
    )
    refuse_personal(project.rubric, record.by, record.reason)
    private_files: dict[str, bytes] = {}
    match asked.kind:
        case RecordKind.RULES:
            record = _with_rules(project, record)
        case RecordKind.BALLOTS:
            record, private_files = _with_ballots(project, private, record)
        case RecordKind.DECISION:
            record = _with_decision(project, private, record)
    return NewRecord(
        files=entry_files(project, record, record_yaml(record)),
        private_files=private_files,
        log=replace(log, records=(*log.records, record)),
    )


def _refuse_rubric_errors(project: Project) -> None:
    """Raise Unusable for errors about the rubric but that it is not as frozen."""
    errors = tuple(
        finding
        for finding in by_place(project_findings(project))
        if finding.severity is Severity.ERROR
        and finding.place.path == project.rubric.place.path
        and finding.code != "unrecorded-rule"
    )
    if errors:
        raise Unusable(errors)


def _with_rules(project: Project, record: Record) -> Record:
    frozen = project.log.rules
    refuse_unfrozen(project, project.log.state)
    judging = project.log.state.rank >= State.REVIEWING.rank
    changes = rule_changes(frozen, project.rubric.rules, judging=judging) if frozen else ()
    if not changes:
        raise Refused(Message(N_("No rule differs from what the log froze: nothing to record.")))
    return replace(record, rules=project.rubric.rules, changes=changes)


def _with_ballots(
    project: Project, private: Path, record: Record
) -> tuple[Record, dict[str, bytes]]:
    if not project.log.ballots:
        raise Refused(Message(_NOT_BOUND))
    counted = count_ballots(project, private)
    salt, salt_file = salt_of(counted.private)
    ballots = bound_ballots(counted.contest, salt)
    if ballots == project.log.ballots:
        text = N_("Roster and ballots are those that the log bound: nothing to record.")
        raise Refused(Message(text))
    return replace(record, ballots=ballots), salt_file


def _with_decision(project: Project, private: Path, record: Record) -> Record:
    if not project.log.decision:
        raise Refused(Message(_NOT_DECIDED))
    counted = count_ballots(project, private)
    refuse_unbound_ballots(project, counted)
    decision = decided(project, counted).decision
    refuse_other_basis(project, counted, decision)
    # There is a salt: the ballots were held against what it bound.
    salt, _ = salt_of(counted.private)
    digest = bound_decision(decision, salt)
    if digest == project.log.decision:
        raise Refused(Message(N_("The decision is the one announced: nothing to record.")))
    return replace(record, decision=digest)


_NOT_BOUND = N_(
    'Ballots are bound from "taizhang state deciding" on; until then they may be changed without a '
    "record."
)
_NOT_DECIDED = N_(
    "A decision is bound by its first announcement; until then it may be changed without a record."
)
