"""The days of a 公示 are working days: weekends, holidays and make-up workdays as announced."""

from datetime import date
from pathlib import Path

import pytest
from project_copy import replace_text
from year import RESULTS, record, rest, run_year

from generator.chinese.workdays import UnknownYear, publicity
from generator.cli import main
from generator.load.project import Project
from generator.model.errors import Unusable
from generator.model.log import RecordKind
from generator.model.state import State
from generator.usecases.next_state import Step, next_state
from generator.usecases.open_project import open_project

Patch = pytest.MonkeyPatch


def with_workdays(root: Path, text: str) -> Project:
    file = root / "rubric.yaml"
    file.write_text(file.read_text("utf-8") + f"\nworkdays:\n{text}", "utf-8", newline="\n")
    return open_project(root)


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        # The sample: a Friday; Saturday 2 and Sunday 3 February are worked.
        ("2019-01-25", "2019-01-28", "2019-02-01"),
        ("2019-01-21", "2019-01-22", "2019-01-28"),
        # Over Spring Festival, with the make-up days before and behind it.
        ("2019-02-01", "2019-02-02", "2019-02-13"),
        # The day of publication may itself be none that is worked.
        ("2019-02-09", "2019-02-11", "2019-02-15"),
        # Over New Year, into another year; the extension of 2020 is known.
        ("2018-12-27", "2018-12-28", "2019-01-04"),
        ("2020-01-22", "2020-01-23", "2020-02-06"),
        ("2026-02-13", "2026-02-14", "2026-02-27"),
    ],
)
def test_five_working_days(project: Path, published: str, first: str, last: str) -> None:
    """Counted by hand from the notices of the State Council."""
    days = publicity(open_project(project).rubric, date.fromisoformat(published))
    assert (str(days.first), str(days.last)) == (first, last)


def test_rubric_goes_before_the_library(project: Path) -> None:
    """A year that stands there is taken from there alone, and a year nobody knows can be written."""
    with pytest.raises(UnknownYear):
        publicity(open_project(project).rubric, date(2031, 1, 20))
    years = """\
  "2019":
    holidays: [2019-01-22 至 2019-01-23]
    make-up: [2019-01-26]
  "2031":
    holidays: [2030-12-31 至 2031-01-01, 2031-01-22 至 2031-01-29]
    make-up: []
"""
    rubric = with_workdays(project, years).rubric
    assert str(publicity(rubric, date(2019, 1, 21)).last) == "2019-01-29"
    # Spring Festival of 2019 is not listed, and so is worked.
    assert str(publicity(rubric, date(2019, 2, 1)).last) == "2019-02-08"
    assert str(publicity(rubric, date(2031, 1, 20)).last) == "2031-02-04"
    with pytest.raises(UnknownYear):
        publicity(rubric, date(2031, 12, 30))
    with pytest.raises(UnknownYear):
        publicity(rubric, date(9999, 12, 31))


@pytest.mark.parametrize(
    "days",
    [
        "holidays: [2027-02-30]\n    make-up: []",
        "holidays: [2027-02-11 至 2027-02-05]\n    make-up: []",
        "holidays: [2072-01-01]\n    make-up: []",
        "holidays: [2027-01-01 至 2027-01-03]\n    make-up: [2027-01-02]",
        "holidays: [2027-MM-DD]\n    make-up: []",
        "holidays: []\n    make-up: []",
        "holidays: [2027-01-01]",
    ],
)
def test_days_that_are_none(
    days: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is named with its line, and nothing is counted by it."""
    file = project / "rubric.yaml"
    text = f'{file.read_text("utf-8")}\nworkdays:\n  "2027":\n    {days}\n'
    file.write_text(text, "utf-8", newline="\n")
    monkeypatch.chdir(project)
    assert main(["check"]) == 1
    lines = len(text.splitlines())
    out = "".join(capsys.readouterr())
    assert any(f"rubric.yaml:{lines - back}:" in out for back in range(3)), out


def test_result_is_final_behind_the_last_day(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sample: proposed on Friday 25 January 2019, final from 2 February, and state says so."""
    monkeypatch.chdir(project)
    run_year(project, State.DECIDING)
    assert main(["announce", "proposed", "--date", "2019-01-25", "--by", "试"]) == 0
    capsys.readouterr()
    for command in (["state"], []):
        assert main(command) == 0
        told = capsys.readouterr().out
        assert "公示期 5 个工作日：2019-01-28 至 2019-02-01；最早 2019-02-02 可以公布结果" in told
    for early in ("2019-01-26", "2019-02-01"):
        assert main(["announce", "final", "--date", early]) == 1
        assert f"{early} 太早：最早是 2019-02-02" in capsys.readouterr().err
    assert main(["announce", "final", "--date", "2019-02-02", "--by", "试"]) == 0


def not_known(day: date) -> bool:
    raise NotImplementedError(day)


def test_unknown_year_stops_the_proposal(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the lines to write; once they stand there, the proposal is made."""
    monkeypatch.chdir(project)
    run_year(project, State.DECIDING)
    step = ["announce", "proposed", "--date", "2026-10-20", "--by", "试"]
    # Today's library knows 2026: that it is taken away stands for a year to come.
    monkeypatch.setattr("chinese_calendar.is_workday", not_known)
    assert main(step) == 1
    told = "".join(capsys.readouterr())
    assert "workdays:\n" in told
    assert '"2026":' in told
    assert "taizhang record rules-changed" in told
    assert not list(project.glob("content/results/*/*.json"))
    with_workdays(project, '  "2026":\n    holidays: [2026-10-01 至 2026-10-07]\n    make-up: []\n')
    record(project, RecordKind.RULES, "放假安排已公布。", "2026-10-20")
    rest(project)
    assert main(step) == 0


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2019-01-08", "2019"),
        ("2018-12-03", "2019"),
        ("2018-11-28", "2019"),
        ("2018-10-08", "2018"),
    ],
)
def test_unknown_year_stops_judging(day: str, year: str, project: Path, monkeypatch: Patch) -> None:
    """While the lines may still be written: of the year, and of the next where it is near."""
    run_year(project, State.CLOSED)
    with_workdays(project, f'  "{year}":\n    holidays: [{year}-01-01]\n    make-up: []\n')
    file = project / "rubric.yaml"
    written = file.read_text("utf-8")
    days = (
        'publicity-days: {choice: "30"' if day == "2018-11-28" else 'publicity-days: {choice: "5"'
    )
    written = written.replace('publicity-days: {choice: "5"', days)
    file.write_text(written.partition("\nworkdays:")[0], "utf-8", newline="\n")
    for log in ("02-closed.yaml",):
        replace_text(project, f"{RESULTS}/log/{log}", "2019-01-05", "2018-10-01")

    def known(one: date) -> bool:
        if str(one.year) == year:
            raise NotImplementedError(one)
        return one.weekday() < 5

    monkeypatch.setattr("chinese_calendar.is_workday", known)
    step = Step(state=State.REVIEWING, day=date.fromisoformat(day), by="试")
    with pytest.raises(Unusable) as refused:
        next_state(open_project(project), project / "private", step)
    (finding,) = refused.value.findings
    assert (finding.code, finding.message.values["year"]) == ("unknown-workdays", year)
    assert "workdays:" in finding.fix.text
    assert "record" not in finding.fix.text
    file.write_text(written, "utf-8", newline="\n")
    next_state(open_project(project), project / "private", step)


def test_without_publicity_no_year_is_asked_for(project: Path, monkeypatch: Patch) -> None:
    """Judging begins where nothing is proposed; nor does a year far off stop it."""
    replace_text(
        project, "rubric.yaml", 'publicity-days: {choice: "5"', 'publicity-days: {choice: "0"'
    )
    monkeypatch.setattr("chinese_calendar.is_workday", not_known)
    run_year(project, State.REVIEWING)
    assert open_project(project).log.state is State.REVIEWING


def test_next_year_is_told_in_autumn(
    project: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While nobody can know its days off yet, judging begins, and what to do is said."""
    run_year(project, State.CLOSED)
    replace_text(project, f"{RESULTS}/log/02-closed.yaml", "2019-01-05", "2018-10-01")
    monkeypatch.setattr(
        "chinese_calendar.is_workday", lambda day: not_known(day) if day.year == 2019 else True
    )
    monkeypatch.chdir(project)
    assert main(["state", "reviewing", "--date", "2018-10-08"]) == 0
    told = capsys.readouterr().err
    assert "2019 年哪几天是工作日还没有依据" in told
    assert "rules-changed" in told
