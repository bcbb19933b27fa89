"""Every blank and every score that does not count is named, in one run; scores are confirmed."""

from pathlib import Path

import pytest
from project_copy import replace_text
from year import go_on, run_year, write_private

from generator.cli import main
from generator.model.state import State
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import invented_ballots


def rehearse_in(project: Path, **changes: tuple[str, str]) -> None:
    """Invented ballots, in each of those named one passage replaced."""
    write_private(project, dict(invented_ballots(open_project(project), 1)))
    for judge, (old, new) in changes.items():
        replace_text(project, f"private/ballots/{judge}.yaml", old, new)


@pytest.mark.parametrize("form", ["json", "text"])
def test_every_blank_is_named_in_one_run(
    form: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However it was left empty, and whatever else is wrong beside it."""
    monkeypatch.chdir(project)
    rehearse_in(project)
    ballots = project / "private/ballots"
    blanks = {"L01": '""', "L02": "", "L03": "~", "L04": '"  "', "D01": '"-"', "D02": "无"}
    for judge, blank in blanks.items():
        text = (ballots / f"{judge}.yaml").read_text("utf-8")
        head, mark, tail = text.partition('"01": ')
        (ballots / f"{judge}.yaml").write_text(f"{head}{mark}{blank}{tail[tail.index(chr(10)) :]}")
    # A whole county left out, a word for a number, a score over the maximum.
    text = (ballots / "D03.yaml").read_text("utf-8")
    (ballots / "D03.yaml").write_text(text.partition("  yi:")[0])
    for judge, wrong in (("D04", "很好"), ("D05", '"60"')):
        text = (ballots / f"{judge}.yaml").read_text("utf-8")
        head, mark, tail = text.partition('"01": ')
        (ballots / f"{judge}.yaml").write_text(f"{head}{mark}{wrong}{tail[tail.index(chr(10)) :]}")
    assert main(["tally", "--format", form]) == 1
    told = "".join(capsys.readouterr())
    for judge in blanks:
        assert f"{judge}.yaml:7:" in told
        assert f"{judge}：甲县 01 缺分数" in told
    for item in ("01", "02", "B1"):
        assert f"D03：乙区 {item} 缺分数" in told
    assert "D04.yaml:7:11: 错误[unreadable-ballot]" in told
    assert "D04：甲县" not in told
    assert "score-over-maximum" in told
    assert "很好" not in told
    assert told.count("[missing-score]") == len(blanks) + 3


@pytest.mark.parametrize(
    ("rule", "said"), [("zero", "缺分数，按零分计入"), ("skipped", "缺分数，不计入平均")]
)
def test_blanks_that_stop_no_total_are_named(
    rule: str,
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody's score becomes a zero, or leaves a mean, without a word."""
    monkeypatch.chdir(project)
    replace_text(
        project,
        "rubric.yaml",
        "missing-score: {choice: refused",
        f"missing-score: {{choice: {rule}",
    )
    rehearse_in(project, L01=('"01": "4.5"', '"01": ""'))
    assert main(["tally"]) == 0
    assert f"L01.yaml:7:11: 警告[missing-score] L01：甲县 01 {said}" in capsys.readouterr().err


def test_dropped_scores_are_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the own county, of a recusal, and of bonus items that another group scores."""
    monkeypatch.chdir(project)
    rehearse_in(project, C01=("  yi:", '  jia:\n    "01": "6"\n    "02": "4"\n  yi:'))
    replace_text(
        project,
        "rubric.yaml",
        "bonus-judges: {choice: all-groups",
        "bonus-judges: {choice: leaders",
    )
    replace_text(
        project,
        "private/roster.yaml",
        "{id: L01, group: leaders",
        "{id: L01, group: leaders, recusals: [yi]",
    )
    assert main(["tally"]) == 0
    told = capsys.readouterr().err
    assert "C01：甲县的打分不计入：01、02" in told
    assert "L01：乙区的打分不计入：01、02、B1" in told
    assert "D01：甲县的打分不计入：B1" in told
    assert "L02" not in told


def changed(project: Path) -> None:
    """Both counties' evidence changes after judging has begun."""
    run_year(project, State.REVIEWING)
    for county in ("jia", "yi"):
        file = project / f"content/counties/{county}/attachments/later.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("改过。", "utf-8")


def test_confirmed_scores_stand(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For the judges who are named, for counties that they score, until the evidence changes again."""
    monkeypatch.chdir(project)
    changed(project)
    replace_text(
        project, "private/ballots/L02.yaml", "scores:", f'evidence: {{jia: "{"0" * 64}"}}\nscores:'
    )
    assert main(["ballots", "confirm", "L02", "C01", "L02"]) == 0
    told = capsys.readouterr().err
    assert "L02：已记下，对甲县、乙区的打分按现在的材料有效。" in told
    assert "C01：已记下，对乙区的打分按现在的材料有效。" in told
    text = (project / "private/ballots/L02.yaml").read_text("utf-8")
    assert text.count("evidence:") == 1
    assert "0" * 64 not in text
    assert main(["ballots", "confirm", "L02"]) == 0
    assert "L02：打分以后材料没有改动，不用确认。" in capsys.readouterr().err
    assert main(["tally"]) == 1
    told = capsys.readouterr().err
    assert "ballots-changed" not in told
    assert "L01.yaml、L03.yaml" in told
    everybody = [file.stem for file in sorted((project / "private/ballots").iterdir())]
    assert main(["ballots", "confirm", *everybody]) == 0
    go_on(project, State.DECIDING)
    (project / "content/counties/jia/attachments/later.txt").write_text("又改了。", "utf-8")
    assert main(["tally"]) == 1
    # The ballots are bound by now: that they were confirmed is a change of them.
    assert main(["ballots", "confirm", "L01"]) == 0
    assert 'taizhang record ballots-changed "' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("judges", "code", "said"),
    [([], 2, "请写出评委的编号"), (["L99"], 1, "L99 没有评分表。已有：C01、C02、C03")],
)
def test_who_cannot_confirm(
    judges: list[str],
    code: int,
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is written, and it is said what to write."""
    monkeypatch.chdir(project)
    changed(project)
    assert main(["ballots", "confirm", *judges]) == code
    assert said in capsys.readouterr().err


def test_nothing_is_confirmed_before_judging(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no evidence yet that scores could be for; a ballot in one line is left as it is."""
    monkeypatch.chdir(project)
    rehearse_in(project)
    assert main(["ballots", "confirm", "L01"]) == 1
    assert "从开始评审到公布结果以前" in capsys.readouterr().err
    changed(project)
    file = project / "private/ballots/L01.yaml"
    flow = '{cycle: "2018", judge: L01, rehearsal: "true", scores: {jia: {"01": "1"}}}\n'
    file.write_text(flow, "utf-8")
    assert main(["ballots", "confirm", "L01"]) == 1
    assert "一行写一个键" in capsys.readouterr().err
    assert file.read_text("utf-8") == flow
