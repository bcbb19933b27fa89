"""A change shown before it is merged: evidence of the change, all else of the base."""

from pathlib import Path

import pytest
from changes import git
from project_copy import replace_text

from generator.cli import main

Printed = pytest.CaptureFixture[str]
FILE = "content/counties/jia/01.md"


@pytest.fixture
def forge(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on its branch ``change``."""
    monkeypatch.chdir(project)
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "base")
    git(project, "checkout", "--quiet", "-b", "change")
    return project


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "x")


def test_links_of_a_preview_lead_somewhere(forge: Path, tmp_path: Path) -> None:
    """A page of the office's that names another county has that link as text."""
    guide = forge / "content/pages/guide/index.md"
    git(forge, "checkout", "--quiet", "main")
    guide.parent.mkdir(parents=True, exist_ok=True)
    guide.write_text(
        "# 指南\n\n[乙](taizhang:/cycle/counties/yi/)\n[甲](taizhang:/cycle/counties/jia/)\n",
        "utf-8",
    )
    commit(forge)
    git(forge, "checkout", "--quiet", "change")
    git(forge, "merge", "--quiet", "--ff-only", "main")
    replace_text(forge, FILE, "办好活动。", "办好三场活动。")
    commit(forge)
    out = tmp_path / "preview"
    assert main(["preview", str(out), "--quiet", "--base", "main"]) == 0
    assert "办好三场活动。" in (out / "2018/counties/jia/01/index.html").read_text("utf-8")
    text = (out / "guide/index.html").read_text("utf-8")
    assert 'href="#" aria-disabled="true">乙</a>' in text
    assert 'href="../2018/counties/jia/index.html">甲</a>' in text
    assert not (out / "2018/counties/yi").exists()
    assert not (out / "2018/compare").exists()


def test_change_of_no_one_county_has_none(forge: Path, tmp_path: Path, capsys: Printed) -> None:
    """The office's change, one of two counties, one that does not merge: a sentence, no folder."""
    out = tmp_path / "preview"
    (forge / "README.md").write_text("x", "utf-8")
    commit(forge)
    assert main(["preview", str(out), "--base", "main"]) == 1
    assert "预览只给一个县（区）的改动；这次改动涉及：—" in capsys.readouterr().err
    replace_text(forge, FILE, "办好活动。", "办好三场活动。")
    (forge / "content/counties/yi").mkdir(exist_ok=True)
    (forge / "content/counties/yi/02.md").write_text("x", "utf-8")
    commit(forge)
    assert main(["preview", str(out), "--base", "main"]) == 1
    assert "甲县、乙区" in capsys.readouterr().err
    git(forge, "checkout", "--quiet", "main")
    replace_text(forge, FILE, "办好活动。", "办好五场活动。")
    commit(forge)
    assert main(["preview", str(out), "--base", "main", "--head", "change"]) == 1
    assert "合并以后的样子显示不出来" in capsys.readouterr().err
    assert main(["preview", str(out), "--base", "nothing"]) == 1
    assert not out.exists()


def test_links_and_hidden_folders_of_a_change_are_text(forge: Path, tmp_path: Path) -> None:
    """A link to a file of the machine shows nothing of it; folders of programs are not made use of."""
    secret = tmp_path / "secret.md"
    secret.write_text("很秘密", "utf-8")
    (forge / "content/counties/jia/02.md").unlink()
    (forge / "content/counties/jia/02.md").symlink_to(secret)
    (forge / "content/counties/jia/attachments/a.pdf").symlink_to(secret)
    (forge / ".cache/taizhang").mkdir(parents=True, exist_ok=True)
    (forge / ".cache/taizhang/x").write_text("x", "utf-8")
    git(forge, "add", "-f", "-A")
    git(forge, "commit", "--quiet", "-m", "x")
    out = tmp_path / "preview"
    main(["preview", str(out), "--quiet", "--base", "main"])
    files = [file for file in out.rglob("*") if file.is_file()]
    assert files
    assert not any("很秘密" in file.read_bytes().decode("utf-8", "replace") for file in files)
