"""What an entry of the log froze, and the entries that record a change of it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.results import shapes as result_shapes
from generator.load.shaping import Located
from generator.model.finding import Fault
from generator.model.log import Record, RecordKind
from generator.model.message import N_
from generator.model.rules import RuleChange, Rules, rule_changes
from generator.model.state import State

RECORDS = tuple(f"-{kind}.yaml" for kind in RecordKind)
"""How the file of a record ends."""


def read_rules(
    files: ProjectFiles,
    located: Located[result_shapes.LogShape] | Located[result_shapes.RecordShape],
    path: str,
    faults: list[Fault],
) -> Rules | None:
    """The rules in the file beside the entry, None where it froze none or they have a fault."""
    named = located.value.rules
    if named is None:
        return None
    beside = Path(path).with_suffix(".json")
    if named.file != beside.name:
        values = {"key": "file", "written": named.file, "expected": beside.name}
        faults.append(Fault("unreadable-value", located.place("rules", "file"), values))
        return None
    try:
        document = json.loads(files.text(beside.as_posix()))
        rules = Rules(document)
        as_frozen = isinstance(document, dict) and rules.digest == named.sha256
    except UnreadableFile as error:
        faults.append(error.fault)
        return None
    except (ValueError, RecursionError):
        as_frozen = False
    if not as_frozen:
        values = {"key": "sha256", "written": named.sha256, "expected": _ALTERED}
        place = located.place("rules", "sha256")
        faults.append(Fault("unreadable-value", place, values, frozenset({"expected"})))
        return None
    return rules


def refrozen_faults(
    located: Located[result_shapes.LogShape], rules: Rules | None, before: Rules | None
) -> Iterator[Fault]:
    """Yield a fault where a later state freezes other rules without a record."""
    judging = State(located.value.state).rank > State.REVIEWING.rank
    if rules is not None and before is not None and rule_changes(before, rules, judging=judging):
        values = {"key": "sha256", "written": rules.digest, "expected": _REFROZEN}
        place = located.place("rules", "sha256")
        yield Fault("unreadable-value", place, values, frozenset({"expected"}))


def read_record(
    files: ProjectFiles,
    located: Located[result_shapes.RecordShape],
    about: tuple[str, str, date],
    before: tuple[Rules | None, bool],
    faults: list[Fault],
) -> Record:
    """The record; ``about`` are its path, number and day.

    ``before`` are the rules until then, and whether judging had begun.
    """
    shape, (path, number, day) = located.value, about
    kind = RecordKind(shape.record)
    rules = read_rules(files, located, path, faults)
    changes = tuple(RuleChange(row.key, row.before, row.after) for row in shape.changes)
    frozen, judging = before
    told = (
        rules is None or frozen is None or changes == rule_changes(frozen, rules, judging=judging)
    )
    if not told:
        values = {"key": "changes", "written": "", "expected": _CHANGES}
        place = located.key_place("changes")
        faults.append(Fault("unreadable-value", place, values, frozenset({"expected"})))
    of_kind = {
        RecordKind.BALLOTS: ("ballots", shape.ballots),
        RecordKind.DECISION: ("decision", shape.decision),
        RecordKind.RULES: ("rules", shape.rules),
    }
    for key, value in of_kind.values():
        place = located.key_place(key)
        if value is None and key == of_kind[kind][0]:
            faults.append(Fault("missing-key", place, {"key": key}))
        elif value is not None and key != of_kind[kind][0]:
            faults.append(Fault("unknown-key", place, {"key": key, "known": ""}))
    return Record(
        number=number,
        kind=kind,
        day=day,
        by=shape.by,
        reason=shape.reason,
        rules=rules,
        changes=changes,
        ballots=shape.ballots or "",
        decision=shape.decision or "",
    )


_REFROZEN = N_("the rules frozen before, but for what may be added: delete the entry, take it anew")
_ALTERED = N_("the SHA-256 of the rules beside it, which were changed: put that file back")
_CHANGES = N_("how these rules differ from those before: take the record anew")
