"""Archiving a cycle, and what the check still says of one that is archived."""

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from archived import PAST, archive_year
from on_folder import assess, portfolio_in, project_faults
from personal_numbers import mobile
from project_copy import REPOSITORY, replace_text
from year import go_on, rest, run_year

from generator.cli import main
from generator.model.finding import Severity
from generator.model.state import State
from generator.usecases.archive_steps import plan_archiving
from generator.usecases.open_project import open_project

Printed = pytest.CaptureFixture[str]
Tree = dict[str, str]
PRIVATE = ("private/", ".cache/", "site/")


def tree(root: Path) -> Tree:
    """Every file that belongs to the project, with its digest."""
    files = (one for one in root.rglob("*") if one.is_file())
    found = {one.relative_to(root).as_posix(): one.read_bytes() for one in files}
    return {
        path: hashlib.sha256(content).hexdigest()
        for path, content in found.items()
        if not path.startswith(PRIVATE)
    }


def test_archiving_loses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is there afterwards, evidence and results at their old paths in the archive."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    assert main(["archive", "--quiet"]) == 0
    after = tree(project)
    assert Counter(before.values()) <= Counter(after.values())
    moved = ("rubric.yaml", "content/counties/", "content/results/2018/")
    for path, digest in before.items():
        target = f"{PAST}/{path}" if path.startswith(moved) else path
        assert digest == after[target], path


def test_folder_is_ready_for_the_next_year(project: Path) -> None:
    """The new cycle has its year, its period, a folder a county, and nothing to complain of."""
    archive_year(project)
    assessed = assess(project)
    rubric = assessed.portfolio.rubric
    assert ("2019", State.SETUP) == (rubric.cycle, assessed.portfolio.log.state)
    assert ["2019-01-01", "2019-12-31"] == [str(one) for one in rubric.period]
    assert assessed.findings == ()
    for county in ("jia", "yi"):
        text = (project / f"content/counties/{county}/index.md").read_text(encoding="utf-8")
        assert ["深化改革工作情况", "实绩数据", "创新工作", "实际举措"] == [
            line.removeprefix("## ") for line in text.splitlines() if line
        ]
    go_on(project, State.OPEN)
    assert assess(project).portfolio.log.state is State.OPEN


def test_both_titles_name_the_next_year() -> None:
    """The assessment's Chinese and English title; that of the notice stays till it is known."""
    text = (REPOSITORY / "rubric.yaml").read_text(encoding="utf-8")
    before = text.splitlines()
    rubric = open_project(REPOSITORY).rubric
    after = plan_archiving(REPOSITORY, rubric, text, "2019").rubric.splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if new != old]
    assert changed[1] == "title: 2019年度县（区）科协工作目标考核"
    assert changed[-1] == "  title: 2019 county assessment"
    assert len(changed) == 5


def test_archived_cycle_is_read_as_it_was(project: Path) -> None:
    """Rubric, evidence, log and announcement load from the archive to the same values."""
    run_year(project, State.FINAL)
    before = portfolio_in(project)
    archive_year_again(project)
    archived = open_project(project)
    (past,) = archived.past
    after = portfolio_in(past.root)
    assert (before.rubric, before.log) == (after.rubric, after.log)
    assert before.counties["jia"].evidence == after.counties["jia"].evidence
    assert (past.log.state, archived.past_faults) == (State.FINAL, ())


def archive_year_again(root: Path) -> None:
    """Archive what has been brought to its end already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["archive", "--quiet"]) == 0


def test_dry_run_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names every move and every new file, and leaves all as it was."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    assert main(["archive", "--dry-run"]) == 0
    assert before == tree(project)
    lines = capsys.readouterr().out.splitlines()
    assert [
        "content/counties -> content/archive/2018/content/counties",
        "content/results/2018 -> content/archive/2018/content/results/2018",
        "rubric.yaml -> content/archive/2018/rubric.yaml",
        "+ rubric.yaml",
        "+ content/counties/jia/index.md",
        "+ content/counties/yi/index.md",
    ] == lines


@pytest.mark.parametrize("last", [State.OPEN, State.DECIDING, State.PROPOSED])
def test_unfinished_cycle_is_refused(
    last: State, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the result is final nothing is archived."""
    monkeypatch.chdir(project)
    run_year(project, last)
    before = tree(project)
    assert main(["archive"]) == 1
    assert "结果公布以后才能归档" in capsys.readouterr().err
    assert before == tree(project)


def test_amended_cycle_is_archived(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corrected result is as finished as a final one; the year after can be named."""
    monkeypatch.chdir(project)
    run_year(project, State.AMENDED)
    assert main(["archive", "--next", "2021", "--quiet"]) == 0
    assert assess(project).portfolio.rubric.cycle == "2021"


@pytest.mark.parametrize("year", ["2018", "2017", "19", "next"])
def test_year_that_does_not_follow_is_refused(
    year: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next cycle is a later year; whatever else is written leaves all as it was."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    assert main(["archive", "--next", year]) == 1
    assert before == tree(project)


def test_archive_that_is_there_is_not_written_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of the cycle's name, or one left by a run that was killed, is told."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    for name in ("2018", ".2018"):
        folder = project / "content/archive" / name
        folder.mkdir(parents=True)
        assert main(["archive"]) == 1
        assert f"content/archive/{name}" in capsys.readouterr().err
        folder.rmdir()


def test_rubric_no_program_can_date_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A period that is not written with its year on its line stops the archiving."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    replace_text(
        project,
        "rubric.yaml",
        '  period-to: {choice: "2018-12-31", why: 试}',
        '  period-to:\n    choice: "2018-12-31"\n    why: 试',
    )
    before = tree(project)
    assert main(["archive"]) == 1
    assert "各占一行" in capsys.readouterr().err
    assert before == tree(project)


def fail_moves(monkeypatch: pytest.MonkeyPatch, first: int, last: int) -> None:
    """Let the moves of these numbers fail, counted from 0."""
    done = 0

    def failing(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(source: Path, target: Path) -> Path:
            nonlocal done
            if ".cache" not in source.parts:
                done += 1
                if first <= done - 1 <= last:
                    raise OSError
            return move(source, target)

        return moved

    monkeypatch.setattr(Path, "rename", failing(Path.rename))
    monkeypatch.setattr(Path, "replace", failing(Path.replace))


@pytest.mark.parametrize("at", range(5))
def test_failing_step_takes_all_back(
    at: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the five moves fails, the folder is as it was before."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    fail_moves(monkeypatch, at, at)
    assert main(["archive", "--quiet"]) == 3
    assert before == tree(project)
    assert not list((project / "content/archive").iterdir())


@pytest.mark.parametrize("at", range(5))
def test_run_that_was_killed_is_taken_back(
    at: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """After a sudden end before any of the five moves the command puts all right and goes on."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    with monkeypatch.context() as patch:
        fail_moves(patch, at, 99)
        patch.setattr(shutil, "rmtree", _nothing)
        patch.setattr(Path, "unlink", _nothing)
        patch.setattr(Path, "rmdir", _nothing)
        assert main(["archive", "--quiet"]) == 3
    assert before != tree(project)
    assert main(["archive", "--dry-run"]) == 1
    capsys.readouterr()
    for command in (["state"], ["announce", "amended", "--why", "更正"]):
        assert main(command) == 1
        assert "taizhang archive" in capsys.readouterr().err
    assert main(["archive"]) == 0
    assert "上一次没有做完" in capsys.readouterr().err
    assert Counter(before.values()) <= Counter(tree(project).values())
    assert open_project(project).past
    assert not (project / ".rubric.yaml").exists()
    assert not list((project / "content").glob("*.new"))
    assert [one.name for one in (project / "content/archive").iterdir()] == ["2018"]


def test_run_that_was_killed_loses_nothing_written_since(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Where the new folders have been written to, nothing is thrown away and the mend is told."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    with monkeypatch.context() as patch:
        fail_moves(patch, 3, 99)
        assert main(["archive", "--quiet"]) == 3
    (project / ".rubric.yaml").write_text("x", encoding="utf-8")
    (project / "content/counties/jia/01.md").write_text("新写的", encoding="utf-8")
    before = tree(project)
    assert main(["archive"]) == 1
    assert "content/counties" in capsys.readouterr().err
    assert before == tree(project)
    (project / "content/counties/jia/01.md").unlink()
    replace_text(project, "rubric.yaml", 'cycle: "2018"', 'cycle: ""')
    before = tree(project)
    assert main(["archive"]) == 1
    assert "rubric.yaml" in capsys.readouterr().err
    assert before == tree(project)


def _nothing(*_: object, **__: object) -> None:
    """As if the power were gone."""


@pytest.mark.parametrize("at", range(1, 5))
def test_disk_that_fails_for_good_loses_nothing(
    at: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the steps cannot even be taken back, every file still lies somewhere."""
    monkeypatch.chdir(project)
    run_year(project, State.FINAL)
    before = tree(project)
    fail_moves(monkeypatch, at, 99)
    assert main(["archive", "--quiet"]) == 3
    assert Counter(before.values()) <= Counter(tree(project).values())


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one.code, one.place.path) for one in assess(root).findings]


def test_frozen_evidence_gets_no_advice(project: Path) -> None:
    """A date nobody can read and an entry without proof in the archive are told no more, but that they changed."""
    archive_year(project)
    past = f"{PAST}/content/counties/jia/01.md"
    replace_text(project, past, "| 2018-03-12 |", "| 某日 |")
    replace_text(project, past, "| https://example.org/a |", "| |")
    (project / f"{PAST}/content/counties/jia/notes.doc").write_text("x", encoding="utf-8")
    (project / f"{PAST}/content/counties/bing").mkdir()
    assert codes(project) == [("changed-after-final", f"{PAST}/content/counties/jia")]


def test_what_bears_on_publishing_is_told_of_the_archive(project: Path) -> None:
    """A person's number, a file that cannot be read, a changed announcement: errors, in place."""
    archive_year(project)
    counties, results = f"{PAST}/content/counties", f"{PAST}/content/results/2018"
    index = project / counties / "jia/index.md"
    index.write_text(f"电话 {mobile(random.Random(1))}\n", encoding="utf-8")
    (project / counties / "jia/02.md").write_bytes("会议".encode("gbk"))
    replace_text(project, f"{results}/06-final.json", '"total": "', '"total": "1')
    findings = assess(project).findings
    assert {
        ("personal-data", f"{counties}/jia/index.md"),
        ("unreadable-file", f"{counties}/jia/02.md"),
        ("altered-announcement", f"{results}/06-final.json"),
    } == {(one.code, one.place.path) for one in findings}
    assert {Severity.ERROR} == {one.severity for one in findings}


def test_county_is_not_told_of_the_archive(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own check passes where the archive has an error; the organiser's does not."""
    archive_year(project)
    (project / PAST / "rubric.yaml").write_text("cycle: [", encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["check", "--quiet", "--county", "jia"]) == 0
    assert PAST not in capsys.readouterr().out
    assert main(["check", "--quiet"]) == 1
    assert PAST in capsys.readouterr().out


def test_unreadable_archive_does_not_stop_the_year(project: Path) -> None:
    """A past rubric that cannot be read is an error at its place; the current cycle is checked."""
    archive_year(project)
    (project / PAST / "rubric.yaml").write_text("cycle: [", encoding="utf-8")
    assessed = assess(project)
    assert [("unreadable-yaml", f"{PAST}/rubric.yaml")] == codes(project)
    assert assessed.portfolio.rubric.cycle == "2019"
    go_on(project, State.OPEN)
    assert assess(project).portfolio.log.state is State.OPEN


def test_commands_in_the_archive(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A past result can be amended where it lies; site, volume and archive are the project's."""
    archive_year(project)
    monkeypatch.chdir(project / PAST)
    assert main(["state"]) == 0
    assert "公布" in capsys.readouterr().out
    for command in (["build"], ["volume", "jia"], ["archive"]):
        assert main(command) == 2
        assert str(project) in capsys.readouterr().err
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    private = ["--private", str(project / "private")]
    changed = ["record", "ballots-changed", "登记有误", "--date", "2019-02-20", "--by", "试"]
    assert main([*changed, *private]) == 0
    rest(Path.cwd(), project / "private")
    amend = ["announce", "amended", "--date", "2019-02-20", "--why", "登记有误"]
    assert main([*amend, *private]) == 0
    monkeypatch.chdir(project)
    (past,) = open_project(project).past
    assert past.log.state is State.AMENDED


def test_unknown_past_cycle_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A volume of a year that is not archived names those that are."""
    archive_year(project)
    monkeypatch.chdir(project)
    assert main(["volume", "jia", "--cycle", "../2018"]) == 1
    assert "有：2018" in capsys.readouterr().err


def test_repository_archive_is_clean() -> None:
    """The invented 2017 has no error, and says of itself that it is invented."""
    repository = open_project(REPOSITORY)
    (past,) = repository.past
    assert repository.past_faults == ()
    assert past.rubric.invented
    assert past.log.announcement is not None
    assert past.log.announcement.demonstration
    assert past.log.announcement.vetoes == ()
    assert project_faults(past.root) == ()
    for file in past.root.rglob("*"):
        if file.suffix in (".md", ".txt"):
            assert "演示数据" in file.read_text(encoding="utf-8"), file
