"""The log of the assessment's states: one file a transition, and what each announces."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.load.file_copies import copy_values, original_of
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.results import shapes as result_shapes
from generator.load.results.announcement import UnreadableAnnouncement, read_announcement
from generator.load.results.frozen import RECORDS, read_record, read_rules, refrozen_faults
from generator.load.results.order import ReadEntry, order_faults
from generator.load.rubric.earlier import EarlierRubrics
from generator.load.shaping import Located, read_shape
from generator.load.system_files import is_system_file
from generator.load.yaml_events import UnreadableYaml
from generator.model.finding import Fault
from generator.model.log import Log, Notice, Record, RecordKind, Transition
from generator.model.message import N_
from generator.model.place import RESULTS, Place
from generator.model.rubric import Rubric
from generator.model.rules import Rules
from generator.model.state import State


def log_folder(cycle: str) -> str:
    """Where the log of a cycle is kept."""
    return f"{results_folder(cycle)}/log"


def results_folder(cycle: str) -> str:
    """Where the announcements of a cycle are kept."""
    return f"{RESULTS}/{cycle}"


def read_log(files: ProjectFiles, rubrics: EarlierRubrics) -> tuple[Log, tuple[Fault, ...]]:
    """Return the log and its faults.

    A log with any fault is empty: what cannot be read must not publish.
    """
    cycle = rubrics.now.cycle
    folder = log_folder(cycle)
    read: list[ReadEntry] = []
    faults: list[Fault] = []
    beside: list[Fault] = []
    listed = sorted((files.root / folder).glob("[!.]*"))
    for file in listed:
        stray = _stray(file, listed)
        if is_system_file(file.name):
            beside.append(Fault("system-file", Place(f"{folder}/{file.name}"), {"name": file.name}))
        elif stray is not None and _is_left_over(file, listed, len(read)):
            values = {**stray, "left-over": "yes"}
            beside.append(Fault("misnamed-log", Place(f"{folder}/{file.name}"), values))
        elif stray is not None:
            faults.append(Fault("misnamed-log", Place(f"{folder}/{file.name}"), stray))
        elif not _is_beside_entry(file):
            path = f"{folder}/{file.name}"
            reader = _read_record if file.name.endswith(RECORDS) else _read_transition
            entry = reader(files, path, read, rubrics, faults)
            if entry is not None:
                read.append(entry)
    faults.extend(_unnamed(listed, read, folder))
    # Where a file could not be read, the next would seem out of order for no reason of its own.
    if not faults:
        faults.extend(order_faults(read))
    entries = () if faults else tuple(one.entry for one in read)
    log = Log(
        tuple(entry for entry in entries if isinstance(entry, Transition)),
        tuple(entry for entry in entries if isinstance(entry, Record)),
    )
    return log, (*faults, *beside, *_orphans(files, log, cycle))


def _stray(file: Path, listed: Sequence[Path]) -> Mapping[str, str] | None:
    """The values of the fault of a copy, or of what is no YAML; None for a file of the log."""
    original = original_of(file.name, {beside.name for beside in listed})
    if original is not None:
        return copy_values(file, original)
    of_log = any(suffix in (".yaml", ".yml") for suffix in file.suffixes)
    if not of_log and not _is_beside_entry(file):
        return {"written": file.name}
    return None


def _is_left_over(file: Path, listed: Sequence[Path], read: int) -> bool:
    """Whether it is named like the rules of the next entry, which a run was cut off before."""
    number, _, kind = file.stem.partition("-")
    later = any(other.suffix == ".yaml" and other.name > number for other in listed)
    freezing = (State.OPEN, State.REVIEWING, RecordKind.RULES)
    return file.suffix == ".json" and number == f"{read + 1:02}" and kind in freezing and not later


def _is_beside_entry(file: Path) -> bool:
    """Whether it is named like the rules that an entry beside it froze."""
    return file.suffix == ".json" and file.with_suffix(".yaml").is_file()


def _unnamed(listed: Sequence[Path], read: Sequence[ReadEntry], folder: str) -> Iterator[Fault]:
    """Yield a fault for rules that the entry beside them does not name."""
    named = {Path(one.state_place.path).stem for one in read if one.entry.rules}
    unreadable = {file.stem for file in listed} - {Path(one.state_place.path).stem for one in read}
    for file in listed:
        if _is_beside_entry(file) and file.stem not in named | unreadable:
            yield Fault("misnamed-log", Place(f"{folder}/{file.name}"), {"written": file.name})


def _frozen_before(read: Sequence[ReadEntry]) -> Rules | None:
    return next((one.entry.rules for one in reversed(read) if one.entry.rules), None)


def _named(path: str, expected: str, faults: list[Fault]) -> None:
    if Path(path).name != expected:
        values = {"written": Path(path).name, "expected": expected}
        faults.append(Fault("misnamed-log", Place(path), values))


def _read_record(
    files: ProjectFiles,
    path: str,
    read: Sequence[ReadEntry],
    rubrics: EarlierRubrics,
    faults: list[Fault],
) -> ReadEntry | None:
    try:
        located, found = read_shape(result_shapes.RecordShape, files, path)
    except (UnreadableFile, UnreadableYaml) as error:
        faults.append(error.fault)
        return None
    faults.extend(found)
    if located is None:
        return None
    number = f"{len(read) + 1:02}"
    _named(path, f"{number}-{located.value.record}.yaml", faults)
    about = (path, number, _day(located, faults))
    states = [one.entry.state for one in read if isinstance(one.entry, Transition)]
    judging = bool(states) and states[-1].rank >= State.REVIEWING.rank
    record = read_record(files, located, about, (_frozen_before(read), judging), faults)
    rubric = _rubric_then(rubrics, record.rules or _frozen_before(read), located, faults)
    return ReadEntry(record, located.place("record"), located.place("date"), rubric)


def _read_transition(
    files: ProjectFiles,
    path: str,
    read: Sequence[ReadEntry],
    rubrics: EarlierRubrics,
    faults: list[Fault],
) -> ReadEntry | None:
    try:
        located, found = read_shape(result_shapes.LogShape, files, path)
    except (UnreadableFile, UnreadableYaml) as error:
        faults.append(error.fault)
        return None
    faults.extend(found)
    if located is None:
        return None
    shape, number = located.value, f"{len(read) + 1:02}"
    _named(path, f"{number}-{shape.state}.yaml", faults)
    day = _day(located, faults)
    state = State(shape.state)
    rules = read_rules(files, located, path, faults)
    faults.extend(refrozen_faults(located, rules, _frozen_before(read)))
    frozen = rules or _frozen_before(read)
    # By the rules of then: ids that were renamed since stand in what was announced before.
    rubric = _rubric_then(rubrics, frozen, located, faults)
    counted = (rubric, _last_announced(read, rubric))
    notice = _notice(files, located, (number, day), counted, faults)
    if notice is not None and notice.announcement.rules != (frozen.digest if frozen else ""):
        values = {"reason": _OTHER_RULES}
        place = Place(f"{results_folder(rubric.cycle)}/{notice.name}")
        faults.append(Fault("unreadable-announcement", place, values, frozenset(values)))
    transition = Transition(
        number=number,
        state=state,
        day=day,
        by=shape.by,
        notice=notice,
        evidence=_recorded(located, state, rubric, faults),
        rules=rules,
        ballots=shape.ballots or "",
        decision=shape.decision or "",
    )
    return ReadEntry(transition, located.place("state"), located.place("date"), rubric)


def _rubric_then(
    rubrics: EarlierRubrics,
    rules: Rules | None,
    located: Located[result_shapes.LogShape] | Located[result_shapes.RecordShape],
    faults: list[Fault],
) -> Rubric:
    """The rubric under the rules that held; where they are none of a rubric, a fault and today's."""
    rubric = rubrics.under(rules)
    if rubric is None and located.value.rules is not None:
        values = {"key": "sha256", "written": located.value.rules.sha256, "expected": _NO_RUBRIC}
        place = located.place("rules", "sha256")
        faults.append(Fault("unreadable-value", place, values, frozenset({"expected"})))
    return rubric or rubrics.now


def _last_announced(read: Sequence[ReadEntry], rubric: Rubric) -> Rubric:
    """The rubric of the announcement before, the given one where there is none."""
    return next((one.rubric for one in reversed(read) if one.entry_announces), rubric)


def _day(
    located: Located[result_shapes.LogShape] | Located[result_shapes.RecordShape],
    faults: list[Fault],
) -> date:
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
    step: tuple[str, date],
    counted: tuple[Rubric, Rubric],
    faults: list[Fault],
) -> Notice | None:
    """The announcement of the step of that number and day, under its rules and those before."""
    shape, (number, day), (rubric, before) = located.value, step, counted
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
        notice = read_announcement(files, path, rubric, before)
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
_NO_RUBRIC = N_("that of rules which a rubric can hold: put back the file as it was written")
_OTHER_RULES = N_("it was counted by other rules than the log had frozen then")
_OTHER_STATE = N_("its state or its date is not that of the log")
