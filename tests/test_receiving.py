"""Receiving is killed, or meets a full disk: no acknowledged ballot is lost, none half-written."""

import errno
import os
import random
import resource
import shutil
import signal
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from plain_yaml import load_texts
from score_sheets import filled, hall, judges_of, layout_of, make_deck, typed

from generator.atomic_write import write_durably
from generator.cli import main
from generator.load.ballots.received import received_versions
from generator.load.project import Project
from generator.usecases.issue_sheets import issue_sheets
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.receive_ballots import FaultySheet, receive_sheet

POINTS = 500 if os.environ.get("TAIZHANG_LONG") else 20


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which L01 has handed in once, and two more sheets of L01 beside it."""
    root = hall(tmp_path_factory.mktemp("received") / "project")
    deck = make_deck(3, open_project(root).rubric)
    private = root / "private"
    private.mkdir()
    (private / "roster.yaml").write_text(deck.roster, encoding="utf-8")
    project = open_project(root)
    (sheet,) = issue_sheets(project, private, ["L01"], rehearsal=False).files.values()
    layout = layout_of(project.rubric, judges_of(root, private)["L01"])
    cells = typed(layout, deck.scores["L01"])
    for nth, points in enumerate((1, 2, 3)):
        (root / f"{nth}.xlsx").write_bytes(filled(sheet, {**cells, "D4": points}))
    first = receive_sheet(project, private, root / "0.xlsx", datetime.now().astimezone())
    write_private(root, private, first.files)
    return root


def given(root: Path) -> str:
    """The score in D4 of the ballot that counts, which must be whole."""
    text = (root / "private/ballots/L01.yaml").read_text(encoding="utf-8")
    ballot = load_texts(text)
    assert sum(len(items) for items in ballot["scores"].values()) == 156
    return str(ballot["scores"]["donghai"]["01"])


def check_versions(root: Path) -> list[str]:
    """Every version that has a ballot has it whole, and the file that was handed in beside it."""
    sources = [(root / f"{nth}.xlsx").read_bytes() for nth in range(3)]
    texts = []
    for version in received_versions(root / "private", "L01"):
        assert all(sheet.read_bytes() in sources for sheet in version.sheets)
        if version.ballot is not None:
            assert version.sheets
            texts.append(version.ballot.read_text(encoding="utf-8"))
            ballot = load_texts(texts[-1])
            assert sum(len(items) for items in ballot["scores"].values()) == 156
    return texts


def receive_both(root: Path, project: Project, acknowledged: int) -> None:
    """Write a letter after each ballot that was received."""
    for nth in (1, 2):
        receive(root, project, nth)
        os.write(acknowledged, str(nth + 1).encode())


def receive(root: Path, project: Project, nth: int) -> None:
    """Take the judge's sheet of that number."""
    now = datetime.now().astimezone()
    ballot = receive_sheet(project, root / "private", root / f"{nth}.xlsx", now)
    write_private(root, root / "private", ballot.files)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as Unix has them")
def test_killed_while_receiving(received: Path, tmp_path: Path) -> None:
    """Killed at random points: what was acknowledged is there, and the next import goes on."""
    chance = random.Random("killed")
    project = open_project(received)
    shutil.copytree(received, tmp_path / "timed")
    began = time.monotonic()
    receive_both(tmp_path / "timed", project, os.open(os.devnull, os.O_WRONLY))
    whole = time.monotonic() - began
    cut_short = 0
    for nth in range(POINTS):
        began = time.monotonic()
        root = tmp_path / str(nth)
        shutil.copytree(received, root)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            # Without a handler the signal ends the process wherever it is.
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.01, whole * 1.1))
            receive_both(root, project, writing)
            os._exit(0)
        os.close(writing)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            # The first time was longer on a machine that was busy.
            whole = min(whole, time.monotonic() - began)
        else:
            cut_short += 1
        acknowledged = os.read(reading, 9).decode()[-1:] or "1"
        os.close(reading)
        assert given(root) >= acknowledged
        texts = check_versions(root)
        assert (root / "private/ballots/L01.yaml").read_text(encoding="utf-8") in texts
        # Where the second is there whole, the first is refused: a newer one has replaced it.
        with suppress(FaultySheet):
            receive(root, project, 1)
        receive(root, project, 2)
        assert given(root) == "3"
        check_versions(root)
        shutil.rmtree(root)
    assert cut_short > POINTS / 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as Unix has them")
@pytest.mark.parametrize("room", [0, 100, 4_000, 12_000])
def test_full_disk_while_receiving(received: Path, tmp_path: Path, room: int) -> None:
    """No file grows beyond the room there is: an error, the earlier ballot as it was, nothing half."""
    root = tmp_path / "project"
    shutil.copytree(received, root)
    project = open_project(root)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            receive_both(root, project, os.open(os.devnull, os.O_WRONLY))
        except OSError as error:
            os._exit(7 if error.errno == errno.EFBIG else 8)
        os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert given(root) == "1"
    check_versions(root)
    assert not [file for file in root.rglob("*") if file.name.startswith(".") and file.is_file()]


def test_disk_full_is_told(
    received: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No receipt without the ballot on the disk, and a sentence that says what to do."""
    root = tmp_path / "project"
    shutil.copytree(received, root)
    monkeypatch.chdir(root)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["ballots", "import", "1.xlsx"]) == 1
    said = capsys.readouterr()
    assert "回执" not in said.out
    assert "磁盘满了" in said.err
    assert given(root) == "1"


def test_folder_of_a_file_is_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of new folders and files are on the disk when the call returns."""
    synced: list[str] = []
    sync = os.fsync

    def noted(opened: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{opened}").readlink()))
        sync(opened)

    monkeypatch.setattr(os, "fsync", noted)
    write_durably(tmp_path / "a/b/c.txt", b"text")
    assert {str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a/b")} <= set(synced)
