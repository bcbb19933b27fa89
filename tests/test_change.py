"""Pull requests in real git repositories: the hostile refused path by path, the honest let be."""

import shutil
import sys
import time
from pathlib import Path

import pytest
from changes import HONEST, HOSTILE, OWN, Step, git, stream
from histories import CASES, HONEST_HISTORIES, HOSTILE_HISTORIES, streamed
from project_copy import INVENTED, replace_text

from generator.cli import main
from generator.load.git import GitError, open_repository
from generator.load.git_change import read_change
from generator.model.errors import UnusableChange
from generator.rules.change import counties_touched
from generator.usecases.check_change import check_change

Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project with a second county's file, and branches for each pull request."""
    root = tmp_path_factory.mktemp("changes")
    git(root, "init", "--quiet", "--initial-branch=main")
    files = {
        one.relative_to(INVENTED).as_posix(): one
        for one in sorted(INVENTED.rglob("*"))
        if one.is_file()
    }
    texts: list[Step] = [
        ("100644", path, one.read_text("utf-8", "replace")) for path, one in files.items()
    ]
    texts += [("100644", "content/counties/yi/01.md", "一"), ("100644", "README.md", "说明")]
    content = stream("main", texts)
    for nth, name in enumerate(CASES):
        content += streamed(name, f"{nth}/")
    git(root, "fast-import", "--quiet", given=content)
    return root


def verdict(root: Path, base: str, head: str) -> dict[str, str]:
    try:
        with check_change(root, base, head, "jia") as change:
            findings = change.findings
    except UnusableChange as refused:
        findings = refused.findings
    return {one.place.path: one.code for one in findings}


def test_there_are_enough_cases() -> None:
    """Eighty hostile changes and thirty honest ones at least, and how many there are."""
    hostile, honest = HOSTILE.keys() | HOSTILE_HISTORIES, HONEST.keys() | HONEST_HISTORIES
    sys.stdout.write(f"{len(hostile)} hostile and {len(honest)} honest pull requests\n")
    assert len(hostile) >= 80
    assert len(honest) >= 30


@pytest.mark.parametrize("name", CASES)
def test_change_is_judged_exactly(name: str, repository: Path) -> None:
    """Every path that is refused is named with its reason, and no other."""
    commits, expected = CASES[name]
    nth = list(CASES).index(name)
    base = f"{nth}/base" if "base" in {branch for branch, *_ in commits} else "main"
    begun = time.monotonic()
    assert expected == verdict(repository, base, f"{nth}/head")
    assert time.monotonic() - begun < 30


def test_nothing_is_written_into_the_repository(repository: Path) -> None:
    """A change is merged in a scratch repository: the judged one gets neither objects nor files."""
    nth = list(CASES).index("behind its base")
    before = sorted(repository.rglob("*"))
    assert verdict(repository, f"{nth}/base", f"{nth}/head") == {}
    assert before == sorted(repository.rglob("*"))


def test_base_moves_on(repository: Path) -> None:
    """What others have merged since the change began is not the change's doing."""
    content = stream("moved", [("100644", "rubric.yaml", "x")], "main")
    git(repository, "fast-import", "--quiet", given=content)
    own = list(CASES).index("one file")
    with open_repository(repository) as opened:
        change = read_change(opened, "moved", f"{own}/head")
    assert [one.path for one in change.paths] == [f"{OWN}03.md"]
    assert counties_touched(change.paths, ("jia", "yi")) == {"jia"}


@pytest.mark.parametrize(
    ("base", "words"),
    [("nothing", "找不到"), ("--output=x", "找不到"), ("other", "没有共同的历史")],
)
def test_base_that_cannot_be_used_is_told(
    base: str, words: str, clone: Path, capsys: Printed
) -> None:
    """A base that is not there, looks like an option, or has another history."""
    git(clone, "fast-import", "--quiet", given=stream("other", [("100644", "rubric.yaml", "x")]))
    assert main(["check", f"--base={base}", "--as", "甲县"]) == 1
    assert words in capsys.readouterr().err
    assert not (clone / "x").exists()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the invented project, checked out on a branch of its own."""
    root = tmp_path / "clone"
    shutil.copytree(INVENTED, root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "x")
    git(root, "checkout", "--quiet", "-b", "change")
    monkeypatch.chdir(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "x")


def test_honest_change_passes(clone: Path, capsys: Printed) -> None:
    """A county that keeps to its folder passes, by id, by name, and deduced."""
    replace_text(clone, f"{OWN}01.md", "办好活动。", "办好三场活动。")
    commit(clone)
    for more in (["--as", "jia"], ["--as", "甲县"], []):
        assert main(["check", "--quiet", "--base", "main", *more]) == 0
    assert main(["check", "--quiet", "--base", "main", "--as", "乙区"]) == 1
    assert "path-outside-county" in capsys.readouterr().out


def test_county_agrees_with_the_change(clone: Path, capsys: Printed) -> None:
    """--county names the county whose change it is, or the check is refused; it is never dropped."""
    replace_text(clone, f"{OWN}01.md", "办好活动。", "办好三场活动。")
    commit(clone)
    base = ["check", "--quiet", "--base", "main"]
    for more in (["--county", "jia"], ["--county", "甲县"], ["--as", "jia", "--county", "甲县"]):
        assert main([*base, *more]) == 0
        assert "乙区" not in capsys.readouterr().out
    for more in (["--county", "乙区"], ["--as", "甲县", "--county", "yi"]):
        assert main([*base, *more]) == 1
        printed = capsys.readouterr()
        assert "这次改动是甲县的，--county 写的却是乙区" in printed.err
        assert not printed.out
    assert main([*base, "--as", "乙区", "--county", "甲县"]) == 1
    assert "这次改动是乙区的" in capsys.readouterr().err
    assert main([*base, "--county", "丁县"]) == 1
    assert "没有县（区）“丁县”" in capsys.readouterr().err


def test_large_attachment_is_told_once(clone: Path, capsys: Printed) -> None:
    """The change and the folder as it stands have the same to say of it."""
    (clone / OWN / "attachments/list.pdf").write_bytes(b"%PDF" + b"x" * 10_000_000)
    commit(clone)
    assert main(["check", "--quiet", "--base", "main"]) == 1
    assert capsys.readouterr().out.count("[oversized-file]") == 1


def test_change_of_several_needs_a_name(clone: Path, capsys: Printed) -> None:
    """A change that touches no county or two is nobody's without --as."""
    (clone / "README.md").write_text("x", encoding="utf-8")
    commit(clone)
    assert main(["check", "--base", "main"]) == 1
    assert "不在任何县（区）的文件夹里" in capsys.readouterr().err
    for county in ("jia", "yi"):
        folder = clone / "content/counties" / county
        folder.mkdir(exist_ok=True)
        (folder / "03.md").write_text("x", encoding="utf-8")
    commit(clone)
    assert main(["check", "--base", "main"]) == 1
    assert "涉及甲县、乙区的文件夹" in capsys.readouterr().err
    assert main(["check", "--as", "甲县"]) == 2


def test_rubric_of_the_base_judges(clone: Path, capsys: Printed) -> None:
    """A change that renames the counties is judged by those of the base."""
    replace_text(clone, "rubric.yaml", "id: jia,", "id: jia-2,")
    commit(clone)
    assert main(["check", "--base", "main", "--as", "jia-2"]) == 1
    assert "--as 后面的“jia-2”不是县（区），可选：甲县、乙区" in capsys.readouterr().err


def test_nothing_of_the_change_is_run(clone: Path) -> None:
    """Hooks, filters, attributes and settings of a change do nothing while it is judged."""
    (clone / ".gitattributes").write_text(
        "* diff=evil filter=evil text eol=crlf\n", encoding="utf-8"
    )
    commit(clone)
    for key in ("diff.evil.command", "diff.evil.textconv", "diff.external", "core.fsmonitor"):
        git(clone, "config", key, f"touch {clone}/ran")
    assert main(["check", "--quiet", "--base", "main", "--as", "jia"]) == 1
    assert not (clone / "ran").exists()


def test_folder_without_git_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Only --base needs git, and it says so."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert main(["check", "--quiet"]) == 0
    assert main(["check", "--base", "main"]) == 1
    assert "不在 git 仓库里" in capsys.readouterr().err
    with pytest.raises(GitError), open_repository(project):
        pass


def test_project_below_the_repository(tmp_path: Path) -> None:
    """Where the project is a folder of a larger repository its paths are its own."""
    shutil.copytree(INVENTED, tmp_path / "部门/考核")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "change")
    root = tmp_path / "部门/考核"
    (root / OWN / "03.md").write_text("x", encoding="utf-8")
    (tmp_path / "别的").write_text("x", encoding="utf-8")
    commit(tmp_path)
    assert verdict(root, "main", "change") == {"../../别的": "path-outside-county"}
