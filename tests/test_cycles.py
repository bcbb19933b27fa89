"""Whole cycles in which ballots, roster, decision or rubric change at each point in turn."""

import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import oracle
import pytest
from on_folder import assess
from plain_yaml import load_yaml
from project_copy import replace_text
from year import DAYS, RESULTS, freeze, go_on, record, rest, run_year

from generator.model.errors import Refused, Unusable
from generator.model.log import RecordKind
from generator.model.state import State
from generator.usecases.announce_result import announce_result
from generator.usecases.next_state import Step
from generator.usecases.open_project import open_project

LONG = bool(os.environ.get("TAIZHANG_LONG"))
RUBRIC, ROSTER, DECISION = "rubric.yaml", "private/roster.yaml", "private/decision.yaml"
BALLOTS = RecordKind.BALLOTS, State.DECIDING
DECIDED = RecordKind.DECISION, State.PROPOSED
FROM_OPEN = RecordKind.RULES, State.OPEN
JUDGING = RecordKind.RULES, State.REVIEWING
STATES = tuple(State)[State.OPEN.rank : State.AMENDED.rank]
Edits = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Change:
    """What is changed, and the record it needs from a state on: None for no state.

    ``alone`` says that it fits no other change; ``files`` are taken away with it.
    """

    edits: Edits
    needs: tuple[RecordKind, State] | None
    files: tuple[str, ...] = ()
    alone: bool = False


def rule(key: str, old: str, new: str) -> Change:
    """Another choice of an open rule."""
    edit = (RUBRIC, f"  {key}: {{choice: {old}", f"  {key}: {{choice: {new}")
    return Change((edit,), JUDGING)


def rubric(old: str, new: str, needs: tuple[RecordKind, State] | None = FROM_OPEN) -> Change:
    """Another passage of the rubric."""
    return Change(((RUBRIC, old, new),), needs)


def roster(old: str, new: str) -> Change:
    """Another passage of the roster."""
    return Change(((ROSTER, old, new),), BALLOTS)


def decision(old: str, new: str, *, alone: bool = False) -> Change:
    """Another passage of the decision."""
    return Change(((DECISION, old, new),), DECIDED, alone=alone)


CHANGES: Mapping[str, Change] = {
    # Ballots and roster.
    "a score": Change((("private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"'),), BALLOTS),
    "a score of a county's judge": Change(
        (("private/ballots/C01.yaml", '"02": "1"', '"02": "1.5"'),), BALLOTS
    ),
    "a judge's group": roster("id: L01, group: leaders", "id: L01, group: departments"),
    "a recusal": roster("id: L02, group: leaders", "id: L02, group: leaders, recusals: [yi]"),
    "a judge less": Change(
        ((ROSTER, "  - {id: D08, group: departments}\n", ""),),
        BALLOTS,
        ("private/ballots/D08.yaml",),
    ),
    "a number written otherwise": Change(
        (("private/ballots/L03.yaml", "judge: L03", 'judge: "L03" # 核对过'),), None
    ),
    "the order of the roster": Change(
        (
            (
                ROSTER,
                "  - {id: L04, group: leaders}\n  - {id: L05, group: leaders}\n",
                "  - {id: L05, group: leaders}\n  - {id: L04, group: leaders}\n",
            ),
        ),
        None,
    ),
    # The decision.
    "who is commended": decision("[jia]", "[jia, yi]"),
    "who decided": decision("虚构主席办公会", "虚构常委会"),
    "a veto": decision(
        "commended: [jia]",
        "commended: [jia]\nvetoes: [{county: yi, ground: failure, reason: 试}]",
        alone=True,
    ),
    "ranks": decision(
        "commended: [jia]",
        'commended: [yi]\nranks: {yi: "1", jia: "2"}\neveryday-work: [{county: yi, reason: 试}]',
        alone=True,
    ),
    "grades": decision(
        "commended: [jia]", "commended: [jia]\ngrades: {jia: 优秀, yi: 良好}", alone=True
    ),
    "a county's name for its id": Change(((DECISION, "[jia]", "[甲县]"),), None, alone=True),
    # What is frozen from judging on.
    "weights": Change(
        ((RUBRIC, 'weight: "40"', 'weight: "20"'), (RUBRIC, 'weight: "30"', 'weight: "50"')),
        JUDGING,
    ),
    "trimming": rule("trimming", "none", "items"),
    "missing scores": rule("missing-score", "refused", "zero"),
    "rounding": rule("rounding", "half-up", "half-even"),
    "ties": rule("ties", "shared", "decided"),
    "absent groups": rule("absent-group", "refused", "reweighted"),
    "who scores the bonus": rule("bonus-judges", "all-groups", "departments"),
    "how many are commended": Change(
        ((RUBRIC, "commended-number: {choice: decided", 'commended-number: {choice: "1"'),),
        JUDGING,
        alone=True,
    ),
    "the rank of a vetoed county": rule("vetoed-rank", "none", "kept"),
    "days of the notice": rule("publicity-days", '"5"', '"3"'),
    "what is disclosed": Change(
        ((RUBRIC, "disclosure: indicators", "disclosure: sections"),), JUDGING
    ),
    "minutes": rubric('questions: "5"', 'questions: "6"', JUDGING),
    "a word for a unit": rubric("[场次]", "[场次, 回]", JUDGING),
    "a unit": rubric("篇: []}", "篇: [], 人次: []}", JUDGING),
    "workdays": rubric(
        'version: "1"\n',
        'version: "1"\nworkdays: {"2031": {holidays: [2031-01-01], make-up: [2031-01-04]}}\n',
        JUDGING,
    ),
    "an accepted finding": rubric(
        "organiser: 虚构市科协\n",
        "organiser: 虚构市科协\naccepted: [{code: coarse-rounding, reason: 试}]\n",
        JUDGING,
    ),
    "an exemption": rubric(
        "title: 虚构的考核\n",
        'title: 虚构的考核\nexemptions: [{path: content/counties/jia/01.md, masked: "138****0000", '
        "reason: 试}]\n",
        JUDGING,
    ),
    # What is frozen from the start.
    "points": Change(
        ((RUBRIC, 'points: "6"', 'points: "5"'), (RUBRIC, 'points: "4"', 'points: "5"')),
        FROM_OPEN,
    ),
    "a target": rubric('all: "85"', 'all: "80"'),
    "a target of one county": rubric('counties: {jia: "3"}', 'counties: {jia: "2"}'),
    "the period": rubric('choice: "2018-01-01"', 'choice: "2018-01-02"'),
    "targets that are not named": rubric("choice: judged", "choice: not-applicable"),
    "a section's name": rubric("name: 第一部分", "name: 第一节"),
    "an item's name": rubric("name: 活动\n", "name: 各项活动\n"),
    "a county's name": rubric("name: 乙区", "name: 乙新区"),
    "a group's name": rubric("name: 部门", "name: 各部门"),
    "a ground for a veto": rubric("name: 失误", "name: 重大失误"),
    "a word for a unit less": rubric("{场: [场次]", "{场: []"),
    # What counts for nothing.
    "a reason": rubric("listed-groups, why: 试", "listed-groups, why: 从旧例", None),
    "whom to ask": rubric("contact: 虚构，", "contact: 虚构市，", None),
    "a remark": rubric('version: "1"', '# 试\nversion: "1"', None),
    "a number with a nought more": rubric('weight: "40"', 'weight: "40.0"', None),
}
CASES = [(name, state) for name in CHANGES for state in STATES]
# Each sixth: as many of each state, and of each kind of change.
SAMPLE = [case for at, case in enumerate(CASES) if (at + at // len(STATES)) % len(STATES) == 0]
HISTORIES = range(60 if LONG else 3)


def needs_record(change: Change, state: State) -> bool:
    """Whether the text of the issue asks for a record of the change in that state."""
    return change.needs is not None and state.rank >= change.needs[1].rank


def fits(root: Path, change: Change) -> bool:
    """Whether what is changed is there, and not yet as the change makes it."""
    texts = {path: (root / path).read_text(encoding="utf-8") for path, _, _ in change.edits}
    return all((root / name).exists() for name in change.files) and all(
        old in texts[path] and (not new or new not in texts[path])
        for path, old, new in change.edits
    )


def make(root: Path, change: Change) -> Callable[[], None]:
    """Make the change; how to take it back."""
    paths = {root / path for path in (*(edit[0] for edit in change.edits), *change.files)}
    before = {path: path.read_bytes() for path in paths}
    for path, old, new in change.edits:
        replace_text(root, path, old, new)
    for name in change.files:
        (root / name).unlink()

    def take_back() -> None:
        for path, content in before.items():
            path.write_bytes(content)

    return take_back


def start(root: Path, state: State) -> None:
    """Come to the state by the commands."""
    run_year(root, state)
    freeze(root)


def go(root: Path) -> State:
    """Take the next step; where what is announced differs, with a reason."""
    state = tuple(State)[open_project(root).log.state.rank + 1]
    try:
        go_on(root, state)
    except Refused as refused:
        if "--why" not in refused.message.text:
            raise
        go_on(root, state, "经核实更正。")
    if state.announces:
        agrees(root)
    return state


def finish(root: Path) -> None:
    """Go on to the final result, or amend that."""
    if open_project(root).log.state is State.FINAL:
        try:
            go(root)
        except Refused as refused:
            # What changes nothing announced needs no amendment.
            if "no amendment" not in refused.message.text:
                raise
    while open_project(root).log.state.rank < State.FINAL.rank:
        go(root)


def agrees(root: Path) -> None:
    """Hold the newest announcement against a second count of rubric, ballots and decision."""
    log = open_project(root).log
    notice = log.announced[-1][1]
    # What is kept of the ballots is what was counted.
    kept = root / "private/announced" / notice.digest
    ballots = [read(path) for path in sorted((kept / "ballots").iterdir())]
    decided: Any = dict(read(root / DECISION))
    ids = {one["name"]: one["id"] for one in read(root / RUBRIC)["counties"]}
    decided["commended"] = [ids.get(one, one) for one in decided["commended"]]
    rules = read(root / RUBRIC)
    counts = oracle.count(rules, read(kept / "roster.yaml"), ballots)
    expected = oracle.announced(rules, counts, decided)
    shown: Any = load_yaml(notice.content)
    assert sorted(shown["commended"]) == sorted(decided["commended"])
    rows = {row["county"]: {"rank": None, **row} for row in shown.get("counties", ())}
    if len(log.announced) == 1:
        assert rows == expected
    # Beside earlier announcements less may be shown, never anything else.
    assert all(dict(flat(rows[one])).items() <= dict(flat(expected[one])).items() for one in rows)
    if shown["disclosure"] not in ("commended", "grades"):
        ranks = oracle.standing(rules, counts, decided)
        assert {one: row["rank"] for one, row in rows.items()} == ranks
        assert all("total" in row for row in rows.values())


def read(file: Path) -> oracle.Tree:
    """A file of YAML."""
    tree: oracle.Tree = load_yaml(file.read_text(encoding="utf-8"))
    return tree


def flat(node: Any, *keys: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each value below the node, with the keys that lead to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from flat(value, *keys, key)
    else:
        yield keys, node


def refused_until_recorded(root: Path, change: Change, reason: str, *, back: bool) -> None:
    """The step is refused; then the change is taken back, or recorded and decided on."""
    state = open_project(root).log.state
    assert change.needs is not None
    kind = change.needs[0]
    before = contents(root)
    take_back = make(root, change)
    changed = contents(root)
    unrecorded = [one for one in assess(root).findings if one.code == "unrecorded-rule"]
    assert bool(unrecorded) == (kind is RecordKind.RULES)
    with pytest.raises((Refused, Unusable)):
        go(root)
    for other in set(RecordKind) - {kind}:
        with pytest.raises((Refused, Unusable)):
            record(root, other, "另一种改动。", DAYS[state])
    assert {**contents(root), DECISION: b""} == {**changed, DECISION: b""}
    if back:
        take_back()
        assert {**contents(root), DECISION: b""} == {**before, DECISION: b""}
        return
    if kind is RecordKind.DECISION:
        rest(root)
    record(root, kind, reason, DAYS[state])
    if kind is not RecordKind.DECISION and state.rank >= State.DECIDING.rank:
        refused_until_decided_again(root, state)
    with pytest.raises((Refused, Unusable)):
        record(root, kind, "再记一次。", DAYS[state])
    assert not [one for one in assess(root).findings if one.code == "unrecorded-rule"]


def refused_until_decided_again(root: Path, state: State) -> None:
    """A decision that was made before rests on other ballots or rules."""
    following = tuple(State)[state.rank + 1]
    step = Step(state=following, day=date.fromisoformat(DAYS[following]), by="试")
    with pytest.raises(Refused) as refused:
        announce_result(open_project(root), root / "private", step, "试。")
    assert "rests-on" in refused.value.message.text
    rest(root)


def contents(root: Path) -> Mapping[str, bytes]:
    """All that a person or a command may change."""
    folders = (root / "private", root / RESULTS)
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(root).as_posix(): file.read_bytes() for file in (*files, root / RUBRIC)
    }


@pytest.mark.parametrize(("name", "state"), CASES if LONG else SAMPLE)
def test_change_at_each_point(name: str, state: State, project: Path) -> None:
    """Free before it is bound; then refused, and taken back or recorded."""
    change = CHANGES[name]
    start(project, state)
    if not needs_record(change, state):
        make(project, change)
        finish(project)
        assert not open_project(project).log.records
        return
    refused_until_recorded(project, change, "", back=True)
    refused_until_recorded(project, change, "核实后改正。", back=False)
    finish(project)
    (recorded,) = open_project(project).log.records
    assert change.needs is not None
    assert (recorded.kind, recorded.reason) == (change.needs[0], "核实后改正。")
    assert recorded.by == "试"


@pytest.mark.parametrize("seed", HISTORIES)
def test_many_changes_in_one_cycle(seed: int, project: Path) -> None:
    """Up to three changes at each point, any of which may be taken back: all are in the log."""
    draw = random.Random(seed)
    start(project, State.OPEN)
    expected: list[tuple[RecordKind, str]] = []
    names = [name for name, change in CHANGES.items() if not change.alone]
    while open_project(project).log.state is not State.AMENDED:
        state = open_project(project).log.state
        for name in draw.sample(names, draw.randint(0, 3)):
            change, back = CHANGES[name], draw.random() < 0.3
            if not fits(project, change):
                continue
            if not needs_record(change, state):
                make(project, change)
                continue
            refused_until_recorded(project, change, f"{name}。", back=back)
            if not back and change.needs is not None:
                expected.append((change.needs[0], f"{name}。"))
        if state is State.FINAL:
            finish(project)
            break
        go(project)
    records = open_project(project).log.records
    assert [(one.kind, one.reason) for one in records] == expected


def test_each_kind_at_each_point_is_sampled() -> None:
    """What `make test` takes of the cases has each state and each kind of change."""
    kinds = {(change.needs or (None, None))[0] for change in CHANGES.values()}
    assert {(CHANGES[name].needs or (None, None))[0] for name, _ in SAMPLE} == kinds
    assert {state for _, state in SAMPLE} == set(STATES)
    assert len(CASES) >= 40
