"""``taizhang template``: a file to fill in, of which the check says no more than that."""

import re
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import REPOSITORY, replace_text

from generator.cli import main
from generator.forms.evidence import evidence_template
from generator.load.evidence.evidence_file import read_evidence
from generator.load.files import ProjectFiles
from generator.model.evidence import Status
from generator.usecases.open_project import open_project

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project


def test_table_is_that_of_written_evidence(project: Path) -> None:
    """The empty table has the header that counties' files have."""
    assert main(["template", "乙区", "01"]) == 0
    text = (project / "content/counties/yi/01.md").read_text(encoding="utf-8")
    header = next(line for line in text.splitlines() if line.startswith("|"))
    written = (REPOSITORY / "content/counties/donghai/05.md").read_text(encoding="utf-8")
    # The column 参加人数 may be absent.
    assert header.replace(" 参加人数 |", "") in written.splitlines()


@pytest.mark.parametrize("item", ["01", "2", "b1"])
def test_fresh_file_is_told_as_unfilled_alone(item: str, project: Path) -> None:
    """A draft whose parts are to be filled in: one warning a part, and nothing else."""
    assert main(["template", "乙区", item]) == 0
    (project / "content/counties/yi/index.md").write_text("全年活动 5 场。\n", encoding="utf-8")
    findings = assess(project).findings
    assert {"unfilled-part"} == {finding.code for finding in findings}
    assert (1 if item == "b1" else 4) == len(findings)
    assert main(["check", "--quiet"]) == 0


@pytest.mark.parametrize("name", ["index", "index.md", "工作自述", "ＩＮＤＥＸ"])
def test_statement_has_its_headings(name: str, project: Path) -> None:
    """The statement is written with the rubric's headings, each to be filled in, and kept."""
    replace_text(project, "rubric.yaml", "parts: [", "statement: [实绩数据, 创新工作]\nparts: [")
    assert main(["template", "乙区", name]) == 0
    file = project / "content/counties/yi/index.md"
    text = file.read_text(encoding="utf-8")
    assert ["## 实绩数据", "## 创新工作"] == re.findall("^## .*", text, re.MULTILINE)
    findings = [one for one in assess(project).findings if one.place.county == "yi"]
    assert ["unfilled-part"] * 2 == [finding.code for finding in findings]
    file.write_text(re.sub("（请在此填写.*", "办了 5 场。", text), encoding="utf-8")
    assert not [one for one in assess(project).findings if one.place.county == "yi"]
    assert main(["template", "乙区", name]) == 1
    assert "办了 5 场。" in file.read_text(encoding="utf-8")


def test_targets_are_those_of_the_county(project: Path) -> None:
    """What is asked stands under the first heading, as the rubric asks it of this county."""
    assert main(["template", "yi", "01"]) == 0
    text = (project / "content/counties/yi/01.md").read_text(encoding="utf-8")
    assert '指标: "01"\n状态: 草稿' in text
    assert "- 活动（不少于 3 场）" in text
    assert "- 大篷车（不少于 12 场）" in text
    assert "- 成效（由评委评议）" in text
    assert main(["template", "yi", "02"]) == 0
    text = (project / "content/counties/yi/02.md").read_text(encoding="utf-8")
    assert "- 会议（1 至 2 场）" in text
    assert "- 另办（没有给本县（区）下达指标值，由评委评议）" in text
    assert "- 用好（对本县（区）不作要求）" in text


def test_file_that_is_there_stays(project: Path, capsys: Printed) -> None:
    """Without --force nothing is lost; with it the file is new."""
    file = project / "content/counties/jia/01.md"
    before = file.read_bytes()
    assert main(["template", "甲县", "01"]) == 1
    assert "--force" in capsys.readouterr().err
    assert before == file.read_bytes()
    assert main(["template", "甲县", "01", "--force"]) == 0
    assert before != file.read_bytes()


@pytest.mark.parametrize("name", ["file", "folder"])
def test_link_is_not_followed(name: str, project: Path, tmp_path: Path) -> None:
    """Neither a link in the file's place nor one in its folder's is written through."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "02.md").write_text("x", encoding="utf-8")
    county = project / "content/counties/yi"
    if name == "folder":
        county.symlink_to(other)
    else:
        county.mkdir()
        (county / "02.md").symlink_to(other / "02.md")
    assert main(["template", "yi", "02", "--force"]) == 1
    assert (other / "02.md").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(("county", "item"), [("丙县", "01"), ("yi", "77"), ("../x", "01")])
def test_unknown_names_are_told(county: str, item: str, capsys: Printed) -> None:
    """A county or an item that is none: what there is."""
    assert main(["template", county, item]) == 2
    assert "乙区" in (err := capsys.readouterr().err) or "B1" in err


def test_every_item_of_this_repository(tmp_path: Path) -> None:
    """Whatever the county and the item, the file is read without a fault, as a draft."""
    rubric = open_project(REPOSITORY).rubric
    for county in rubric.counties:
        for item in rubric.items.values():
            text = evidence_template(rubric, county, item)
            (tmp_path / "x.md").write_text(text, encoding="utf-8")
            evidence, faults = read_evidence(
                ProjectFiles(tmp_path), "x.md", county.id, item, rubric, {}
            )
            assert (Status.DRAFT, ()) == (evidence.status, faults)
            assert all(part.prompt is not None for part in evidence.parts)
