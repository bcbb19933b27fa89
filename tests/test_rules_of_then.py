"""What was announced is read by the rules that counted it, whatever was renamed or changed since."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text
from test_frozen import LOG, RUBRIC, Edits, edit
from year import DAYS, RESULTS, go_on, record, rest, run_year

from generator.cli import main
from generator.model.errors import Refused
from generator.model.log import RecordKind
from generator.model.state import Audience, State
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

WHY = "经研究调整。"


def faults_of_log(root: Path) -> list[str]:
    """The codes of findings in the log, the announcements and the rubric."""
    paths = (f"{RESULTS}/", RUBRIC)
    return [one.code for one in assess(root).findings if one.place.path.startswith(paths)]


def county_renamed(root: Path) -> None:
    """The id of a county, with its folder."""
    replace_text(root, RUBRIC, "id: jia,", "id: jia-xian,")
    replace_text(root, RUBRIC, "{jia: ", "{jia-xian: ")
    (root / "content/counties/jia").rename(root / "content/counties/jia-xian")


def changed(*edits: tuple[str, str]) -> Callable[[Path], None]:
    """A change of the rubric."""
    return lambda root: edit(root, tuple((RUBRIC, *pair) for pair in edits))


# From what on an old announcement names what rubric.yaml does not.
RENAMED: dict[str, Callable[[Path], None]] = {
    "judge group": changed(("id: leaders", "id: chiefs")),
    "county": county_renamed,
    "section": changed(("id: first", "id: one")),
    "item": changed(("id: B1\n", "id: B2\n"), ('id: "B1.1"', 'id: "B2.1"')),
    "name of a county": changed(("name: 甲县", "name: 甲区")),
    "ground of a veto": changed(("id: failure", "id: mistake")),
    "days of publicity": changed(('publicity-days: {choice: "5"', 'publicity-days: {choice: "40"')),
    "no publicity": changed(('publicity-days: {choice: "5"', 'publicity-days: {choice: "0"')),
}


def public(root: Path) -> Mapping[str, str]:
    """Every page for the public, in Chinese."""
    project = open_project(root)
    pages = pages_of(project, Audience.PUBLIC, site_languages(project)[0])
    return {f"public {page.address}": str(page.body) for page in pages}


@pytest.mark.parametrize("what", RENAMED)
def test_announcements_stay_readable(what: str, project: Path) -> None:
    """The change can be recorded, nothing of the log is a fault, and every page is made."""
    # From the result on another folder of evidence is a finding of its own.
    state = State.PROPOSED if what == "county" else State.FINAL
    run_year(project, state)
    RENAMED[what](project)
    assert set(faults_of_log(project)) == {"unrecorded-rule"}
    record(project, RecordKind.RULES, WHY, "2019-02-01")
    assert faults_of_log(project) == []
    assert open_project(project).log.state is state
    pages = public(project)
    notice = pages["public /2018/notices/05/"]
    for words in ("2019年1月22日", "2019年1月28日", "5 个工作日"):
        assert words in notice
    assert "甲县" in notice
    assert "甲县" in pages["public /2018/results/"]


DAYS_CHANGED: Edits = ((RUBRIC, 'publicity-days: {choice: "5"', 'publicity-days: {choice: "40"'),)


def test_publicity_keeps_its_days(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A 公示 lasts as long as it promised, on the page, in the commands and for the next step."""
    run_year(project, State.PROPOSED)
    edit(project, DAYS_CHANGED)
    record(project, RecordKind.RULES, WHY, "2019-01-24")
    monkeypatch.chdir(project)
    for command in (["state"], []):
        capsys.readouterr()
        assert main(command) == 0
        assert "2019-01-28" in capsys.readouterr().out
    rest(project)
    final = ["announce", "final", "--quiet", "--date"]
    assert main([*final, "2019-01-28"]) == 1
    assert "2019-01-29" in capsys.readouterr().err
    assert main([*final, "2019-01-29"]) == 0
    assert faults_of_log(project) == []
    monkeypatch.undo()
    go_on_amended(project)
    assert faults_of_log(project) == []


def go_on_amended(root: Path) -> None:
    """An amendment of a score, after the rules were changed."""
    replace_text(root, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(root, RecordKind.BALLOTS, WHY, DAYS[State.AMENDED])
    go_on(root, State.AMENDED, "复核时发现一处登记错误。")


def test_other_weights_then_an_amendment(project: Path) -> None:
    """The first result by its weights, the amendment by those of today; all of it adds up."""
    run_year(project, State.FINAL)
    edit(
        project,
        (
            (RUBRIC, 'name: 领导, weight: "40"', 'name: 领导, weight: "30"'),
            (RUBRIC, 'name: 部门, weight: "30"', 'name: 部门, weight: "40"'),
        ),
    )
    record(project, RecordKind.RULES, WHY, "2019-02-01")
    go_on(project, State.AMENDED, "权重有误。")
    assert faults_of_log(project) == []
    counted = open_project(project).counted_by
    assert len({str(rubric.judge_groups) for rubric in counted.values()}) == 2


def test_amendment_under_a_renamed_group(project: Path) -> None:
    """What has changed is named as it was called then."""
    run_year(project, State.FINAL)
    RENAMED["judge group"](project)
    record(project, RecordKind.RULES, WHY, "2019-02-01")
    for name in ("private/roster.yaml",):
        file = project / name
        text = file.read_text(encoding="utf-8").replace("leaders", "chiefs")
        file.write_text(text, encoding="utf-8")
    go_on_amended(project)
    assert faults_of_log(project) == []
    pages = public(project)
    assert "公示" in pages["public /2018/notices/05/"]
    (number,) = [page for page in pages if re.fullmatch(r"public /2018/notices/09/", page)]
    assert "登记错误" in pages[number]


@pytest.mark.parametrize("what", ["county", "item"])
def test_no_score_is_announced_under_two_ids(what: str, project: Path) -> None:
    """Both announcements together could tell what one judge gave: the id stays, or no points."""
    run_year(project, State.FINAL)
    RENAMED[what](project)
    record(project, RecordKind.RULES, WHY, "2019-02-01")
    old, new = ("jia", "jia-xian") if what == "county" else ("B1", "B2")
    private = project / "private"
    for file in (
        *(private / "ballots").iterdir(),
        private / "decision.yaml",
        private / "roster.yaml",
    ):
        text = file.read_text(encoding="utf-8").partition("rests-on:")[0]
        text = re.sub(rf"\b{old}\b(?!\d)", new, text)
        file.write_text(text, encoding="utf-8")
    record(project, RecordKind.BALLOTS, WHY, "2019-02-01")
    if what == "county":
        rest(project)
        record(project, RecordKind.DECISION, WHY, "2019-02-01")
    with pytest.raises(Refused) as refused:
        go_on(project, State.AMENDED, WHY)
    assert refused.value.message.values.get("ids") == new


def forged_rules(root: Path, edit_rules: Callable[[dict[str, object]], object]) -> None:
    """The rules that the result was counted by, with each digest that follows from them."""
    file = root / LOG / "03-reviewing.json"
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    document = json.loads(file.read_text(encoding="utf-8"))
    edit_rules(document)
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file.write_text(text, encoding="utf-8")
    replace_text(root, f"{LOG}/03-reviewing.yaml", old, hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    "edit_rules",
    [
        lambda rules: rules.clear(),
        lambda rules: rules["judge-groups"].clear(),
        lambda rules: rules["judge-groups"][0].update(weight="很多"),
        lambda rules: rules["open-rules"].update({"bonus-judges": "nobody"}),
        lambda rules: rules.update({"open-rules": []}),
    ],
)
def test_rules_of_no_rubric_are_told(
    edit_rules: Callable[[dict[str, object]], object], project: Path
) -> None:
    """Frozen rules that cannot be those of a rubric are a finding: nothing is read by today's."""
    run_year(project, State.DECIDING)
    forged_rules(project, edit_rules)
    edit(project, ((RUBRIC, "trimming: {choice: none", "trimming: {choice: items"),))
    found = [one for one in assess(project).findings if one.code == "unreadable-value"]
    assert {one.place.path for one in found} == {f"{LOG}/03-reviewing.yaml"}
    words = {one.message.values["expected"] for one in found}
    assert any("rules which a rubric can hold" in one for one in words)
