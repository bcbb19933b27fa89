"""What is private is kept twice: on another disk, and as one encrypted file."""

import shutil
from pathlib import Path

import pytest
from on_folder import rehearse
from year import DECISION, run_year, write_private

from generator.cli import main
from generator.load.ballots.safe import UnreadableSafe, packed, unpacked
from generator.model.state import State

PHRASE = "一口口令 with eight signs"


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with ballots and a decision, and a file with the passphrase beside it."""
    monkeypatch.chdir(project)
    write_private(project, {**rehearse(project, 1), "decision.yaml": DECISION})
    (project.parent / "phrase").write_text(f"{PHRASE}\n", encoding="utf-8")
    return project


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def private(*words: str) -> int:
    return main(["private", *words, "--quiet", "--passphrase-file", "../phrase"])


def test_packed_folder_comes_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After git clean, restore writes every byte back; the file shows nothing."""
    before = contents(project / "private")
    assert private("pack", "../safe") == 0
    sealed = (project.parent / "safe").read_bytes()
    assert b"judge" not in sealed
    assert b"L01" not in sealed
    assert private("pack", "../safe") == 1
    assert private("check", "../safe") == 0
    shutil.rmtree(project / "private")
    assert private("restore", "../safe") == 0
    assert contents(project / "private") == before
    assert private("restore", "../safe") == 0
    (project / "private/ballots/L01.yaml").write_text("changed", encoding="utf-8")
    (project / "private/ballots/L02.yaml").unlink()
    assert private("restore", "../safe") == 1
    assert not (project / "private/ballots/L02.yaml").exists()
    capsys.readouterr()
    assert private("check", "../safe") == 1
    assert "ballots/L01.yaml" in capsys.readouterr().err


def test_other_phrases_and_damage_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence, nothing written, no traceback."""
    assert private("pack", "../safe") == 0
    (project.parent / "damaged").write_bytes((project.parent / "safe").read_bytes()[:-9])
    assert private("restore", "../damaged") == 1
    (project.parent / "phrase").write_text("another phrase\n", encoding="utf-8")
    assert private("restore", "../safe") == 1
    assert "口令不对" in capsys.readouterr().err
    assert private("restore", "rubric.yaml") == 1
    assert private("restore", "absent") == 1
    (project.parent / "phrase").write_text("short\n", encoding="utf-8")
    assert private("pack", "../new") == 2
    assert not (project.parent / "new").exists()
    assert main(["private", "pack"]) == 2


def test_phrase_is_typed_twice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that differ pack nothing."""
    typed = iter([PHRASE, PHRASE + "x", PHRASE, PHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert main(["private", "pack", "../safe"]) == 2
    assert not (project.parent / "safe").exists()
    assert main(["private", "pack", "../safe"]) == 0


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x"])
def test_no_file_is_written_outside(path: str) -> None:
    """A packed file is never a way to write elsewhere."""
    with pytest.raises(UnreadableSafe):
        unpacked(packed({path: b"x"}, PHRASE), PHRASE)


def test_private_folder_lies_elsewhere_and_each_write_is_copied(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ignored settings name both places; --private wins; what differs is kept."""
    elsewhere, second = project.parent / "hall", project.parent / "stick"
    shutil.move(project / "private", elsewhere)
    settings = "private: ../hall\nprivate-copy: ../stick\n"
    (project / ".taizhang.yaml").write_text(settings, encoding="utf-8")
    (elsewhere / "decision.yaml").unlink()
    assert main(["tally", "--quiet"]) == 0
    # The stick is not there: nothing is written to one place alone.
    assert main(["decision", "--quiet"]) == 1
    assert not (elsewhere / "decision.yaml").exists()
    second.mkdir()
    (second / "decision.yaml").write_text("earlier", encoding="utf-8")
    assert main(["decision", "--quiet"]) == 0
    assert (second / "decision.yaml").read_bytes() == (elsewhere / "decision.yaml").read_bytes()
    assert (second / "decision.yaml.1").read_text(encoding="utf-8") == "earlier"
    (elsewhere / "ballots/L01.yaml").unlink()
    assert main(["ballots", "--quiet"]) == 0
    assert (second / "ballots/L01.yaml").is_file()
    capsys.readouterr()
    assert main(["private", "check", "--quiet"]) == 1
    assert "roster.yaml" in capsys.readouterr().err
    shutil.copytree(elsewhere, second, dirs_exist_ok=True)
    assert main(["private", "check", "--quiet"]) == 0
    assert main(["tally", "--quiet", "--private", "../nothing"]) == 1
    (project / ".taizhang.yaml").write_text("privat: x\n", encoding="utf-8")
    assert main(["tally", "--quiet"]) == 1
    assert ".taizhang.yaml:1" in capsys.readouterr().err


def test_what_is_kept_once_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a second place the check says how to get one."""
    assert main(["private", "check", "--quiet"]) == 1
    assert "taizhang private pack" in capsys.readouterr().err


def test_ballots_behind_an_announcement_are_copied(project: Path) -> None:
    """What the next announcement is held against lies in the second place as well."""
    (project.parent / "stick").mkdir()
    (project / ".taizhang.yaml").write_text("private-copy: ../stick\n", encoding="utf-8")
    run_year(project, State.DECIDING)
    assert main(["announce", "proposed", "--date", "2019-01-21", "--quiet"]) == 0
    kept = {
        path: content
        for path, content in contents(project / "private").items()
        if path.startswith("announced/")
    }
    assert len(kept) > 2
    assert contents(project.parent / "stick").items() >= kept.items()


@pytest.mark.parametrize("place", ["backup", "private", "private/copy", "../project/content"])
def test_second_place_is_away_from_the_first(
    place: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the project git would take it up, or lose it with the rest."""
    (project / place).mkdir(exist_ok=True)
    before = contents(project)
    assert private("pack", f"{place}/safe") == 1
    assert "另外指定地方" in capsys.readouterr().err
    assert contents(project) == before
    (project / ".taizhang.yaml").write_text(f"private-copy: {place}\n", encoding="utf-8")
    for command in ("ballots", "decision", "tally"):
        assert main([command, "--quiet"]) == 1
        assert "另外指定地方" in capsys.readouterr().err
