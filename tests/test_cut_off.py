"""Killed, or on a full disk, at any file operation: the next command works or says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import REPOSITORY, replace_text
from year import record, rest, run_year

from generator.model.log import RecordKind
from generator.model.state import State

LONG = bool(os.environ.get("TAIZHANG_LONG"))
COMMANDS = {
    "proposed": (State.DECIDING, ["announce", "proposed", "--date", "2019-01-21"]),
    "amended": (State.FINAL, ["announce", "amended", "--date", "2019-02-20", "--why", "更正。"]),
    "state": (State.CLOSED, ["state", "reviewing", "--date", "2019-01-08"]),
    "archive": (State.FINAL, ["archive"]),
}


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("fault", ["kill", "begun", "full"])
@pytest.mark.parametrize("command", COMMANDS)
def test_each_operation_can_be_the_last(project: Path, command: str, fault: str) -> None:
    """What is left stops nobody: run again, the command makes what it would have made."""
    last, arguments = COMMANDS[command]
    run_year(project, last)
    if command == "amended":
        replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
        record(project, RecordKind.BALLOTS, "一处登记错误。")
        rest(project)
    every = "1" if LONG else "31"
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
