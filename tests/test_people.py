"""The column 参加人数 of a ledger: taken where it stands, shown, never counted."""

from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main

JIA = "content/counties/jia/01.md"
HEADER = "| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |\n|---|---|---|---|---|---|---|\n"
PEOPLED = HEADER.replace(" 佐证 |", " 参加人数 | 佐证 |").replace("|---|\n", "|---|---|\n")


def with_people(root: Path, *, apart: str = "") -> None:
    """Give the ledger the column; 35 people came to the first event."""
    text = (root / JIA).read_text(encoding="utf-8")
    before, rows = text.split(HEADER)
    lines = [line.split(" | ") for line in rows.splitlines()]
    lines = [[*cells[:5], "35" if not nth else "", *cells[5:]] for nth, cells in enumerate(lines)]
    wide = apart.join(" | ".join(cells) + "\n" for cells in lines).replace(
        "46/50 | |", "46/50 |  |"
    )
    (root / JIA).write_text(before + PEOPLED + wide, encoding="utf-8")


@pytest.mark.parametrize("apart", ["", "\n", "\n### 二季度\n\n", "以下续。\n\n"])
def test_column_changes_no_count(apart: str, project: Path) -> None:
    """The same entries count, at the same addresses, in the table and below it."""
    before = assess(project).checklists["jia", "01"]
    text = (project / JIA).read_text(encoding="utf-8").replace("46/50 | |", "46/50 |  |")
    (project / JIA).write_text(text, encoding="utf-8")
    with_people(project, apart=apart)
    after = assess(project).checklists["jia", "01"]
    assert [one.entry.people for one in after.entries] == ["35", "", "", ""]
    assert [one.entry.anchor for one in after.entries] == [
        one.entry.anchor for one in before.entries
    ]
    assert [one.uncounted for one in after.entries] == [one.uncounted for one in before.entries]
    assert after.clauses == before.clauses


def test_row_of_another_width_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row with too few cells names the number of columns that its table has."""
    text = (project / JIA).read_text(encoding="utf-8").replace("46/50 | |", "46/50 |  |")
    (project / JIA).write_text(text, encoding="utf-8")
    with_people(project)
    replace_text(project, JIA, " | j-2 |", " |")
    replace_text(project, JIA, "甲县 |  | [签到表]", "[签到表]")
    monkeypatch.chdir(project)
    assert main(["check", "--county", "甲县"]) == 1
    assert "台账应有 8 格" in capsys.readouterr().out


def test_page_has_the_column_where_a_row_says_something(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in the page's table, and in no page of a ledger without it."""
    monkeypatch.chdir(project)
    text = (project / JIA).read_text(encoding="utf-8").replace("46/50 | |", "46/50 |  |")
    (project / JIA).write_text(text, encoding="utf-8")
    with_people(project)
    assert main(["build", "--for", "reviewers", "--quiet", "--without-search"]) == 0
    (page,) = Path("review").glob("*/counties/jia/01/index.html")
    html = page.read_text(encoding="utf-8")
    assert '<td class="tz-people">35</td>' in html
    showing = {
        one.parent.relative_to("review").as_posix().removeprefix("en/")
        for one in Path("review").rglob("*.html")
        if "tz-people" in one.read_text(encoding="utf-8")
    }
    assert showing == {"2018/counties/jia/01", "2018/counties/jia/volume"}
