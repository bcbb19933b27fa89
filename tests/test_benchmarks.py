"""What measures builds runs, counts what it must, and table and chart come from what it measured."""

import shutil
import sys
from pathlib import Path

import pytest
from ended import wait_for_end
from project_copy import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "benchmarks"))

import build_sites
from builders import NAMES, find_tools
from costs import Cost, cost_of
from measured import COLD, ONE_FILE, Measured, Run, Size, Written, kept
from results_chart import chart
from results_table import missed_goals, table

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


def test_table_and_chart_come_from_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has edited a number by hand: made anew both are the same bytes."""
    shutil.copyfile(RESULTS / "builds.json", tmp_path / "builds.json")
    monkeypatch.setattr(sys, "argv", ["", "--redraw", "--into", str(tmp_path)])
    assert build_sites.main() == 0
    for name in ("builds.json", *MADE):
        assert (RESULTS / name).read_bytes() == (tmp_path / name).read_bytes(), name
    for file in RESULTS.iterdir():
        assert str(REPOSITORY) not in file.read_text(encoding="utf-8")


def test_a_county_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each tool builds in turn, a tool that is not there is told, and all of it is kept."""
    monkeypatch.setattr(build_sites, "CASES", (COLD, ONE_FILE))
    words = "--sizes 26 --rounds 1 --tools taizhang,material,hugo --save --into"
    monkeypatch.setattr(sys, "argv", ["", *words.split(), str(tmp_path), "--peers", "none"])
    assert build_sites.main() == 0
    assert "hugo missing" in capsys.readouterr().out
    measured = Measured.read(tmp_path / "builds.json")
    assert measured.tools["hugo"] is None
    assert [(case, tool) for case in (COLD, ONE_FILE) for tool in ("taizhang", "material")] == [
        (one.case, one.tool) for one in measured.runs
    ]
    for one in measured.runs:
        assert one.cost.processor > 0
        assert one.written.files > 26
        assert not one.cost.cut_off
        assert one.case != COLD or one.written.files == one.written.new_files
    for name in MADE:
        assert "taizhang" in (tmp_path / name).read_text(encoding="utf-8")


def some(seconds: dict[str, float], pages: int, *, cut_off: str = "") -> list[Run]:
    """A cold run of each tool, of so many seconds."""
    return [
        Run(pages, tool, "cold", Cost(time, time, 50, 60, tool == cut_off), Written(9, 9, 9, 9))
        for tool, time in seconds.items()
    ]


def test_medians_ratios_and_growth_are_shown(tmp_path: Path) -> None:
    """Of three runs the middle one; a tool that was cut off is told by the limit."""
    tools: dict[str, str | None] = {"taizhang": "1", "material": "2", "hugo": None}
    measured = Measured("a machine", tools)
    for pages, made in ((2_000, 2_000), (74_000, 74_000)):
        measured.begin(Size(pages, made, 77, 1, 3, 20, "2018-01-01", 0))
    for seconds in (9.0, 4.0, 3.0):
        measured.runs += some({"taizhang": seconds, "material": 16}, 2_000)
    measured.runs += some({"taizhang": 222, "material": 1_200}, 74_000, cut_off="material")
    text = table(measured)
    assert "| 2,000 | taizhang | 4.00 s | 0.250 | 1.000 |" in text
    assert "| 74,000 | taizhang | 222.00 s | < 0.185 | 1.000 | 222.00 s |" in text
    assert "| 60 MB | 9 | 0.0 | 1.50 |" in text
    assert "| 74,000 | material | – | – | – | > 20 min |" in text
    assert "| 74,000 | hugo | – | – | – | missing |" in text
    missed = {(goal.pages, goal.figure) for goal in missed_goals(measured)}
    assert missed == {(2_000, "of Material's processor time"), (74_000, "growth")}
    drawn = chart(measured)
    assert drawn.count('class="over"') == 1
    assert "hugo</text>" not in drawn
    # Read back it is the same, and a size measured anew replaces itself alone.
    measured.write(tmp_path / "builds.json")
    again = kept(tmp_path / "builds.json", "a machine", tools)
    assert again == measured
    again.begin(measured.sizes[0])
    assert {one.pages for one in again.runs} == {74_000}
    assert not kept(tmp_path / "builds.json", "another machine", tools).runs


def test_time_of_worker_processes_is_counted(tmp_path: Path) -> None:
    """The processor time is that of the command and of the processes it waits for."""
    assert cost_of([sys.executable, "-c", BUSY], tmp_path).processor >= 0.6


def test_a_build_over_the_limit_is_ended(tmp_path: Path) -> None:
    """What takes too long is cut off, with what it started, and told as cut off."""
    cost = cost_of(["sh", "-c", "sleep 600 & echo $! > pid; wait"], tmp_path, limit=3)
    assert cost.cut_off
    assert cost.seconds < 300
    wait_for_end(int((tmp_path / "pid").read_text("utf-8")))


def test_a_build_that_fails_ends_all(tmp_path: Path) -> None:
    """A failed build is no fast one: its words are shown."""
    with pytest.raises(SystemExit, match="broken"):
        cost_of(["sh", "-c", "echo broken; exit 3"], tmp_path)


def test_tools_that_are_not_installed_are_none(tmp_path: Path) -> None:
    """Without an environment of the others only ours and Material are there."""
    found = find_tools(tmp_path)
    assert [name for name in NAMES if found[name]] == ["taizhang", "material"]
