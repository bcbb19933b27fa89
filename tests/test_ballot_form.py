"""The empty ballots: what they ask for is what the count asks for, no more and no less."""

import re
from pathlib import Path

import pytest
from on_folder import tally
from project_copy import replace_text

from generator.cli import main
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import UnusableBallots, new_ballots

ROSTER = """\
cycle: "2018"
judges:
  - {id: L01, group: leaders}
  - {id: L02, group: leaders, recusals: [yi]}
  - {id: L03, group: leaders, recusals: [jia, yi]}
  - {id: D01, group: departments}
  - {id: C01, group: counties, county: jia}
  - {id: C02, group: counties, county: yi}
"""


@pytest.fixture
def hall(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project with a roster and no ballot."""
    monkeypatch.chdir(project)
    (project / "private").mkdir()
    (project / "private/roster.yaml").write_text(ROSTER, encoding="utf-8")
    return project


def counties_of(root: Path, judge: str) -> list[str]:
    text = (root / f"private/ballots/{judge}.yaml").read_text(encoding="utf-8")
    return re.findall(r"^  ([a-z]+):", text, re.MULTILINE)


def fill(root: Path, points: str) -> None:
    """Write the same points after every colon, as a judge would."""
    for file in (root / "private/ballots").iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'^(    "\w+": )', rf"\g<1>{points}", text, flags=re.MULTILINE))


@pytest.mark.parametrize("bonus", ["all-groups", "leaders"])
@pytest.mark.parametrize("own", ["excluded", "counted"])
def test_filled_forms_can_be_counted(hall: Path, bonus: str, own: str) -> None:
    """Where every figure of the forms is given nothing is missing, under each of the rules."""
    for rule, choice in (("bonus-judges", bonus), ("own-county-judge", own)):
        text = (hall / "rubric.yaml").read_text(encoding="utf-8")
        changed = re.sub(rf"({rule}: {{choice: )[a-z-]+", rf"\g<1>{choice}", text)
        (hall / "rubric.yaml").write_text(changed, encoding="utf-8")
    assert main(["ballots"]) == 0
    excluded = own == "excluded"
    assert counties_of(hall, "L01") == counties_of(hall, "D01") == ["jia", "yi"]
    assert counties_of(hall, "L02") == ["jia"]
    assert counties_of(hall, "C01") == (["yi"] if excluded else ["jia", "yi"])
    assert not (hall / "private/ballots/L03.yaml").exists()
    form = (hall / "private/ballots/D01.yaml").read_text(encoding="utf-8")
    assert ('"B1":' in form) == (bonus == "all-groups")
    fill(hall, "1.5")
    _, added = tally(hall, hall / "private")
    assert [str(county.total) for county in added.counties] == ["9/2", "9/2"]


def test_empty_form_is_a_ballot_of_missing_scores(hall: Path) -> None:
    """Nothing that was left empty counts as a score."""
    assert main(["ballots"]) == 0
    with pytest.raises(UnusableBallots) as empty:
        tally(hall, hall / "private")
    assert {finding.code for finding in empty.value.findings} == {"missing-score", "absent-group"}
    fill(hall, "0")
    assert [county.total for county in tally(hall, hall / "private")[1].counties] == [0, 0]


def test_ballot_that_is_there_is_left_alone(hall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its file is called, and however it reads."""
    ballots = hall / "private/ballots"
    ballots.mkdir()
    (ballots / "第一份.yaml").write_text(
        'cycle: "2018"\njudge: L01\nrehearsal: false\nscores: {}\n'
    )
    (ballots / "D01.yaml").write_text("unreadable: [")
    assert sorted(new_ballots(open_project(hall), hall / "private")) == [
        f"ballots/{one}.yaml" for one in ("C01", "C02", "L02")
    ]
    assert main(["ballots"]) == 0
    assert (ballots / "D01.yaml").read_text() == "unreadable: ["
    assert not (ballots / "L01.yaml").exists()
    assert "已生成 3 份" in capsys.readouterr().err
    assert main(["ballots"]) == 0
    assert "没有生成新的" in capsys.readouterr().err


def test_faulty_roster_gives_no_form(hall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The judge of an unknown group is told at its line, and nothing is written."""
    replace_text(hall, "private/roster.yaml", "group: departments", "group: others")
    assert main(["ballots"]) == 1
    assert "private/roster.yaml:6" in capsys.readouterr().err
    assert not (hall / "private/ballots").exists()
