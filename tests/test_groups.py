"""Groups of judges by any name: an invented count, and who scores the bonus items."""

from pathlib import Path

import pytest
from project_copy import replace_text
from year import write_private

from generator.cli import main
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import tally_ballots

GROUPS = """\
  - {id: leaders, name: 领导, weight: "40"}
  - {id: departments, name: 部门, weight: "30"}
  - {id: counties, name: 县区, weight: "30"}
"""
OTHERS = {
    "one": '  - {id: panel, name: 评审组, weight: "100"}\n',
    "counties-alone": '  - {id: counties, name: 县区, weight: "100"}\n',
    "thirds": "".join(
        f'  - {{id: {one}, name: {one}, weight: "1/3"}}\n' for one in ("l", "all-of-them", "c01")
    ),
    "many": "".join(f'  - {{id: g{nth}, name: 第{nth}组, weight: "10"}}\n' for nth in range(10)),
}


@pytest.mark.parametrize("groups", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("bonus", ["all", "last"])
def test_invented_ballots_of_any_groups(
    groups: str, bonus: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They add up, the bonus items by the group that scores them and by nobody else."""
    replace_text(project, "rubric.yaml", GROUPS, groups)
    last = groups.splitlines()[-1].partition("id: ")[2].partition(",")[0]
    if bonus == "last":
        replace_text(
            project,
            "rubric.yaml",
            "bonus-judges: {choice: all-groups",
            f"bonus-judges: {{choice: {last}",
        )
    monkeypatch.chdir(project)
    assert main(["demo", "ballots"]) == 0
    tally = tally_ballots(open_project(project), project / "private")
    for county in tally.counties:
        (scored,) = (item for item in county.items if item.item == "B1")
        known = {group.id for group in open_project(project).rubric.judge_groups}
        assert set(scored.groups) == (known if bonus == "all" else {last})
    assert main(["tally"]) == 0


def test_bonus_of_a_named_group_is_no_zero(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A choice that names a group there is not is told; before, everybody got 0 silently."""
    replace_text(project, "rubric.yaml", "{id: leaders,", "{id: lingdao,")
    replace_text(
        project,
        "rubric.yaml",
        "bonus-judges: {choice: all-groups",
        "bonus-judges: {choice: leaders",
    )
    monkeypatch.chdir(project)
    assert main(["demo", "ballots"]) == 1
    told = "".join(capsys.readouterr())
    assert "rubric.yaml:38:26" in told
    assert "lingdao" in told
    replace_text(
        project, "rubric.yaml", "bonus-judges: {choice: leaders", "bonus-judges: {choice: lingdao"
    )
    assert main(["demo", "ballots"]) == 0
    write_private(project, {"ballots/G1-01.yaml": first_bonus(project)})
    tally = tally_ballots(open_project(project), project / "private")
    assert tally.county_by_id["jia"].bonus > 0


def first_bonus(project: Path) -> str:
    """The first ballot of the group, with 2 points of bonus for the first county."""
    head, mark, tail = (
        (project / "private/ballots/G1-01.yaml").read_text("utf-8").partition('"B1": ')
    )
    return f'{head}{mark}"2"{tail[tail.index(chr(10)) :]}'
