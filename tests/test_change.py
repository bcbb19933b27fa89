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
from generator.model.errors import Refused, UnusableChange
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


def judged(root: Path, head: str, base: str = "main") -> dict[str, str]:
    """The verdict on a branch that is not checked out."""
    return verdict(root, base, head)


def test_folder_behind_its_base_is_judged_as_merged(clone: Path, capsys: Printed) -> None:
    """What is read is what the merge makes, not the folder, which lacks what came in since."""
    replace_text(clone, f"{OWN}01.md", "办好活动。", "办好三场活动。")
    commit(clone)
    git(clone, "checkout", "--quiet", "main")
    (clone / OWN / "attachments/list.pdf").unlink()
    commit(clone)
    git(clone, "checkout", "--quiet", "change")
    assert main(["check", "--quiet", "--base", "main"]) == 1
    assert "missing-attachment" in capsys.readouterr().out
    assert main(["check", "--quiet"]) == 0


def test_other_revision_is_judged_by_the_base(clone: Path, capsys: Printed) -> None:
    """--head judges what is not checked out, and its attributes change no byte of it."""
    (clone / OWN / ".gitattributes").write_text(
        "* text eol=crlf ident export-ignore filter=x\n", encoding="utf-8"
    )
    replace_text(clone, f"{OWN}01.md", "| 2018-03-12 |", "| 三月 |")
    commit(clone)
    git(clone, "config", "filter.x.smudge", f"touch {clone}/ran")
    git(clone, "checkout", "--quiet", "--force", "main")
    (clone / "ran").unlink(missing_ok=True)
    assert main(["check", "--quiet", "--base", "main", "--head", "change"]) == 1
    printed = capsys.readouterr().out
    assert "[unreadable-date]" in printed
    assert "[project-in-county]" in printed
    assert "[unreadable-file]" not in printed
    assert not (clone / "ran").exists()
    assert main(["check", "--head", "change"]) == 2


def test_tangled_change_is_reported_in_every_form(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Where nothing can be merged the report says why, with the commands that mend it."""
    nth = list(CASES).index("criss-cross that takes back a rival's evidence")
    git(repository, "checkout", "--quiet", "--force", "main")
    monkeypatch.chdir(repository)
    asked = ["check", "--quiet", "--base", f"{nth}/base", "--head", f"{nth}/head"]
    for form in ("text", "markdown", "github", "json", "sarif"):
        assert main([*asked, "--format", form]) == 1
        printed = capsys.readouterr()
        assert "git switch -c again" in (printed.out + printed.err).replace("\\\\", "").replace(
            "\\", ""
        )


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_REPLACE_REF_BASE"])
def test_environment_of_git_changes_nothing(
    name: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither another repository, other objects nor settings come in by the environment."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    own = f"{list(CASES).index('deletes the rubric')}/head"
    monkeypatch.setenv(name, str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.worktree=/'")
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    assert judged(repository, own) == {"rubric.yaml": "path-outside-county"}


def test_settings_of_the_repository_change_nothing(repository: Path, tmp_path: Path) -> None:
    """Replaced objects, grafts, attributes, drivers and another work tree are passed over."""
    root = tmp_path / "own"
    shutil.copytree(repository / ".git", root / ".git")
    head = f"{list(CASES).index('deletes the rubric')}/head"
    commits = [git(root, "rev-parse", name) for name in (head, "main")]
    git(root, "replace", *commits)
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"{commits[0]}\n", encoding="utf-8")
    (root / ".git/info/attributes").write_text("* merge=x filter=x\n", encoding="utf-8")
    (tmp_path / "more").write_text("[core]\n\tworktree = /\n", encoding="utf-8")
    for key, value in (
        ("merge.x.driver", f"touch {tmp_path}/ran"),
        ("core.attributesFile", str(root / ".git/info/attributes")),
        ("include.path", str(tmp_path / "more")),
        ("diff.renames", "copies"),
        ("merge.renames", "false"),
    ):
        git(root, "config", key, value)
    assert judged(root, head) == {"rubric.yaml": "path-outside-county"}
    assert not (tmp_path / "ran").exists()


def test_objects_that_are_missing_are_never_fetched(repository: Path, tmp_path: Path) -> None:
    """A shallow copy gets a sentence; a partial one asks nobody for what it lacks."""
    git(repository, "config", "uploadpack.allowFilter", "true")
    head = f"{list(CASES).index('behind its base')}/head"
    git(repository, "branch", "--force", "one", head)
    git(repository, "branch", "--force", "two", head.replace("head", "base"))
    address = repository.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=one", address, "shallow")
    two = "refs/heads/two:refs/remotes/origin/two"
    git(tmp_path / "shallow", "fetch", "--quiet", "--depth=1", "origin", two)
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", address, "partial")
    git(tmp_path / "partial", "config", "remote.origin.url", "ext::touch% ran")
    git(tmp_path / "partial", "config", "protocol.ext.allow", "always")
    for name, words in (("shallow", "nothing in common"), ("partial", "are missing")):
        with pytest.raises(Refused) as refused:
            judged(tmp_path / name, "refs/remotes/origin/one", "refs/remotes/origin/two")
        assert words in refused.value.message.text
    assert not (tmp_path / "partial/ran").exists()


def test_name_of_two_commits_is_refused(clone: Path, capsys: Printed) -> None:
    """A tag, or a branch named like the host's, does not stand for the base."""
    replace_text(clone, f"{OWN}01.md", "办好活动。", "办好三场活动。")
    commit(clone)
    git(clone, "update-ref", "refs/remotes/origin/main", "main")
    assert main(["check", "--quiet", "--base", "origin/main"]) == 0
    git(clone, "update-ref", "refs/heads/origin/main", "change")
    git(clone, "tag", "main", "change")
    for base in ("main", "origin/main", "main~0"):
        assert main(["check", "--quiet", "--base", base]) == 1
        assert "不止一个" in capsys.readouterr().err
    assert main(["check", "--quiet", "--base", "refs/heads/main"]) == 0


@pytest.mark.usefixtures("clone")
def test_old_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """A git that cannot merge without a folder gets a sentence with its version."""
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho git version 2.37.1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert main(["check", "--quiet", "--base", "main"]) == 1
    assert "git 2.37 太旧" in capsys.readouterr().err


def test_bytes_of_a_change_are_limited(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files just below the limit are too much in sum; a tree that repeats itself ends."""
    monkeypatch.setattr("generator.load.git_change.MOST_BYTES", 8_000_000)
    name = f"{list(CASES).index('a large picture')}/head"
    assert judged(repository, name) == {OWN.rstrip("/"): "oversized-change"}
    monkeypatch.setattr("generator.load.git._LONGEST", 2)
    tree = git(repository, "mktree", given=b"")
    for _ in range(12):
        lines = "".join(f"040000 tree {tree}\t{nth}\n" for nth in range(10))
        tree = git(repository, "mktree", given=lines.encode())
    commit = git(repository, "commit-tree", "-m", "x", "-p", "main", tree)
    with pytest.raises(Refused) as refused:
        judged(repository, commit)
    assert "too long" in refused.value.message.text


@pytest.mark.usefixtures("clone")
def test_nothing_to_merge_is_told(capsys: Printed) -> None:
    """A change that the base holds already."""
    assert main(["check", "--quiet", "--base", "main"]) == 1
    assert "合并这次改动什么也不会变" in capsys.readouterr().err


def attach(root: Path, county: str, name: str, content: str) -> None:
    file = root / f"content/counties/{county}/attachments/{name}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def test_both_of_an_equal_file_are_named_with_the_first(clone: Path, capsys: Printed) -> None:
    """A copy is told in both reports, with who had it first, whatever its own history says."""
    git(clone, "checkout", "--quiet", "main")
    git(clone, "checkout", "--quiet", "-b", "copy")
    attach(clone, "jia", "copied.txt", "同一份")
    git(clone, "add", "-A")
    git(clone, "commit", "--quiet", "--date=2001-01-01T00:00:00", "-m", "x")
    git(clone, "checkout", "--quiet", "main")
    attach(clone, "yi", "own.txt", "同一份")
    commit(clone)
    # Its own county gives it another name later: it was there first all the same.
    git(
        clone,
        "mv",
        "content/counties/yi/attachments/own.txt",
        "content/counties/yi/attachments/new.txt",
    )
    commit(clone)
    git(clone, "merge", "--quiet", "--no-ff", "-m", "x", "copy")
    assert main(["check", "--quiet", "--select", "repeated-attachment"]) == 0
    printed = capsys.readouterr().out
    assert (
        "和乙区（content/counties/yi/attachments/new.txt）的完全相同；按主分支的 git 记录，乙区（"
        in printed
    )
    assert (
        "和甲县（content/counties/jia/attachments/copied.txt）的完全相同；按主分支的 git 记录，这里的在先"
        in printed
    )


def test_report_of_a_change_names_no_file_of_another(clone: Path, capsys: Printed) -> None:
    """A county that copies learns that the other has it too, and no name of its file."""
    git(clone, "checkout", "--quiet", "main")
    attach(clone, "yi", "secret.txt", "同一份")
    commit(clone)
    git(clone, "checkout", "--quiet", "-b", "copy")
    attach(clone, "jia", "copied.txt", "同一份")
    commit(clone)
    assert main(["check", "--quiet", "--base", "main"]) == 0
    printed = capsys.readouterr().out
    assert "这个文件和乙区的完全相同；按主分支的 git 记录，乙区的在先" in printed
    assert "secret" not in printed


@pytest.mark.parametrize("folder", ["jia", "jia/content/archive/2017", "JIA/attachments", "."])
def test_county_folder_is_never_the_project(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A project planted in a county's folder, or beside it, is passed over for the real one."""
    planted = project / "content/counties" / folder
    planted.mkdir(parents=True, exist_ok=True)
    (planted / "rubric.yaml").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(planted)
    assert main(["targets"]) == 0
    assert "甲县" in capsys.readouterr().out
    (project / "rubric.yaml").unlink()
    assert main(["targets"]) == 2
