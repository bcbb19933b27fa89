"""The office's workbook: targets, attributes and the roster, out and back with their difference."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from project_copy import copy_invented, replace_text

from generator.cli import main
from generator.forms.office_book import office_book
from generator.load.ballots.roster_rows import read_roster_rows
from generator.load.rubric.editing import written_targets
from generator.model.book import BookCell
from generator.model.office import RosterRow
from generator.report.office_book import draw_book
from generator.usecases.open_project import open_project

ROSTER = """# 名册
cycle: "2018"
judges:
  - {id: L01, group: leaders}
  - {id: C01, group: counties, county: jia, recusals: [yi]}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project, with a roster."""
    root = copy_invented(tmp_path)
    (root / "private").mkdir()
    (root / "private/roster.yaml").write_text(ROSTER, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def changed(root: Path, edits: Mapping[tuple[str, str, int], str]) -> Path:
    """The office's workbook with cells written anew, by sheet, first cell of the row and column."""
    project = open_project(root)
    text = (root / "rubric.yaml").read_text(encoding="utf-8")
    targets = written_targets(text, tuple(project.rubric.county_by_id))
    book = office_book(project.rubric, targets, read_roster_rows(root / "private") or ())
    sheets = []
    for sheet in book.sheets:
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        for (name, first, column), new in edits.items():
            rows = [at for (at, nth), cell in cells.items() if not nth and cell.text == first]
            if name == sheet.name:
                row = rows[0] if rows else max(at for at, _ in cells) + 1
                cells[row, 0] = BookCell(row, 0, first)
                cells[row, column] = BookCell(row, column, new)
        sheets.append(replace(sheet, cells=tuple(cells.values())))
    file = root / "private/changed.xlsx"
    file.write_bytes(draw_book(replace(book, sheets=tuple(sheets))))
    return file


def test_untouched_workbook_differs_in_nothing(office: Path) -> None:
    """What is written and taken back changes no byte."""
    before = [(office / name).read_bytes() for name in ("rubric.yaml", "private/roster.yaml")]
    assert main(["workbook", "--office"]) == 0
    assert main(["workbook", "--office", "--take", "private/office.xlsx", "--write"]) == 0
    after = [(office / name).read_bytes() for name in ("rubric.yaml", "private/roster.yaml")]
    assert before == after


TARGETS = {
    "one for all": (
        {("指标值", "01.1", 4): "4", ("指标值", "01.1", 5): "4"},
        '{all: "3"}',
        '{all: "4"}',
    ),
    "by county": (
        {("指标值", "01.1", 5): "2"},
        '{all: "3"}',
        '{counties: {jia: "3", yi: "2"}}',
    ),
    "named for another": (
        {("指标值", "02.2", 5): "1"},
        '{counties: {jia: "3"}}',
        '{counties: {jia: "3", yi: "1"}}',
    ),
    "by attribute": (
        {("指标值", "01.3", 7): "15"},
        '"yes": "30", "no": "12"}',
        '"yes": "30", "no": "15"}',
    ),
    "attribute": (
        {("县区属性", "乙区", 1): "是"},
        'name: 乙区, attributes: {science-van: "no"}',
        'name: 乙区, attributes: {science-van: "yes"}',
    ),
}


@pytest.mark.parametrize("name", TARGETS)
def test_change_is_shown_then_written(
    name: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the value differs; nothing is written before --write."""
    edits, old, new = TARGETS[name]
    before = (office / "rubric.yaml").read_text(encoding="utf-8")
    assert before.count(old) >= 1
    file = str(changed(office, edits))
    assert main(["workbook", "--office", "--take", file]) == 0
    shown = capsys.readouterr().out
    assert "+++ rubric.yaml" in shown
    assert new in shown
    assert (office / "rubric.yaml").read_text(encoding="utf-8") == before
    assert main(["workbook", "--take", file, "--write"]) == 0
    after = (office / "rubric.yaml").read_text(encoding="utf-8")
    assert [
        line.replace(old, new) if line != kept else line
        for line, kept in zip(before.split("\n"), after.split("\n"), strict=True)
    ] == after.split("\n")
    assert open_project(office).rubric.cycle == "2018"


def test_roster_takes_a_judge_with_name_and_post(office: Path) -> None:
    """Names of groups and counties become ids; name and post stand in the private file alone."""
    edits = {
        ("评委名册", "D01", 1): "部门",
        ("评委名册", "D01", 4): "王某",
        ("评委名册", "D01", 5): "处长",
    }
    groups = {group.id: group.name for group in open_project(office).rubric.judge_groups}
    edits["评委名册", "D01", 1] = next(iter(groups.values()))
    assert main(["workbook", "--office", "--take", str(changed(office, edits)), "--write"]) == 0
    rows = read_roster_rows(office / "private") or ()
    assert rows[-1] == RosterRow(id="D01", group=next(iter(groups)), name="王某", post="处长")
    assert rows[1].recusals == ("yi",)


WRONG = {
    "no number": ({("指标值", "01.1", 4): "约3"}, "约3"),
    "unknown clause": ({("指标值", "99.9", 4): "3"}, "99.9"),
    "no yes": ({("县区属性", "乙区", 1): "有时"}, "有时"),
    "unknown group": ({("评委名册", "L01", 1): "群众"}, "群众"),
    "unknown county": ({("评委名册", "L01", 2): "丙县"}, "丙县"),
    "no id": ({("评委名册", "张三", 1): "x"}, "张三"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_cell_is_named(name: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet, the cell, what stands there; nothing is written."""
    edits, word = WRONG[name]
    before = (office / "rubric.yaml").read_bytes()
    assert main(["workbook", "--take", str(changed(office, edits)), "--write"]) == 1
    said = capsys.readouterr().err
    assert word in said
    assert next(iter(edits))[0] in said
    assert (office / "rubric.yaml").read_bytes() == before


def test_change_of_rules_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once the cycle is open a changed number is a change of rules; a changed roster is none."""
    assert open_project(office).log.state.value != "setup"
    file = changed(office, {("指标值", "01.1", 4): "4", ("指标值", "01.1", 5): "4"})
    assert main(["workbook", "--take", str(file)]) == 0
    assert "改规则" in capsys.readouterr().err
    file = changed(office, {("评委名册", "L01", 4): "王某"})
    assert main(["workbook", "--take", str(file)]) == 0
    assert "改规则" not in capsys.readouterr().err


def test_rubric_that_would_have_a_fault_is_refused(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number that contradicts another is said as by the check; nothing is written."""
    replace_text(
        office,
        "rubric.yaml",
        'target: {all: "1"}, unit: 场, comparison: between, max: "2"',
        'target: {all: "1"}, unit: 场, comparison: between, max: "2"',
    )
    file = changed(office, {("指标值", "02.1", 4): "9", ("指标值", "02.1", 5): "9"})
    before = (office / "rubric.yaml").read_bytes()
    assert main(["workbook", "--take", str(file), "--write"]) == 1
    assert "rubric.yaml" in capsys.readouterr().err
    assert (office / "rubric.yaml").read_bytes() == before
