"""Why a step of the assessment is not taken now: each raises, and writes nothing."""

from datetime import date

from generator.chinese.workdays import UnknownYear, publicity, unknown_year
from generator.load.project import Project
from generator.load.results.log import results_folder
from generator.load.results.order import earliest_day
from generator.model.errors import Refused, Unusable
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.state import State, following_state
from generator.privacy.personal_numbers import find_personal
from generator.report.states import wrong_order
from generator.rules.all_rules import explain_faults
from generator.rules.reported import apply_edition
from generator.usecases.check import CheckResult, by_place, project_findings


class UnusableLog(Unusable):
    """The log of the states has faults; nothing follows it."""


def left_over(project: Project) -> frozenset[str]:
    """The paths of what a run wrote of the next entry of the log before it was cut off.

    Its file of the log is written last: without it nothing was announced and nothing frozen.
    """
    number = f"{len(project.log.entries) + 1:02}"
    following = following_state(project.log.state, proposes=project.rubric.proposes)
    path = f"{results_folder(project.rubric.cycle)}/{number}-{following}.json"
    orphans = {fault.place.path for fault in project.faults if fault.code == "orphan-announcement"}
    of_log = (fault for fault in project.faults if fault.code == "misnamed-log")
    rules = {fault.place.path for fault in of_log if "left-over" in fault.values}
    return frozenset(orphans & {path} | rules)


def refuse_log_faults(project: Project, *, but_left_over: bool = True) -> None:
    """Raise UnusableLog for any fault of the log or of what it announces.

    What a system put beside it says nothing of the log, nor does what a run has left over.
    """
    left = left_over(project) if but_left_over else frozenset()
    folder = results_folder(project.rubric.cycle)
    findings = by_place(apply_edition(project.rubric.check_edition, project_findings(project)))
    # A log with faults says no state that a step could follow.
    faults = tuple(
        finding
        for finding in findings
        if finding.place.path.startswith(f"{folder}/")
        and finding.code != "system-file"
        and finding.place.path not in left
    )
    if faults:
        raise UnusableLog(faults)


def refuse_errors(checked: CheckResult, state: State) -> None:
    """Raise Unusable for errors that forbid the step.

    Before the final result, errors in counties' folders are the counties' to put right, but for
    ballots that lie there; from it on their evidence is public for good. An amendment is the way
    to change evidence after it, and the announcement that a run has left over is replaced.
    """
    left = left_over(checked.project)
    everywhere = state.rank >= State.FINAL.rank
    errors = tuple(
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR
        and finding.place.path not in left
        and not (state is State.AMENDED and finding.code == "changed-after-final")
        and (
            everywhere
            or finding.code == "exposed-ballots"
            or not (finding.place.county or finding.place.past_cycle)
        )
    )
    if errors:
        raise Unusable(errors)


def refuse_unfilled(checked: CheckResult) -> None:
    """Raise Unusable where rubric.yaml has marks of what is still to be filled in."""
    unfilled = tuple(one for one in checked.findings if one.code == "unfilled-rubric")
    if unfilled:
        raise Unusable(unfilled)


def refuse_order(project: Project, state: State, day: date) -> None:
    """Raise Refused for a state that does not follow, or a day that is too early for it."""
    rubric, log = project.rubric, project.log
    expected = following_state(log.state, proposes=rubric.proposes)
    if state is not expected:
        raise Refused(wrong_order(log.state, state, expected))
    # Days of publicity are for objections: no date may skip them.
    last = log.entries[-1].day if log.entries else date.min
    first = last
    for transition in log.transitions[-1:]:
        # A 公示 keeps the days that it promised.
        promised = (
            rubric
            if transition.notice is None
            else project.rubric_of(transition.notice.announcement)
        )
        first = max(last, earliest_day(transition, promised))
    if day < first:
        values = {"day": str(day), "first": str(first)}
        raise Refused(Message(N_("{day} is too early: the first possible day is {first}."), values))


def refuse_unfrozen(project: Project, state: State) -> None:
    """Raise Refused where submission was opened without freezing the rules."""
    if state is not State.OPEN and project.log.rules is None:
        text = N_(
            "The log froze no rules when submission was opened. Delete its entries, and take the "
            'steps again from "taizhang state open", each with its --date.'
        )
        raise Refused(Message(text))


def refuse_unknown_workdays(rubric: Rubric, state: State, day: date) -> None:
    """Raise Unusable where nobody knows the last day of a 公示.

    It begins on the day of the proposal; of judging, after which rules are frozen, on a later one.
    """
    year = unknown_year(rubric, day) if state is State.REVIEWING else None
    if state is State.PROPOSED:
        try:
            publicity(rubric, day)
        except UnknownYear as unknown:
            year = unknown.year
    if year is not None:
        values = {"year": str(year), **({"recorded": "yes"} if state is State.PROPOSED else {})}
        place = rubric.open_rules["publicity-days"].place
        raise Unusable(explain_faults((Fault("unknown-workdays", place, values),)))


def refuse_personal(rubric: Rubric, *texts: str) -> None:
    """Raise Refused for a person's number or address that is not exempted: it would be published."""
    exempted = {exemption.masked for exemption in rubric.exemptions}
    for text in texts:
        for found in find_personal(text):
            if found.masked not in exempted:
                sentence = N_(
                    "Not written: {masked} looks like a person's number or address and would be "
                    "published. Take it out of --why, --by or decision.yaml."
                )
                raise Refused(Message(sentence, {"masked": found.masked}))
