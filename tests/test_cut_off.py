"""Killed, or on a full disk, at any file operation: the next command works or says what to do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import REPOSITORY, replace_text
from year import RESULTS, go_on, record, rest, run_year

from generator.cli import main
from generator.model.log import RecordKind
from generator.model.state import State

TRIMMING = ("rubric.yaml", "trimming: {choice: none", "trimming: {choice: items")
LONG = bool(os.environ.get("TAIZHANG_LONG"))
COMMANDS = {
    "open": (State.SETUP, ["state", "open", "--date", "2018-01-15"]),
    "proposed": (State.DECIDING, ["announce", "proposed", "--date", "2019-01-21"]),
    "amended": (State.FINAL, ["announce", "amended", "--date", "2019-02-20", "--why", "更正。"]),
    "state": (State.CLOSED, ["state", "reviewing", "--date", "2019-01-08"]),
    "record": (State.PROPOSED, ["record", "rules-changed", "调整。", "--date", "2019-01-24"]),
    "archive": (State.FINAL, ["archive"]),
}

# What they leave is tried below, in a moment.
LONG_ALONE = ("open", "record")


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("fault", ["kill", "begun", "full"])
@pytest.mark.parametrize("command", [one for one in COMMANDS if LONG or one not in LONG_ALONE])
def test_each_operation_can_be_the_last(project: Path, command: str, fault: str) -> None:
    """What is left stops nobody: run again, the command makes what it would have made."""
    last, arguments = COMMANDS[command]
    run_year(project, last)
    if command == "amended":
        replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
        record(project, RecordKind.BALLOTS, "一处登记错误。")
        rest(project)
    if command == "open":
        shutil.rmtree(project / RESULTS / "log")
    if command == "record":
        replace_text(project, *TRIMMING)
    every = "1" if LONG else "61"
    program = [sys.executable, str(REPOSITORY / "tests/faults.py"), str(project), fault, every]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [*program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (_, ended, said, whole, *_), *runs = map(json.loads, done.stdout.splitlines())
    assert ended == 0, said
    assert runs
    for nth, ended, said, after, again, said_again, mended in runs:
        assert "Traceback" not in said + said_again, (nth, said, said_again)
        assert ended in ((0, 1) if fault == "full" else (0, 9)), (nth, said)
        if ended == 1:
            assert "磁盘满了" in said, (nth, said)
        # Where the step was already made, the command says that another follows.
        assert again == 0 or (after == whole and said_again), (nth, said_again)
        assert mended == whole, nth


# What is made, and what another command finds where it was cut off before the file of the log.
LEFT = {
    "open": (State.OPEN, "log/01-open", ["state", "open", "--date", "2018-01-15"]),
    "reviewing": (
        State.REVIEWING,
        "log/03-reviewing",
        ["state", "reviewing", "--date", "2019-01-08"],
    ),
    "reviewing, rules recorded": (
        State.REVIEWING,
        "log/03-reviewing",
        ["record", "rules-changed", "调整。", "--date", "2019-01-08"],
    ),
    "proposed, rules recorded": (
        State.PROPOSED,
        "log/05-proposed",
        ["record", "rules-changed", "调整。", "--date", "2019-01-21"],
    ),
    "proposed, ballots recorded": (
        State.PROPOSED,
        "log/05-proposed",
        ["record", "ballots-changed", "更正。", "--date", "2019-01-21"],
    ),
    "amended, archived": (State.AMENDED, "log/08-amended", ["archive"]),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_left_over_stops_no_command(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """The rules, or the announcement, without the file of the log: told, then replaced or gone."""
    state, stem, arguments = LEFT[what]
    if state is State.OPEN:
        shutil.rmtree(project / RESULTS / "log")
        go_on(project, State.OPEN)
    else:
        run_year(project, state)
    (project / RESULTS / f"{stem}.yaml").unlink()
    left = list((project / RESULTS).rglob(f"{stem[4:]}.json"))
    assert left
    if "rules" in what:
        # As recorded now; before judging only the period and the like are frozen.
        old, new = ("name: 甲县", "name: 甲区") if state is State.REVIEWING else TRIMMING[1:]
        replace_text(project, "rubric.yaml", old, new)
    elif "ballots" in what:
        replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    monkeypatch.chdir(project)
    assert main(["check", "--quiet"]) == (0 if "/log/" in str(*left) and "rules" not in what else 1)
    capsys.readouterr()
    if "rules" not in what:
        for command in (["state"], []):
            assert main(command) == 0
            assert "中途断了" in capsys.readouterr().err
    assert main(arguments) == 0, capsys.readouterr().err
    said = capsys.readouterr().err
    assert "中途断了" in said
    # Another command than the one that was cut off takes it away; the same one writes it anew.
    assert [file for file in left if file.exists()] == ([] if "," in what else left)
    assert main(["check", "--quiet"]) == 0, capsys.readouterr()
