"""The log of the assessment's states: one file a transition."""

import re
from datetime import date
from pathlib import Path

from generator.load import schema
from generator.load.files import UnreadableFile
from generator.load.shaping import read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place
from generator.model.state import State

_NAME = re.compile(r"([0-9]{2})-([a-z]+)\.yaml")


def read_state(root: Path, cycle: str) -> tuple[State, tuple[Fault, ...]]:
    """Return the state the log gives, and its faults.

    A log with any fault gives ``setup``: what cannot be read must not publish.
    """
    folder = f"content/results/{cycle}/log"
    states: list[State] = []
    faults: list[Fault] = []
    for file in sorted((root / folder).glob("*")):
        if file.name.startswith("."):
            continue
        path = f"{folder}/{file.name}"
        state = _read_transition(root, path, len(states) + 1, faults)
        if state is not None:
            states.append(state)
    for earlier, later in zip([State.SETUP, *states], states, strict=False):
        if not (earlier.rank < later.rank or earlier is later is State.AMENDED):
            values = {"earlier": earlier.value, "later": later.value}
            faults.append(Fault("backward-state", Place(folder), values))
    return (State.SETUP if faults or not states else states[-1]), tuple(faults)


def _read_transition(root: Path, path: str, nth: int, faults: list[Fault]) -> State | None:
    try:
        located, found = read_shape(schema.LogShape, root, path)
    except (UnreadableFile, UnreadableYaml) as error:
        faults.append(error.fault)
        return None
    faults.extend(found)
    if located is None:
        return None
    expected = f"{nth:02}-{located.value.state}.yaml"
    if not _NAME.fullmatch(Path(path).name) or Path(path).name != expected:
        values = {"written": Path(path).name, "expected": expected}
        faults.append(Fault("misnamed-log", Place(path), values))
    try:
        date.fromisoformat(located.value.date)
    except ValueError:
        values = {"key": "date", "written": located.value.date, "expected": _REAL_DAY}
        place = located.place("date")
        faults.append(Fault("unreadable-value", place, values, frozenset({"expected"})))
    return State(located.value.state)


_REAL_DAY = N_("a day that exists, such as 2018-01-01")
