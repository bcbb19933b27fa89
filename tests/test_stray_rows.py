"""Rows of a ledger count wherever they stand below its header, and stand in the page's ledger."""

from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main
from generator.model.site_language import CHINESE_ALONE
from generator.model.state import Audience
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

FILE = "content/counties/jia/01.md"
SUMMER = "| 2018-06-01 至"
AUTUMN = "| 2018-09-20 |"
DASHES = "|---|---|---|---|---|---|---|\n"


def counted(root: Path) -> int:
    """How many entries of 活动 count: three in the good project."""
    return assess(root).checklists["jia", "01"].clause("01.1").entries


BREAKS = {
    "empty line": "\n",
    "two empty lines": "\n\n",
    "line of spaces": "   \n",
    "no-break space": "\u00a0\n",
    "ideographic space": "\u3000\n",
    "sub-heading": "\n### 二季度\n\n",
    "sub-heading without empty lines": "### 二季度\n",
    "unknown heading of the second level": "\n## 二季度\n\n",
    "bold line": "\n**二季度**\n\n",
    "sentence": "\n以下是二季度的活动。\n\n",
    "sentence right below": "以下是二季度的活动。\n",
    "rule": "\n---\n\n",
    "comment": "\n<!-- 二季度 -->\n\n",
    "quotation": "\n> 二季度\n\n",
    "list": "\n- 二季度\n\n",
    "link": "\n见[方案](attachments/plan.pdf)。\n\n",
}


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("at", [SUMMER, AUTUMN])
def test_break_loses_no_row(name: str, at: str, project: Path) -> None:
    """Whatever stands between two rows, both count."""
    replace_text(project, FILE, at, BREAKS[name] + at)
    assert counted(project) == 3


@pytest.mark.parametrize("mark", ["- ", "* ", "1. ", "2、", "> ", "  - ", "    ", "\u3000", "\t"])
@pytest.mark.parametrize("apart", ["", "\n"])
def test_mark_before_a_row_loses_it_not(mark: str, apart: str, project: Path) -> None:
    """Marks of lists and quotations, and spaces of any width."""
    replace_text(project, FILE, AUTUMN, apart + mark + AUTUMN)
    assert counted(project) == 3


def test_rows_below_the_dashes_count(project: Path) -> None:
    """An empty line where the template leaves the cursor."""
    replace_text(project, FILE, DASHES, DASHES + "\n")
    assert counted(project) == 3


def test_table_under_another_part_counts(project: Path) -> None:
    """A ledger is known by its header; the page shows it once, in the ledger."""
    text = (project / FILE).read_text(encoding="utf-8")
    head, rows = text.split("## 台账\n")
    (project / FILE).write_text(
        head.replace("按季度办。", "按季度办。\n" + rows) + "## 台账\n\n见方案部分。\n",
        encoding="utf-8",
    )
    assert counted(project) == 3


def test_other_table_below_is_no_row(project: Path) -> None:
    """A table of another kind is reported at its header; none of its rows is taken for an entry."""
    text = (project / FILE).read_text(encoding="utf-8")
    table = "\n| 姓名 | 单位 | 电话 | 职务 | 备注 |\n|---|---|---|---|---|\n| 甲 | 乙 | 丙 | 丁 | 戊 |\n"
    (project / FILE).write_text(text + table, encoding="utf-8")
    assessed = assess(project)
    assert [finding.code for finding in assessed.findings] == ["unreadable-ledger"]
    assert len(assessed.checklists["jia", "01"].entries) == 4


def test_row_behind_another_table_counts(project: Path) -> None:
    """A table of another kind between two rows takes none of them."""
    table = "\n| 季度 | 场次 |\n|---|---|\n| 三 | 2 |\n\n"
    replace_text(project, FILE, AUTUMN, table + AUTUMN)
    assert counted(project) == 3


@pytest.mark.parametrize("above", ["> 引文\n", "- 一项\n", "1. 一项\n", "> 引文\n再一句\n"])
def test_ledger_close_below_a_list_or_quotation_counts(above: str, project: Path) -> None:
    """For Markdown its header would belong to what stands above."""
    replace_text(project, FILE, "| 日期 | 事项", f"{above}| 日期 | 事项")
    assert counted(project) == 3
    assert not assess(project).findings


def test_rows_without_their_part_are_shown(project: Path) -> None:
    """What counts stands on the page, though the heading of its part is missing."""
    replace_text(project, FILE, "## 台账\n", "")
    assert counted(project) == 3
    pages = pages_of(open_project(project), Audience.REVIEWERS, CHINESE_ALONE[0])
    body = next(page.body for page in pages if page.address == "/2018/counties/jia/01/")
    assert body.count("秋季活动") == 1


def test_row_that_cannot_be_split_is_reported_and_shown(project: Path) -> None:
    """A stray row with too few cells: a finding on its line, and its text on the page."""
    replace_text(project, FILE, AUTUMN, "\n| 2018-08-08 | 缺列的活动 | 活动 | 1 场 |\n" + AUTUMN)
    assessed = assess(project)
    assert [(one.code, one.place.line) for one in assessed.findings] == [("unreadable-row", 26)]
    pages = pages_of(open_project(project), Audience.REVIEWERS, CHINESE_ALONE[0])
    body = next(page.body for page in pages if page.address == "/2018/counties/jia/01/")
    assert body.count("缺列的活动") >= 1
    assert body.count("秋季活动") >= 1


def test_row_in_a_code_block_does_not_count(project: Path) -> None:
    """What stands between fences is shown as code, and reported."""
    text = (project / FILE).read_text(encoding="utf-8")
    row = AUTUMN + " 例 | 活动 | 1 场 | | | |"
    (project / FILE).write_text(f"{text}\n```\n{row}\n```\n", encoding="utf-8")
    assert counted(project) == 3
    assert [finding.code for finding in assess(project).findings] == ["misformed-row"]


def test_fix_leaves_stray_rows_where_they_stand(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is moved: a row counts where it is."""
    monkeypatch.chdir(project)
    replace_text(project, FILE, AUTUMN, "\n### 三季度\n\n" + AUTUMN)
    before = (project / FILE).read_bytes()
    assert main(["check", "--quiet", "--fix"]) == 0
    assert before == (project / FILE).read_bytes()


TITLES = {
    "见证科技发展展览": None,
    "见习科技辅导员培训班": None,
    "见面会": None,
    "见 j-1": "j-1",
    "见j-1": "j-1",
    "见 Ｊ－１": "J-1",
    "见 j1": "j1",
    "见 甲-12": "甲-12",
    "见 5": "5",
    "见证2018": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_citation_has_a_number(title: str, project: Path) -> None:
    """A title that begins with 见 cites only what can be the number of an entry."""
    replace_text(project, FILE, "| 秋季活动 |", f"| {title} |")
    entries = assess(project).portfolio.counties["jia"].evidence["01"].entries
    assert entries[2].cites == TITLES[title]


@pytest.mark.parametrize("empty", ["—", "——", "-", "/", "无", "－"])
def test_dash_in_a_cell_is_nothing(empty: str, project: Path) -> None:
    """What people type to leave a cell empty is empty."""
    replace_text(project, FILE, "| 46/50 | | [统计]", f"| 46/50 | {empty} | [统计]")
    replace_text(project, FILE, "https://example.org/a | j-3", f"https://example.org/a | {empty}")
    evidence = assess(project).portfolio.counties["jia"].evidence["01"]
    assert (evidence.entries[3].location, evidence.entries[2].number) == ("", "")
