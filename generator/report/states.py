"""The state of the assessment as text, and a transition as a file of the log."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from generator.chinese.workdays import publicity
from generator.model.finding import Fault
from generator.model.log import RECORD_NAMES, Log, Record, Transition
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.state import STATE_NAMES, State, following_state
from generator.report.catalogue import Catalogue

_AFTER_FINAL = N_(
    'Next: "taizhang archive", which begins the next cycle; '
    'before that, "taizhang announce amended" where an error is found'
)


_CHECK = ("check", N_("hold the evidence against the rubric and say what is wrong"))
_BUILD = ("build", N_("write the site for the public or for the reviewers"))
_VOLUME = ("volume", N_("write a county's bound volume as a PDF"))
_REHEARSE = ("demo ballots", N_("make invented ballots to rehearse a count"))
_TALLY = ("tally", N_("add up the ballots (for the organiser alone)"))
_DECISION = (
    "decision",
    N_("write the form of the decision, or check it and show what it would announce"),
)
_NOW: Mapping[State, tuple[tuple[str, str], ...]] = {
    State.SETUP: (_CHECK, ("targets", N_("print what is asked of each county")), _REHEARSE),
    State.OPEN: (
        (
            "template",
            N_("write an evidence file ready to fill in, with what is asked of the county"),
        ),
        _CHECK,
        ("check --fix", N_("write the mends that are beyond doubt, show them, and check again")),
        ("links", N_("ask whether the web pages that evidence cites still answer")),
        _BUILD,
    ),
    State.CLOSED: (_CHECK, _BUILD, _VOLUME, _REHEARSE),
    State.REVIEWING: (
        _BUILD,
        _VOLUME,
        ("ballots", N_("write an empty ballot for each judge of the roster")),
        _TALLY,
    ),
    State.DECIDING: (_TALLY, _DECISION),
    State.PROPOSED: (_BUILD, _DECISION),
    State.FINAL: (_BUILD, _VOLUME),
    State.AMENDED: (_BUILD, _VOLUME),
}
"""The commands that are of use in each state, besides the one that leads on."""


def now_text(
    log: Log, rubric: Rubric, counted_by: Mapping[str, Rubric], catalogue: Catalogue
) -> str:
    """Where the assessment stands, what can be done now, and the command that leads on.

    ``counted_by`` are the rubrics of what was announced, by the digest of their rules.
    """
    lines = [rubric.title, _state_line(log, catalogue)]
    if log.transitions:
        text = N_("Since {day}")
        lines.append(catalogue.say(Message(text, {"day": str(log.transitions[-1].day)})))
    if log.state is State.PROPOSED:
        lines.append(_promised(log.transitions[-1], rubric, counted_by, catalogue))
    lines.append(catalogue.text(N_("Now:")))
    lines += [f"  taizhang {command:<14}{catalogue.text(use)}" for command, use in _NOW[log.state]]
    help_text = N_('All commands: "taizhang --help"')
    return "\n".join([*lines, _next_line(log, rubric, catalogue), catalogue.text(help_text)]) + "\n"


def log_text(
    log: Log, rubric: Rubric, counted_by: Mapping[str, Rubric], catalogue: Catalogue
) -> str:
    """Where the assessment stands, how it came there, and the command that leads on."""
    lines = [_state_line(log, catalogue)]
    for entry in log.entries:
        if isinstance(entry, Record):
            name = f"{catalogue.text(RECORD_NAMES[entry.kind])} ({entry.kind.value})"
        else:
            name = f"{catalogue.text(STATE_NAMES[entry.state])} ({entry.state.value})"
        lines.append(f"  {entry.number} {entry.day} {name} {entry.by}")
        if isinstance(entry, Transition) and entry.state is State.PROPOSED:
            lines.append(f"     {_promised(entry, rubric, counted_by, catalogue)}")
    return "\n".join([*lines, _next_line(log, rubric, catalogue)]) + "\n"


def _promised(
    step: Transition, rubric: Rubric, counted_by: Mapping[str, Rubric], catalogue: Catalogue
) -> str:
    """The days of a 公示, as it promised them under its own rules."""
    rules = "" if step.notice is None else step.notice.announcement.rules
    return publicity_text(step.day, counted_by.get(rules, rubric), catalogue)


def publicity_text(published: date, rubric: Rubric, catalogue: Catalogue) -> str:
    """From when to when a result that is published then is open to objections."""
    days = publicity(rubric, published)
    values = {
        "number": rubric.open_rules["publicity-days"].choice,
        "first": str(days.first),
        "last": str(days.last),
        "next": str(days.last + timedelta(days=1)),
    }
    text = N_(
        "Open to objections for {number} working days, {first} to {last}; "
        "the result can be announced from {next}"
    )
    return catalogue.say(Message(text, values))


def _state_line(log: Log, catalogue: Catalogue) -> str:
    values = {"name": STATE_NAMES[log.state], "state": log.state.value}
    return catalogue.say(Message(N_("State: {name} ({state})"), values, frozenset({"name"})))


def _next_line(log: Log, rubric: Rubric, catalogue: Catalogue) -> str:
    if log.state.rank >= State.FINAL.rank:
        return catalogue.text(_AFTER_FINAL)
    following = following_state(log.state, proposes=rubric.proposes)
    command = "announce" if following.announces else "state"
    values = {"name": STATE_NAMES[following], "command": f"taizhang {command} {following.value}"}
    text = N_('Next: {name}, with "{command}"')
    if log.state is State.DECIDING:
        text = N_(
            'Next: the decision, with "taizhang decision"; once it is filled in, {name}, with "{command}"'
        )
    return catalogue.say(Message(text, values, frozenset({"name"})))


def wrong_order(current: State, asked: State, expected: State) -> Message:
    """Why a state cannot follow the present one."""
    values = {
        "current": STATE_NAMES[current],
        "asked": STATE_NAMES[asked],
        "expected": STATE_NAMES[expected],
        "id": expected.value,
    }
    text = N_('The state is "{current}": "{asked}" cannot follow it. Next is "{expected}" ({id}).')
    return Message(text, values, frozenset({"current", "asked", "expected"}))


def transition_yaml(transition: Transition) -> str:
    """The file of a transition: who took it when, and what it records, freezes, binds, announces."""
    lines = [f"state: {transition.state}", *_when(transition)]
    if transition.evidence:
        recorded = transition.evidence.items()
        lines += ["evidence:", *(f'  {county}: "{digest}"' for county, digest in recorded)]
    lines += _bound(transition)
    if transition.notice is not None:
        # By the digest a later change of the announcement is found.
        lines += _file("announcement", transition.notice.name, transition.notice.digest)
    return "\n".join(lines) + "\n"


def record_yaml(record: Record) -> str:
    """The file of a record: what was changed, by whom, why."""
    lines = [f"record: {record.kind}", *_when(record), f"reason: {_quoted(record.reason)}"]
    lines += _bound(record)
    if record.changes:
        lines.append("changes:")
    for change in record.changes:
        for mark, key in zip("-  ", ("key", "before", "after"), strict=True):
            lines.append(f"  {mark} {key}: {_quoted(getattr(change, key))}")
    return "\n".join(lines) + "\n"


def _when(entry: Transition | Record) -> tuple[str, str]:
    return f'date: "{entry.day}"', f"by: {_quoted(entry.by)}"


def _bound(entry: Transition | Record) -> Iterator[str]:
    if entry.rules:
        stem = entry.kind if isinstance(entry, Record) else entry.state
        yield from _file("rules", f"{entry.number}-{stem}.json", entry.rules.digest)
    if entry.ballots:
        yield f'ballots: "{entry.ballots}"'
    if entry.decision:
        yield f'decision: "{entry.decision}"'


def _file(key: str, name: str, digest: str) -> tuple[str, str, str]:
    return f"{key}:", f"  file: {name}", f'  sha256: "{digest}"'


def _quoted(text: str) -> str:
    # A JSON text is a YAML text too: nothing in a name can end the line or begin a key.
    return json.dumps(text, ensure_ascii=False)


def unfilled_text(faults: Iterable[Fault], catalogue: Catalogue) -> Iterator[str]:
    """Yield the line on what is still to be filled in in rubric.yaml, if anything is."""
    lines = [str(fault.place.line) for fault in faults if fault.code == "unfilled-rubric"]
    if lines:
        text = N_(
            "To be filled in: {number} places of rubric.yaml are still marked 待填, in lines {lines}; "
            'what each wants is said by "taizhang check"'
        )
        yield catalogue.say(Message(text, {"number": str(len(lines)), "lines": "、".join(lines)}))


def uncounted_text(
    counts: Mapping[str, int], rubric: Rubric, catalogue: Catalogue
) -> Iterator[str]:
    """Yield a line for each county whose evidence is not complete.

    ``counts`` are how many items of each county lack submitted evidence.
    """
    for county in rubric.counties:
        if counts[county.id]:
            values = {"county": county.name, "number": str(counts[county.id])}
            text = N_("{county}: {number} items without submitted evidence; nothing of them counts")
            yield catalogue.say(Message(text, values))
