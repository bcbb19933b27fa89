"""The log of the assessment's states: one file a transition, and what each announces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from generator.chinese.workdays import UnknownYear, publicity
from generator.load.file_copies import copy_values, original_of
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.results import shapes as result_shapes
from generator.load.results.announcement import UnreadableAnnouncement, read_announcement
from generator.load.results.consistency import contradictions
from generator.load.shaping import Located, read_shape
from generator.load.system_files import is_system_file
from generator.load.yaml_events import UnreadableYaml
from generator.model.finding import Fault
from generator.model.log import Log, Notice, Transition
from generator.model.message import N_
from generator.model.place import RESULTS, Place
from generator.model.rubric import Rubric
from generator.model.state import State, following_state


@dataclass(frozen=True, slots=True)
class _ReadTransition:
    """A transition and where its state and its date stand."""

    transition: Transition
    state_place: Place
    date_place: Place


def log_folder(cycle: str) -> str:
    """Where the log of a cycle is kept."""
    return f"{results_folder(cycle)}/log"


def results_folder(cycle: str) -> str:
    """Where the announcements of a cycle are kept."""
    return f"{RESULTS}/{cycle}"


def read_log(files: ProjectFiles, rubric: Rubric) -> tuple[Log, tuple[Fault, ...]]:
    """Return the log and its faults.

    A log with any fault is empty: what cannot be read must not publish.
    """
    folder = log_folder(rubric.cycle)
    read: list[_ReadTransition] = []
    faults: list[Fault] = []
    beside: list[Fault] = []
    listed = sorted((files.root / folder).glob("[!.]*"))
    for file in listed:
        stray = _stray(file, listed)
        if is_system_file(file.name):
            beside.append(Fault("system-file", Place(f"{folder}/{file.name}"), {"name": file.name}))
        elif stray is not None:
            faults.append(Fault("misnamed-log", Place(f"{folder}/{file.name}"), stray))
        else:
            path = f"{folder}/{file.name}"
            entry = _read_transition(files, path, len(read) + 1, rubric, faults)
            if entry is not None:
                read.append(entry)
    # Where a file could not be read, the next would seem out of order for no reason of its own.
    if not faults:
        faults.extend(_order_faults(read, rubric))
    if not faults:
        notices = [notice for _, notice in Log(tuple(one.transition for one in read)).announced]
        faults.extend(contradictions(notices, results_folder(rubric.cycle), rubric))
    log = Log(() if faults else tuple(entry.transition for entry in read))
    return log, (*faults, *beside, *_orphans(files, log, rubric.cycle))


def _stray(file: Path, listed: Sequence[Path]) -> Mapping[str, str] | None:
    """The values of the fault of a copy, or of what is no YAML; None for a file of the log."""
    original = original_of(file.name, {beside.name for beside in listed})
    if original is not None:
        return copy_values(file, original)
    if not any(suffix in (".yaml", ".yml") for suffix in file.suffixes):
        return {"written": file.name}
    return None


def _read_transition(
    files: ProjectFiles, path: str, nth: int, rubric: Rubric, faults: list[Fault]
) -> _ReadTransition | None:
    try:
        located, found = read_shape(result_shapes.LogShape, files, path)
    except (UnreadableFile, UnreadableYaml) as error:
        faults.append(error.fault)
        return None
    faults.extend(found)
    if located is None:
        return None
    shape, number = located.value, f"{nth:02}"
    expected = f"{number}-{shape.state}.yaml"
    if Path(path).name != expected:
        values = {"written": Path(path).name, "expected": expected}
        faults.append(Fault("misnamed-log", Place(path), values))
    day = _day(located, faults)
    state = State(shape.state)
    notice = _notice(files, located, number, day, rubric, faults)
    transition = Transition(
        number=number,
        state=state,
        day=day,
        by=shape.by,
        notice=notice,
        evidence=_recorded(located, state, rubric, faults),
    )
    return _ReadTransition(transition, located.place("state"), located.place("date"))


def _day(located: Located[result_shapes.LogShape], faults: list[Fault]) -> date:
    try:
        return date.fromisoformat(located.value.date)
    except ValueError:
        values = {"key": "date", "written": located.value.date, "expected": _REAL_DAY}
        place = located.place("date")
        faults.append(Fault("unreadable-value", place, values, frozenset({"expected"})))
        return date.min


def _notice(
    files: ProjectFiles,
    located: Located[result_shapes.LogShape],
    number: str,
    day: date,
    rubric: Rubric,
    faults: list[Fault],
) -> Notice | None:
    shape = located.value
    if not State(shape.state).announces:
        if shape.announcement is not None:
            values = {"key": "announcement", "known": ""}
            faults.append(Fault("unknown-key", located.key_place("announcement"), values))
        return None
    expected = f"{number}-{shape.state}.json"
    path = f"{results_folder(rubric.cycle)}/{expected}"
    named = shape.announcement is not None and shape.announcement.file == expected
    if shape.announcement is None or not named or not (files.root / path).exists():
        place = located.place("announcement", "file")
        faults.append(Fault("missing-announcement", place, {"expected": expected}))
        return None
    try:
        notice = read_announcement(files, path, rubric)
    except UnreadableAnnouncement as error:
        faults.append(error.fault)
        return None
    place = Place(path)
    announced = notice.announcement
    # Nobody can alter what was announced without altering the log, which shows in git.
    if notice.digest != shape.announcement.sha256:
        faults.append(Fault("altered-announcement", place, {"expected": expected}))
    elif (announced.state.value, announced.issued) != (shape.state, day):
        values = {"reason": _OTHER_STATE}
        faults.append(Fault("unreadable-announcement", place, values, frozenset(values)))
    return notice


def _recorded(
    located: Located[result_shapes.LogShape], state: State, rubric: Rubric, faults: list[Fault]
) -> Mapping[str, str]:
    """Return the digests of the evidence: of all counties or none, where the state records them."""
    written, known = located.value.evidence, rubric.county_by_id if state.records else {}
    for county in (name for name in written if name not in known):
        values = {"key": county, "known": "、".join(known)}
        faults.append(Fault("unknown-key", located.key_place("evidence", county), values))
    place = located.key_place("evidence")
    absent = [county for county in known if written and county not in written]
    faults.extend(Fault("missing-key", place, {"key": county}) for county in absent)
    return MappingProxyType(dict(written))


def _order_faults(read: list[_ReadTransition], rubric: Rubric) -> Iterator[Fault]:
    state = State.SETUP
    for entry in read:
        expected = following_state(state, proposes=rubric.proposes)
        if entry.transition.state is not expected:
            values = {
                "earlier": state.value,
                "later": entry.transition.state.value,
                "expected": expected.value,
            }
            yield Fault("state-out-of-order", entry.state_place, values)
        state = entry.transition.state
    yield from _unrecorded(read)
    for earlier, later in zip_longest(read, read[1:]):
        try:
            first = earliest_day(earlier.transition, rubric)
        except UnknownYear as unknown:
            yield Fault("unknown-workdays", earlier.date_place, {"year": str(unknown.year)})
            continue
        if later is not None and later.transition.day < first:
            values = {"written": str(later.transition.day), "expected": str(first)}
            yield Fault("log-date-too-early", later.date_place, values)


def _unrecorded(read: list[_ReadTransition]) -> Iterator[Fault]:
    """Who records evidence for the judges records what was announced too: it is frozen."""
    recorded = False
    for entry in read:
        evidence, state = entry.transition.evidence, entry.transition.state
        if recorded and not evidence and state.rank >= State.FINAL.rank:
            yield Fault("missing-key", entry.state_place, {"key": "evidence"})
        recorded = recorded or bool(evidence)


def earliest_day(last: Transition, rubric: Rubric) -> date:
    """Return the first day the next transition may have: after a 公示 the day behind its last.

    Raises UnknownYear where nobody knows which days are worked.
    """
    if last.state is not State.PROPOSED:
        return last.day
    return publicity(rubric, last.day).last + timedelta(days=1)


def _orphans(files: ProjectFiles, log: Log, cycle: str) -> Iterator[Fault]:
    """Yield a fault an announcement that no file of the log names."""
    named = {notice.name for _, notice in log.announced}
    folder = results_folder(cycle)
    # A log with a fault is empty; the announcements its files name are still no orphans.
    listed = {
        file.name.removesuffix(".yaml") + ".json"
        for file in (files.root / log_folder(cycle)).glob("*.yaml")
    }
    for file in sorted((files.root / folder).glob("*.json")):
        if file.name not in named | listed:
            yield Fault("orphan-announcement", Place(f"{folder}/{file.name}"))


_REAL_DAY = N_("a day that exists, such as 2018-01-01")
_OTHER_STATE = N_("its state or its date is not that of the log")
