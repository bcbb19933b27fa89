"""Evidence that changes after the close or after it was scored: told, refused, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from changes import git
from on_folder import project_faults, tally
from project_copy import replace_text
from year import RESULTS, go_on, run_year

from generator.cli import main
from generator.load.evidence_digest import evidence_digest
from generator.model.errors import Refused
from generator.model.finding import Finding
from generator.model.state import State
from generator.usecases.check import check
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import UnusableBallots

STATEMENT = "content/counties/jia/index.md"


def change(root: Path) -> None:
    """A county writes a word more."""
    replace_text(root, STATEMENT, "虚构。", "虚构，补充。")


def digest_of(root: Path, county: str) -> str:
    return evidence_digest(root, county, {})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


def test_close_and_judging_record_what_was_handed_in(project: Path) -> None:
    """The files of these two steps name each county's evidence; those of the others none."""
    run_year(project, State.FINAL)
    log = open_project(project).log
    expected = {one: digest_of(project, one) for one in ("jia", "yi")}
    recorded = {one.state: dict(one.evidence) for one in log.transitions}
    assert recorded[State.CLOSED] == recorded[State.REVIEWING] == expected
    assert [state for state, one in recorded.items() if one] == [
        State.CLOSED,
        State.REVIEWING,
        State.FINAL,
    ]


def test_judging_does_not_begin_with_late_evidence(project: Path) -> None:
    """Where the rubric refuses it the step is refused until the folder is as it was."""
    run_year(project, State.CLOSED)
    change(project)
    with pytest.raises(Refused) as late:
        go_on(project, State.REVIEWING)
    assert late.value.message.values == {"counties": "甲县", "day": "2019-01-05"}
    replace_text(project, STATEMENT, "虚构，补充。", "虚构。")
    go_on(project, State.REVIEWING)


def test_judging_begins_with_late_evidence_that_is_taken(project: Path) -> None:
    """Where the rubric accepts it judging begins with it, and it is recorded anew."""
    replace_text(
        project,
        "rubric.yaml",
        "late-submission: {choice: refused",
        "late-submission: {choice: accepted",
    )
    run_year(project, State.CLOSED)
    change(project)
    assert codes(project_faults(project)) == ["changed-after-close"]
    # Nothing has been scored yet that could be stale.
    tally(project, project / "private")
    go_on(project, State.REVIEWING)
    assert codes(project_faults(project)) == []
    tally(project, project / "private")


def test_changed_evidence_is_scored_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No total, no deliberation; with what the message says for each judge both."""
    run_year(project, State.REVIEWING)
    change(project)
    with pytest.raises(UnusableBallots) as stale:
        go_on(project, State.DECIDING)
    [finding] = stale.value.findings
    assert finding.code == "stale-ballot"
    ballots = sorted((project / "private/ballots").iterdir())
    # The judge of 甲县 has not scored it.
    scored = [one.name for one in ballots if "  jia:" in one.read_text(encoding="utf-8")]
    assert finding.message.values["ballots"] == "、".join(scored)
    assert finding.fix is not None
    judges = finding.fix.values["judges"].split()
    assert judges == [name.removesuffix(".yaml") for name in scored]
    before = {one.name: one.read_text("utf-8") for one in ballots}
    monkeypatch.chdir(project)
    assert main(["ballots", "confirm", *judges]) == 0
    for one in ballots:
        line = f'evidence:\n  jia: "{digest_of(project, "jia")}"\n' * (one.name in scored)
        assert one.read_text("utf-8") == before[one.name].replace("scores:", f"{line}scores:")
    go_on(project, State.DECIDING)


def test_ballots_of_a_final_result_are_not_held_against_evidence(project: Path) -> None:
    """What changes after the result, such as a name taken out, asks for no new ballots."""
    run_year(project, State.FINAL)
    change(project)
    tally(project, project / "private")
    assert codes(project_faults(project)) == ["changed-after-final"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("02-closed", "  jia:", "  bing:", "unknown-key"),
        ("02-closed", "  yi:", "  #", "missing-key"),
        ("01-open", "by: ", "evidence: {jia: DIGEST}\nby: ", "unknown-key"),
    ],
)
def test_faulty_record_is_told(project: Path, file: str, old: str, new: str, code: str) -> None:
    """What is recorded is of each county, and of the two states."""
    run_year(project, State.CLOSED)
    new = new.replace("DIGEST", "0" * 64)
    replace_text(project, f"{RESULTS}/log/{file}.yaml", old, new)
    assert code in codes(project_faults(project))


def test_unknown_county_in_a_ballots_record(project: Path) -> None:
    """A ballot names counties of the rubric alone."""
    run_year(project, State.REVIEWING)
    line = f"evidence: {{bing: {'0' * 64}}}\nscores:"
    replace_text(project, "private/ballots/L01.yaml", "scores:", line)
    with pytest.raises(UnusableBallots) as unknown:
        tally(project, project / "private")
    assert codes(unknown.value.findings) == ["unknown-in-ballot"]


def test_change_after_the_close_at_the_base(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pull request is late by the log of the branch it goes to, whatever its own says."""
    monkeypatch.chdir(project)
    git(project, "init", "--quiet", "--initial-branch=main")
    run_year(project, State.CLOSED)
    git(project, "add", "content", "rubric.yaml")
    git(project, "commit", "--quiet", "-m", "x")
    git(project, "switch", "--quiet", "-c", "late")
    change(project)
    git(project, "commit", "--quiet", "-am", "x")
    capsys.readouterr()
    assert main(["check", "--base", "main", "--as", "甲县"]) == 1
    told = capsys.readouterr().out
    assert "late-change" in told
    assert "2019-01-05" in told


def test_step_of_a_day_to_come_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The days of publicity cannot be passed over by a date."""
    monkeypatch.chdir(project)
    before = open_project(project).log
    assert main(["state", "closed", "--date", "9999-01-01"]) == 2
    assert "9999-01-01 还没有到" in capsys.readouterr().err
    assert open_project(project).log == before


def test_private_folder_that_git_takes_up_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ballots are written and read where git does not look, or outside the project."""
    monkeypatch.chdir(project)
    for command in (["demo", "ballots"], ["tally"]):
        for folder in ("ballots-2018", "private/../ballots-2018"):
            assert main([*command, "--private", folder]) == 2
            assert "会被 git 收进去" in capsys.readouterr().err
    assert not (project / "ballots-2018").exists()
    assert main(["demo", "ballots", "--private", "private/2018"]) == 0
    assert main(["demo", "ballots", "--private", str(project.parent / "outside")]) == 0


def test_no_link_is_followed(project: Path, tmp_path: Path) -> None:
    """A folder or file behind a link is told by where the link leads, whatever lies there."""
    behind = tmp_path / "behind"
    behind.mkdir()
    jia = project / "content/counties/jia"
    (jia / "attachments/linked").symlink_to(behind)
    before = digest_of(project, "jia")
    (behind / "new.pdf").write_bytes(b"x")
    assert before == digest_of(project, "jia")
    jia.rename(tmp_path / "moved")
    jia.symlink_to(tmp_path / "moved")
    as_link = digest_of(project, "jia")
    (tmp_path / "moved/new.md").write_bytes(b"x")
    assert as_link == digest_of(project, "jia") != before


@pytest.fixture
def deep(project: Path) -> Iterator[Path]:
    """A folder as deep among attachments as no program may call itself."""
    top = project / "content/counties/jia/attachments/d"
    folder = top.joinpath(*["d"] * 1200)
    for one in reversed([folder, *folder.parents]):
        one.mkdir(exist_ok=True)
    yield folder
    # What clears up after the tests would call itself as often.
    while folder != top.parent:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        folder = folder.parent


def test_deep_folder_stops_no_check(project: Path, deep: Path) -> None:
    """What lies there is told and digested like anything else."""
    before = digest_of(project, "jia")
    (deep / "a.csv").write_bytes(b"x")
    assert before != digest_of(project, "jia")
    found = check(open_project(project)).findings
    assert {one.code for one in found} == {"unused-attachment"}
