"""The changes of the trial, kind by kind: what tells each, and what only something outside can."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from changes import git
from test_altered import (
    EDITS,
    EVIDENCE,
    FILES,
    FINAL,
    UNSEEN,
    demonstration,
    edited,
    errors_in_results,
    in_log,
    remove,
)
from test_misplaced import put
from year import RESULTS, run_year

from generator.cli import main
from generator.model.state import State

__all__ = ["demonstration"]
Printed = pytest.CaptureFixture[str]

# What the issue names, each with the changes that stand for it: the check reports every one, and
# no site is built.
TOLD: dict[str, tuple[Mapping[str, object], tuple[str, ...]]] = {
    "ranks exchanged while totals stay": (EDITS, ("ranks exchanged", "a rank shared", "all first")),
    "totals exchanged while ranks stay": (EDITS, ("totals exchanged", "counties' names exchanged")),
    "a total that is no sum": (EDITS, ("a total that is no sum", "a total a little off")),
    "an item's 0.00": (EDITS, ("an item of nothing", "an item over its points", "an item gone")),
    "a group's mean": (EDITS, ("a group's mean", "a group gone")),
    "a section": (EDITS, ("a section", "points in another section", "a section gone")),
    "demonstration: false": (EDITS, ("a demonstration unmarked",)),
    "a commended county changed": (EDITS, ("another commended", "one commended less")),
    "a commended county nobody knows": (EDITS, ("one commended whom nobody knows",)),
    "a veto or a standing put in": (EDITS, ("a veto that nobody decided", "a standing")),
    "day, state or cycle": (EDITS, ("another day", "another state", "another cycle")),
    "less or more told than the disclosure": (EDITS, ("fewer told", "a grade", "a key of its own")),
    "counties gone or in another order": (EDITS, ("a county gone", "counties in another order")),
    "the chain": (EDITS, ("the chain broken", "another before it")),
    "changes that were none": (EDITS, ("a change that was none",)),
    "the last announcement, its log kept": (FILES, ("the last announcement",)),
    "the last log, its announcement kept": (FILES, ("the last log",)),
    "an earlier announcement with its log": (FILES, ("the first of both",)),
    "the whole log": (FILES, ("the whole log", "a step of the log")),
    "day, state or digest in the log": (FILES, ("the day in the log", "the digest in the log")),
    "weights after the result": (FILES, ("weights",)),
    "a past year": (FILES, ("the archive's total",)),
    "evidence changed after final": (EVIDENCE, ("a sentence", "a file more", "a file less")),
    "the recorded evidence": (EVIDENCE, ("the recorded digest", "no record")),
}
# What leaves nothing behind that could contradict it: told by the note of the second column alone.
OUTSIDE = {
    "the last announcement with its log": "history, --digest",
    "the log with all announcements": "history, --digest",
    "templates": "verify",
    "the order of the commended, a reason of no change": "--digest, --signers",
}


def test_each_kind_has_its_changes() -> None:
    """All of the trial's 29, and nothing that test_altered does not try."""
    assert len(TOLD) + len(OUTSIDE) + len(UNSEEN) - 1 >= 29
    for changes, names in TOLD.values():
        assert set(names) <= changes.keys(), names


MORE: dict[str, Callable[[Path], object]] = {
    "rules of the log": lambda root: put(root, f"{RESULTS}/log/03-reviewing.json", "{}"),
    "rules of the log taken away": remove("log/03-reviewing.json"),
    "ballots bound": in_log("04-deciding", 'ballots: "', 'ballots: "0'),
    "disclosure with its keys": lambda root: edited(
        root, FINAL, lambda one: (one.update(disclosure="commended"), one.pop("counties"))
    ),
    "the rules that an announcement names": lambda root: edited(
        root, FINAL, lambda one: one.update(rules="0" * 64)
    ),
    "an announcement more": lambda root: shutil.copyfile(
        root / RESULTS / f"{FINAL}.json", root / RESULTS / "08-amended.json"
    ),
}


@pytest.mark.parametrize("what", MORE)
def test_more_is_told(demonstration: Path, what: str) -> None:
    """Neighbours that test_altered does not have."""
    MORE[what](demonstration)
    assert errors_in_results(demonstration)


TAKEN_AWAY = {
    "the last announcement with its log": (f"{FINAL}.json", f"log/{FINAL}.yaml"),
    "the log with all announcements": ("log", f"{FINAL}.json", "05-proposed.json"),
}


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_what_is_taken_away_whole_is_told_by_history(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, what: str
) -> None:
    """The folder alone cannot know; the change that takes it away is refused."""
    monkeypatch.chdir(demonstration)
    git(demonstration, "init", "--quiet", "--initial-branch=main")
    for message in ("before", "after"):
        if message == "after":
            remove(*TAKEN_AWAY[what])(demonstration)
        git(demonstration, "add", "-A")
        git(demonstration, "commit", "--quiet", "-m", message)
    assert errors_in_results(demonstration) == []
    capsys.readouterr()
    assert main(["check", "--base", "main~1", "--as", "office", "--quiet"]) == 1
    said = "".join(capsys.readouterr())
    for name in TAKEN_AWAY[what]:
        assert f"{RESULTS}/{name}" in said
    assert "record-rewritten" in said


def test_templates_of_the_commit_are_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A template that lets pages say another result: every build of the commit says it too."""
    run_year(project, State.FINAL)
    shutil.rmtree(project / "private")
    put(project, "site_templates/results.html", "<p>第一名：乙区</p>")
    put(project, ".gitignore", "/site/\n.*\n")
    monkeypatch.chdir(project)
    git(project, "init", "--quiet")
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "x")
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert "第一名：乙区" in (project / "site/2018/results/index.html").read_text("utf-8")
    capsys.readouterr()
    assert main(["verify", "--quiet"]) == 0
    said = capsys.readouterr().err
    assert "site_templates/results.html" in said
    assert "自己的模板" in said
