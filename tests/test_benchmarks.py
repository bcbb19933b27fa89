"""What measures builds runs, counts what it must, and table and chart come from what it measured."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "benchmarks"))

from builders import NAMES, find_tools
from costs import cost_of
from measured import CASES, Measured

BUILDS = [sys.executable, str(REPOSITORY / "benchmarks/build_sites.py")]
RESULTS = REPOSITORY / "benchmarks/results"
MADE = ("builds.md", "builds.svg")
# Two worker processes that are busy for 0.3 s each.
BUSY = """
import time
from concurrent.futures import ProcessPoolExecutor
def work(_):
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
with ProcessPoolExecutor(2) as pool:
    list(pool.map(work, range(2)))
"""


def run(*words: str) -> str:
    done = subprocess.run([*BUILDS, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_table_and_chart_come_from_what_was_measured(tmp_path: Path) -> None:
    """Nobody has edited a number by hand: made anew both are the same bytes."""
    shutil.copyfile(RESULTS / "builds.json", tmp_path / "builds.json")
    run("--redraw", "--into", str(tmp_path))
    for name in ("builds.json", *MADE):
        assert (RESULTS / name).read_bytes() == (tmp_path / name).read_bytes(), name
    for file in RESULTS.iterdir():
        assert str(REPOSITORY) not in file.read_text(encoding="utf-8")


def test_a_county_is_measured(tmp_path: Path) -> None:
    """Each tool builds each time, a tool that is not there is told, and all of it is kept."""
    tools = "taizhang,material,hugo"
    peers = ("--peers", str(tmp_path / "none"))
    told = run("--sizes", "26", "--rounds", "1", "--tools", tools, "--into", str(tmp_path),
               "--save", *peers)  # fmt: skip
    measured = Measured.read(tmp_path / "builds.json")
    assert {"taizhang", "material", "hugo"} == set(measured.tools)
    assert measured.tools["hugo"] is None
    assert "hugo missing" in told
    assert [(case, tool) for case in CASES for tool in ("taizhang", "material")] == [
        (one.case, one.tool) for one in measured.runs
    ]
    for one in measured.runs:
        assert one.cost.processor > 0
        assert one.written.files > 26
        assert not one.cost.cut_off
    cold = next(one for one in measured.runs if one.case == "cold")
    assert cold.written.files == cold.written.new_files
    for name in MADE:
        assert (tmp_path / name).read_text(encoding="utf-8")
    assert all(name in (tmp_path / "builds.svg").read_text("utf-8") for name in ("taizhang", "mat"))


def test_time_of_worker_processes_is_counted(tmp_path: Path) -> None:
    """The processor time is that of the command and of the processes it waits for."""
    assert cost_of([sys.executable, "-c", BUSY], tmp_path).processor >= 0.6


def test_a_build_over_the_limit_is_ended(tmp_path: Path) -> None:
    """What takes too long is cut off, with what it started, and told as cut off."""
    cost = cost_of(["sh", "-c", "sleep 60 & echo $! > pid; wait"], tmp_path, limit=0.3)
    assert cost.cut_off
    assert cost.seconds < 30
    process = Path("/proc") / (tmp_path / "pid").read_text("utf-8").strip() / "stat"
    assert not process.exists() or ") Z " in process.read_text("utf-8")


def test_a_build_that_fails_ends_all(tmp_path: Path) -> None:
    """A failed build is no fast one: its words are shown."""
    with pytest.raises(SystemExit, match="broken"):
        cost_of(["sh", "-c", "echo broken; exit 3"], tmp_path)


def test_tools_that_are_not_installed_are_none(tmp_path: Path) -> None:
    """Without an environment of the others only ours and Material are there."""
    found = find_tools(tmp_path)
    assert [name for name in NAMES if found[name]] == ["taizhang", "material"]
