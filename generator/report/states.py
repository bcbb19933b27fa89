"""The state of the assessment as text, and a transition as a file of the log."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date

from generator.model.log import Log
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.state import STATE_NAMES, State, following_state
from generator.report.catalogue import Catalogue

_AFTER_FINAL = N_(
    'Next: "taizhang archive", which begins the next cycle; '
    'before that, "taizhang announce amended" where an error is found'
)


def log_text(log: Log, rubric: Rubric, catalogue: Catalogue) -> str:
    """Where the assessment stands, how it came there, and the command that leads on."""
    values = {"name": STATE_NAMES[log.state], "state": log.state.value}
    terms = frozenset({"name"})
    lines = [catalogue.say(Message(N_("State: {name} ({state})"), values, terms))]
    for transition in log.transitions:
        state = transition.state
        name = f"{catalogue.text(STATE_NAMES[state])} ({state.value})"
        lines.append(f"  {transition.number} {transition.day} {name} {transition.by}")
    if log.state.rank >= State.FINAL.rank:
        lines.append(catalogue.text(_AFTER_FINAL))
        return "\n".join(lines) + "\n"
    following = following_state(log.state, proposes=rubric.proposes)
    command = "announce" if following.announces else "state"
    values = {"name": STATE_NAMES[following], "command": f"taizhang {command} {following.value}"}
    lines.append(catalogue.say(Message(N_('Next: {name}, with "{command}"'), values, terms)))
    return "\n".join(lines) + "\n"


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


def transition_yaml(state: State, day: date, by: str, evidence: Mapping[str, str]) -> str:
    """The file of a transition that announces nothing; ``evidence`` is what it records."""
    # A JSON text is a YAML text too: nothing in a name can end the line or begin a key.
    name = json.dumps(by, ensure_ascii=False)
    lines = [f"state: {state}", f'date: "{day}"', f"by: {name}"]
    if evidence:
        lines += ["evidence:", *(f'  {county}: "{digest}"' for county, digest in evidence.items())]
    return "\n".join(lines) + "\n"


def announcing_yaml(state: State, day: date, by: str, file: str, announced: str) -> str:
    """The file of a transition that announces ``announced``, the text of ``file``."""
    # By the digest a later change of the announcement is found.
    digest = hashlib.sha256(announced.encode()).hexdigest()
    lines = ["announcement:", f"  file: {file}", f'  sha256: "{digest}"']
    return transition_yaml(state, day, by, {}) + "\n".join(lines) + "\n"


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
