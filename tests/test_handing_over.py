"""The public site published into a folder or a file: whole, checked, never the reviewers'."""

import json
import zipfile
from pathlib import Path

import pytest

from generator.cli import main
from generator.site import handing_over

Printed = pytest.CaptureFixture[str]


def test_folder_is_swapped_as_a_whole_and_checked(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """What the manifest lists is there; a file that somebody put there stays and is named."""
    monkeypatch.chdir(project)
    out = tmp_path / "www"
    assert main(["publish", str(out)]) == 0
    listed = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert f"{len(listed)} 个文件" in capsys.readouterr().err
    assert not any("01.md" in one or "review" in one for one in listed)
    (out / "MP_verify.txt").write_text("x", encoding="utf-8")
    assert main(["publish", str(out)]) == 0
    assert "MP_verify.txt" in capsys.readouterr().err
    assert (out / "MP_verify.txt").is_file()
    assert not (project / "site").exists()


def test_file_holds_the_same_site(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A packed site is the built one, byte for byte, and packed twice is the same file."""
    monkeypatch.chdir(project)
    files = [tmp_path / "a.zip", tmp_path / "b.ZIP"]
    for file in files:
        assert main(["publish", str(file), "--quiet"]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as book:
        assert book.testzip() is None
        assert "index.html" in book.namelist()
        assert "manifest.json" in book.namelist()
    assert sorted(one.name for one in tmp_path.glob("*.[zZ]*")) == ["a.zip", "b.ZIP"]


def test_what_cannot_be_published_leaves_the_old(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A ballot among the pages, a foreign folder, a file's name: the old site stays as it was."""
    monkeypatch.chdir(project)
    out = tmp_path / "www"
    assert main(["publish", str(out), "--quiet"]) == 0
    before = {one: one.read_bytes() for one in out.rglob("*") if one.is_file()}
    (project / "content/decision.yaml").write_text("by: x\n", encoding="utf-8")
    assert main(["publish", str(out), "--quiet"]) == 1
    assert {one: one.read_bytes() for one in out.rglob("*") if one.is_file()} == before
    (project / "content/decision.yaml").unlink()
    assert main(["publish", str(project / "rubric.yaml")]) == 2
    assert main(["publish", str(project / "content")]) == 1
    (tmp_path / "folder.zip").mkdir()
    assert main(["publish", str(tmp_path / "folder.zip")]) == 2
    capsys.readouterr()
    monkeypatch.setattr(handing_over, "_listed", lambda _: {"index.html": "0" * 64})
    assert main(["publish", str(tmp_path / "c.zip"), "--quiet"]) == 1
    assert "第一个是 index.html" in capsys.readouterr().err
    assert not (tmp_path / "c.zip").exists()
