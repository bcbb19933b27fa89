"""The stages in their order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from generator.forms.ballot import ballot_form
from generator.forms.decision import decision_form
from generator.forms.evidence import evidence_template, write_new
from generator.forms.rehearsal import rehearsal_files
from generator.load.evidence_digests import changed_evidence, evidence_digests
from generator.load.private.private_files import read_ballots, read_decision, read_roster
from generator.load.project import load_portfolio
from generator.load.results.log import earliest_day, log_folder, results_folder
from generator.load.rubric.shapes import rubric_json_schema
from generator.model.announcement import Announcement
from generator.model.ballot import Ballot
from generator.model.checklist import Checklists
from generator.model.cross_check import cross_check_of
from generator.model.decision import Outcome
from generator.model.errors import Refused, Unusable, UnusableRubric
from generator.model.evidence import Status
from generator.model.finding import Fault, Finding, Severity
from generator.model.log import Log
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Indicator, Rubric
from generator.model.state import State, following_state
from generator.model.tally import Tally
from generator.privacy.personal_numbers import find_personal
from generator.report.announcement import announcement_json
from generator.report.states import announcing_yaml, transition_yaml, wrong_order
from generator.rules.all_rules import (
    check_assessment,
    compare_counties,
    explain_faults,
)
from generator.rules.requires import without_consequences
from generator.scoring.announce import make_announcement, with_changes
from generator.scoring.contest import make_contest, stale_scores
from generator.scoring.decide import UnusableDecision, decide
from generator.scoring.tally import IncompleteContest, tally_contest
from generator.usecases.check import as_judged, check, in_order, with_exact_edits
from generator.usecases.past import assess_archive, open_archive
from generator.usecases.reading import county_findings, read_county, read_frame

rubric_schema = rubric_json_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A portfolio, its checklists, and every finding about it."""

    portfolio: Portfolio
    checklists: Checklists
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A transition as it is asked for; ``by`` is "" for who does it as a rule."""

    state: State
    day: date
    by: str


class UnusableLog(Unusable):
    """The log of the states has faults; nothing follows it."""


class UnusableBallots(Unusable):
    """No total can be made of the ballots, or no outcome of the decision."""


def assess(root: Path) -> Assessed:
    """Load and check the project folder, and keep all of it. Raises UnusableRubric."""
    frame, told = read_frame(root)
    read = [read_county(root, county, frame, shown=True) for county in frame.rubric.counties]
    past, archived = assess_archive(open_archive(root, frame.rubric.cycle))
    found = (
        *told,
        *check_assessment(frame),
        *chain.from_iterable(county_findings(one) for one in read),
        *compare_counties([*past, *(cross_check_of(one.folder, one.checklists) for one in read)]),
    )
    counties = {one.folder.county: one.folder for one in read}
    return Assessed(
        portfolio=replace(frame, counties=MappingProxyType(counties)),
        checklists=MappingProxyType(
            {key: one for county in read for key, one in county.checklists.items()}
        ),
        findings=in_order((*as_judged(frame.rubric, with_exact_edits(root, found)), *archived)),
    )


def read_portfolio(root: Path) -> Portfolio:
    """The whole of what the counties handed in, unchecked. Raises UnusableRubric."""
    loaded = load_portfolio(root)
    if loaded.portfolio is None:
        raise UnusableRubric(explain_faults(loaded.faults))
    return loaded.portfolio


def write_template(
    root: Path, choose: Callable[[Rubric], tuple[County, Indicator]], *, force: bool
) -> str:
    """Write an evidence file ready to fill in; its path. Raises UnusableRubric, Refused."""
    rubric = read_frame(root)[0].rubric
    county, item = choose(rubric)
    path = f"{COUNTIES}/{county.id}/{item.id}.md"
    if not write_new(root, path, evidence_template(rubric, county, item), force=force):
        text = N_("{file} is there already. To write over it and lose what it says: --force.")
        raise Refused(Message(text, {"file": path}))
    return path


def tally(root: Path, private: Path) -> tuple[Rubric, Tally]:
    """Add up the ballots of the private folder. Raises UnusableRubric, UnusableBallots."""
    frame = read_frame(root)[0]
    rubric = frame.rubric
    judges, roster_faults = read_roster(private, rubric)
    if roster_faults:
        raise UnusableBallots(explain_faults(roster_faults))
    ballots, ballot_faults = read_ballots(private, judges, rubric)
    contest, contest_faults = make_contest(judges, ballots, rubric, Place(private.name))
    faults = (*ballot_faults, *contest_faults, *_stale(root, frame, ballots))
    if faults:
        raise UnusableBallots(without_consequences(explain_faults(faults)))
    try:
        return rubric, tally_contest(contest, rubric)
    except IncompleteContest as incomplete:
        raise UnusableBallots(explain_faults(incomplete.faults)) from incomplete


def new_ballots(root: Path, private: Path) -> Mapping[str, str]:
    """The forms of the ballots that judges of the roster lack. Raises Unusable."""
    rubric = read_frame(root)[0].rubric
    judges, faults = read_roster(private, rubric)
    if faults:
        raise UnusableBallots(explain_faults(faults))
    there, _ = read_ballots(private, judges, rubric)
    handed_in = {one.judge.id for one in there}
    forms = {
        f"ballots/{one.id}.yaml": one
        for one in judges
        if one.id not in handed_in and any(one.may_score(of, rubric) for of in rubric.county_by_id)
    }
    return {
        path: ballot_form(rubric, judge)
        for path, judge in forms.items()
        if not (private / path).exists()
    }


def _stale(root: Path, frame: Portfolio, ballots: tuple[Ballot, ...]) -> Iterator[Fault]:
    """Scores for other evidence than what is there, from judging on until the result is final."""
    last = frame.log.recorded
    judged = State.REVIEWING.rank <= frame.log.state.rank < State.FINAL.rank
    if last is not None and judged:
        now = evidence_digests(root, frame.rubric)
        yield from stale_scores(ballots, frame.rubric, last.evidence, now)


def preview(root: Path, private: Path) -> tuple[Rubric, Announcement]:
    """What the decision would announce now. Raises Unusable, UnusableBallots for its faults."""
    rubric, outcome = _decide(root, private)
    announcement = make_announcement(outcome, rubric, State.FINAL, date.min)
    _refuse_personal(rubric, announcement_json(announcement), outcome.decision.by)
    return rubric, announcement


def _decide(root: Path, private: Path) -> tuple[Rubric, Outcome]:
    rubric, added = tally(root, private)
    decision, faults = read_decision(private, rubric)
    if decision is None:
        raise UnusableBallots(explain_faults(faults))
    try:
        return rubric, decide(added, decision, rubric)
    except UnusableDecision as unusable:
        raise UnusableBallots(explain_faults(unusable.faults)) from unusable


def new_decision(root: Path, private: Path) -> str:
    """The form of a decision on the ballots. Raises Unusable."""
    rubric, added = tally(root, private)
    return decision_form(rubric, added)


def log_of(root: Path) -> tuple[Rubric, Log]:
    """The rubric and the log. Raises UnusableRubric, and UnusableLog for any fault of the log."""
    frame, told = read_frame(root)
    folder = results_folder(frame.rubric.cycle)
    judged = as_judged(frame.rubric, told)
    faults = tuple(one for one in judged if one.place.path.startswith(f"{folder}/"))
    if faults:
        raise UnusableLog(faults)
    return frame.rubric, frame.log


def uncounted(root: Path) -> Mapping[str, int]:
    """How many items of each county judges will not find. Raises UnusableRubric."""
    checked = check(root, keep=False)
    items = len(checked.frame.rubric.items)
    return {
        county: items - sum(one is Status.SUBMITTED for one in account.statuses.values())
        for county, account in checked.accounts.items()
    }


def transition_files(root: Path, private: Path, given: Given) -> Mapping[str, str]:
    """The file of a transition that announces nothing. Raises Unusable, Refused."""
    rubric, log = log_of(root)
    _refuse_order(rubric, log, given)
    refuse_errors(root, given.state)
    if given.state.announces:
        values = {"command": f"taizhang announce {given.state}"}
        raise Refused(Message(N_('This state announces a result: use "{command}".'), values))
    if given.state is State.DECIDING:
        tally(root, private)
    if given.state is State.REVIEWING:
        _refuse_late(root, rubric, log)
    by = given.by or rubric.organiser
    _refuse_personal(rubric, by)
    evidence = evidence_digests(root, rubric) if given.state.records else {}
    return _log_file(rubric, log, given, transition_yaml(given.state, given.day, by, evidence))


def announcement_files(
    root: Path, private: Path, given: Given, why: str
) -> tuple[Announcement, Mapping[str, str]]:
    """The announcement, its file, then the file of its transition. Raises Unusable, Refused."""
    rubric, log = log_of(root)
    _refuse_order(rubric, log, given)
    refuse_errors(root, given.state)
    rubric, outcome = _decide(root, private)
    announcement = make_announcement(outcome, rubric, given.state, given.day)
    if log.announcement is not None:
        announcement = with_changes(announcement, log.announcement, why)
    _refuse_reason(announcement, why)
    text = announcement_json(announcement)
    by = given.by or outcome.decision.by
    _refuse_personal(rubric, text, by)
    name = f"{_stem(log, given)}.json"
    told = announcing_yaml(given.state, given.day, by, name, text)
    files = {f"{results_folder(rubric.cycle)}/{name}": text}
    return announcement, {**files, **_log_file(rubric, log, given, told)}


def _stem(log: Log, given: Given) -> str:
    return f"{len(log.transitions) + 1:02}-{given.state}"


def _log_file(rubric: Rubric, log: Log, given: Given, text: str) -> Mapping[str, str]:
    return {f"{log_folder(rubric.cycle)}/{_stem(log, given)}.yaml": text}


def _refuse_late(root: Path, rubric: Rubric, log: Log) -> None:
    """Judging begins with what was there at the close, where nothing later is taken."""
    if rubric.open_rules["late-submission"].choice == "refused":
        late = tuple(changed_evidence(root, rubric, log))
        if late:
            values = {
                "counties": "、".join(one.values["county"] for one in late),
                "day": late[0].values["day"],
            }
            text = N_(
                "Judging cannot begin: the evidence of {counties} has changed since {day}, and the "
                "rubric takes no late evidence. Put the folders back as they were; or choose "
                "accepted under late-submission in rubric.yaml, and say why."
            )
            raise Refused(Message(text, values))


def _refuse_order(rubric: Rubric, log: Log, given: Given) -> None:
    expected = following_state(log.state, proposes=rubric.proposes)
    if given.state is not expected:
        raise Refused(wrong_order(log.state, given.state, expected))
    first = earliest_day(log.transitions[-1], rubric) if log.transitions else date.min
    if given.day < first:
        values = {"day": str(given.day), "first": str(first)}
        raise Refused(Message(N_("{day} is too early: the first possible day is {first}."), values))


def refuse_errors(root: Path, state: State) -> None:
    """Raise Unusable for errors; from the final result on evidence is public for good."""
    everywhere = state.rank >= State.FINAL.rank
    errors = tuple(
        one
        for one in check(root, keep=False).findings
        if one.severity is Severity.ERROR
        and (everywhere or not (one.place.county or one.place.past_cycle))
    )
    if errors:
        raise Unusable(errors)


def _refuse_reason(announcement: Announcement, why: str) -> None:
    if announcement.changes and not why:
        values = {"number": str(len(announcement.changes))}
        text = N_(
            "{number} values differ from the announcement before. "
            "Say why with --why; the sentence is published."
        )
        raise Refused(Message(text, values))
    if why and not announcement.changes:
        raise Refused(Message(N_("Nothing differs from an announcement before: leave out --why.")))
    if announcement.state is State.AMENDED and not announcement.changes:
        raise Refused(Message(N_("Nothing differs from the announcement before: no amendment.")))


def _refuse_personal(rubric: Rubric, *texts: str) -> None:
    """What is published for good holds no person's number or address but those exempted."""
    exempted = {one.masked for one in rubric.exemptions}
    for text in texts:
        for one in find_personal(text):
            if one.masked not in exempted:
                sentence = N_(
                    "Not written: {masked} looks like a person's number or address and would be "
                    "published. Take it out of --why, --by or decision.yaml."
                )
                raise Refused(Message(sentence, {"masked": one.masked}))


def rehearse(root: Path, seed: int) -> Mapping[str, str]:
    """The files of an invented private folder by path. Raises UnusableRubric."""
    assessed = assess(root)
    return rehearsal_files(assessed.portfolio.rubric, assessed.checklists, seed)
