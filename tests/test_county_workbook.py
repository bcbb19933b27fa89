"""A county's workbook: what it is written from comes back byte for byte, what differs is written."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from filled_books import FilledBook, own_sheets, take_workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project_copy import REPOSITORY, copy_invented, replace_text

from generator.cli import main
from generator.forms.county_book import county_book
from generator.forms.rewriting import one_line, rewritten
from generator.intake.own_workbook import read_own_sheet
from generator.load.evidence.source import read_source
from generator.load.files import UnreadableFile
from generator.load.intake.ask import read_sheets
from generator.load.project import Project
from generator.model.book import TOO_LONG, shown_row
from generator.model.errors import Refused
from generator.model.intake import ReadItem
from generator.report.office_book import draw_book
from generator.usecases.county_workbook import write_workbook
from generator.usecases.open_project import open_project

DRAFT = """---
指标: "01"
状态: 草稿
---

## 台账

| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |
|---|---|---|---|---|---|---|
"""
LONG = bool(os.environ.get("TAIZHANG_LONG"))
JIA = "content/counties/jia/01.md"
CLAUSE, PLACE = "活动", "甲县"


@pytest.fixture(scope="module")
def demonstration() -> Project:
    return open_project(REPOSITORY)


@pytest.fixture(scope="module")
def books(demonstration: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of all counties of the demonstration."""
    folder = tmp_path_factory.mktemp("books")
    items = list(demonstration.rubric.items.values())
    for county in demonstration.rubric.counties:
        (folder / f"{county.id}.xlsx").write_bytes(write_workbook(demonstration, county, items))
    return folder


def differing(project: Project, books: Path) -> tuple[list[str], int]:
    """The files that the workbooks would change, and how many they are about."""
    changed, number = [], 0
    for county in project.rubric.counties:
        taken = take_workbook(project, county, own_sheets(books / f"{county.id}.xlsx"))
        assert not taken.empty
        assert not any(one.trouble for one in taken.planned)
        number += len(taken.planned)
        changed += [one.path for one in taken.planned if one.content is not None]
    return changed, number


def test_no_byte_of_the_demonstration_changes(demonstration: Project, books: Path) -> None:
    """All 156 files of evidence and six statements: out into workbooks, and back."""
    assert differing(demonstration, books) == ([], 162)


BASIC = """
Sub Edit(folder As String, names As String)
  Dim silent(0) As New com.sun.star.beans.PropertyValue
  silent(0).Name = "Hidden"
  silent(0).Value = True
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "Calc MS Excel 2007 XML"
  For Each one In Split(names, " ")
    address = ConvertToURL(folder & "/" & one & ".xlsx")
    book = StarDesktop.loadComponentFromURL(address, "_blank", 0, silent())
    table = book.Sheets.getByIndex(5)
    line = 0
    Do While table.getCellByPosition(0, line).String <> "日期"
      line = line + 1
    Loop
    Do While table.getCellByPosition(1, line).String <> ""
      line = line + 1
    Loop
    table.getCellByPosition(0, line).String = "2018-10-10"
    table.getCellByPosition(1, line).String = "=从LibreOffice来"
    table.getCellByPosition(2, line).String = "学术交流活动"
    table.getCellByPosition(5, line).String = "35"
    book.storeToURL(ConvertToURL(folder & "/saved/" & one & ".xlsx"), filter())
    book.close(True)
  Next one
  StarDesktop.terminate()
End Sub
"""


def run_in_libreoffice(folder: Path, names: str) -> None:
    """Edit the workbooks and save them, in one start."""
    profile = folder / "profile"
    (folder / "saved").mkdir()
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    # The first start writes over what stands in a profile.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True)
    module = profile / "user/basic/Standard/Module1.xba"
    head, _, _ = module.read_text(encoding="utf-8").partition("REM")
    module.write_text(f"{head}{escape(BASIC)}</script:module>", encoding="utf-8")
    macro = f'macro:///Standard.Module1.Edit("{folder}", "{names}")'
    subprocess.run([*command, macro], check=True, capture_output=True, timeout=900)


def test_edited_and_saved_by_libreoffice(
    demonstration: Project, books: Path, tmp_path: Path
) -> None:
    """A row typed in a real program: it alone is new, and the column 参加人数 comes with it."""
    names = [county.id for county in demonstration.rubric.counties]
    for name in names:
        (tmp_path / f"{name}.xlsx").write_bytes((books / f"{name}.xlsx").read_bytes())
    run_in_libreoffice(tmp_path, " ".join(names))
    changed, number = differing(demonstration, tmp_path / "saved")
    assert changed == [f"content/counties/{name}/05.md" for name in names]
    assert number == 162
    county = demonstration.rubric.counties[1]
    taken = take_workbook(
        demonstration, county, own_sheets(tmp_path / "saved" / f"{county.id}.xlsx")
    )
    (file,) = (one for one in taken.planned if one.content is not None)
    assert (file.added, file.changed, file.removed, file.boxes) == (1, 0, 0, ())
    before = (REPOSITORY / file.path).read_text(encoding="utf-8").splitlines()
    after = (file.content or b"").decode().splitlines()
    new = "| 2018-10-10 | =从LibreOffice来 | 学术交流活动 | 1 场 |  | 35 |  |  |"
    assert [line for line in after if not line.startswith("|")] == [
        line for line in before if not line.startswith("|")
    ]
    rows = [line for line in before if line.startswith("| 2")]
    assert [line for line in after if line.startswith("| 2")] == [*map(widened, rows), new]


def widened(row: str) -> str:
    """The row with an empty cell for 参加人数."""
    cells = row.split(" | ")
    return " | ".join([*cells[:5], "", *cells[5:]])


def test_edit_changes_its_line_alone(project: Path, tmp_path: Path) -> None:
    """A changed row, a new one and one that is gone; all other lines keep their bytes."""
    before = (project / JIA).read_text(encoding="utf-8").split("\n")
    book = FilledBook(project)
    book.write_row("01", "2018-03-12", "春季大活动", CLAUSE, "1 场", PLACE, "", LINK, "j-1", at=0)
    book.write_row("01", at=1)
    book.write_row("01", "2018-10-01", "冬季活动", CLAUSE)
    planned = book.take(tmp_path / "b.xlsx")["01"]
    assert (planned.added, planned.changed, planned.removed) == (1, 1, 1) or (
        planned.changed,
        planned.removed,
        planned.added,
    ) == (2, 0, 0)
    after = (project / JIA).read_text(encoding="utf-8").split("\n")
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    assert [line[:12] for line in gone] == ["| 2018-03-12", "| 2018-06-01"]
    assert new == [
        f"| 2018-03-12 | 春季大活动 | 活动 | 1 场 | 甲县 | {LINK} | j-1 |",
        "| 2018-10-01 | 冬季活动 | 活动 | 1 场 |  |  |  |",
    ]
    assert after[-2].startswith("| 2018-10-01")


LINK = "[签到表](attachments/list.pdf)"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_again_changes_nothing(end: str, mark: bytes, project: Path, tmp_path: Path) -> None:
    """Taken twice the workbook writes once; line ends and the byte-order mark stay."""
    file = project / JIA
    file.write_bytes(mark + file.read_text(encoding="utf-8").replace("\n", end).encode())
    book = FilledBook(project)
    book.write_row("01", "2018年10月1日", "冬季活动", CLAUSE, "共2场", "", "40", "list.pdf", "j-9")
    book.write_beside("01", "措施", "专人负责。\n\n每季检查。")
    book.write_beside("01", CLAUSE, "4 场", column=4)
    book.write_beside("01", "状态", "草稿")
    first = book.take(tmp_path / "b.xlsx")["01"]
    assert first.content is not None
    assert first.boxes == ("措施", "申报", "状态")
    written = file.read_bytes()
    assert written.startswith(mark + b"---")
    text = written.decode("utf-8-sig")
    assert text.count("\n") == text.count(end)
    lines = text.replace(end, "\n")
    assert (
        "| 2018-10-01 | 冬季活动 | 活动 | 2 场 |  | 40 | [list](attachments/list.pdf) | j-9 |"
        in lines
    )
    assert "## 措施\n\n专人负责。\n\n每季检查。\n\n## 台账" in lines
    assert "状态: 草稿\n申报:\n  活动: 4 场\n---" in lines
    again = take_workbook(book.project, book.county, own_sheets(tmp_path / "b.xlsx"))
    assert [one.content for one in again.planned] == [None] * len(again.planned)


def test_new_file_is_written_whole(project: Path, tmp_path: Path) -> None:
    """An item without a file gets one; those of empty sheets get none."""
    book = FilledBook(project, "yi")
    for item in ("01", "B1"):
        (project / f"content/counties/yi/{item}.md").unlink(missing_ok=True)
    book = FilledBook(project, "yi")
    book.write_beside("01", "目标", "办好三场。")
    book.write_row("01", "2018-05-01", "五月活动", CLAUSE)
    book.take(tmp_path / "b.xlsx")
    text = (project / "content/counties/yi/01.md").read_text(encoding="utf-8")
    assert text == (
        '---\n指标: "01"\n状态: 草稿\n---\n\n## 目标\n\n办好三场。\n\n## 方案\n\n## 措施\n\n## 台账\n\n'
        "| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |\n|---|---|---|---|---|---|---|\n"
        "| 2018-05-01 | 五月活动 | 活动 | 1 场 |  |  |  |\n"
    )
    assert not (project / "content/counties/yi/B1.md").exists()


def test_number_of_a_person_stays_in_its_file(project: Path, tmp_path: Path) -> None:
    """It stands in no workbook, and a change beside it leaves it to the check."""
    number = "13912345678"
    replace_text(project, JIA, "春季活动", f"春季活动 {number}")
    replace_text(project, JIA, "按季度办。", f"按季度办。\n\n找{number}。")
    book = FilledBook(project)
    assert number not in str(book.cells)
    row = (project / JIA).read_text(encoding="utf-8").split("\n")[-5]
    assert number in row
    cells = [cell.text for (at, _), cell in book.cells[1].items() if at == book.rows("01")[0]]
    book.write_row("01", *cells[:4], "别处", *cells[5:], at=0)
    written = next(cell.text for cell in book.cells[1].values() if cell.text.startswith("按季度办"))
    book.write_beside("01", "方案", written + "\n\n再加一句。")
    book.take(tmp_path / "b.xlsx")
    text = (project / JIA).read_text(encoding="utf-8")
    assert row.replace("甲县", "别处") in text
    assert f"按季度办。\n\n找{number}。\n\n再加一句。\n" in text


@pytest.mark.parametrize("sign", ["13912345678", "\u200b", "\u00a0", "110101199003070011"])
def test_what_the_check_finds_is_taken_all_the_same(
    sign: str, project: Path, tmp_path: Path
) -> None:
    """A number of a person or a sign that nobody sees costs no row; the check says what it is."""
    book = FilledBook(project)
    book.write_row("01", "2018-10-01", f"座谈{sign}会", CLAUSE, "1 场", "", "", "", "j-9")
    book.write_beside("01", "目标", f"办好。\n\n联系{sign}人。")
    planned = book.take(tmp_path / "b.xlsx")["01"]
    assert planned.trouble is None
    assert planned.content is not None
    again = take_workbook(book.project, book.county, own_sheets(tmp_path / "b.xlsx"))
    assert [one.content for one in again.planned] == [None] * len(again.planned)
    assert "j-9 |" in (project / JIA).read_text(encoding="utf-8")


def test_default_quantity_and_none(project: Path, tmp_path: Path) -> None:
    """An empty cell is one 场; a dash is none; what is empty in the file stays so."""
    replace_text(project, JIA, "秋季活动 | 活动 | 1场次", "秋季活动 | 活动 | ")
    book = FilledBook(project)
    book.write_row("01", "2018-10-01", "甲", CLAUSE)
    book.write_row("01", "2018-10-02", "乙", CLAUSE, "—")
    book.write_row("01", "2018-10-03", "丙", "发稿")
    book.take(tmp_path / "b.xlsx")
    text = (project / JIA).read_text(encoding="utf-8")
    assert "秋季活动 | 活动 |  |" in text
    assert "| 甲 | 活动 | 1 场 |" in text
    assert "| 乙 | 活动 |  |" in text
    assert "| 丙 | 发稿 |  |" in text


def test_bare_number_and_sum(project: Path, tmp_path: Path) -> None:
    """A number has the clause's unit; sums and the names of groups are no rows."""
    book = FilledBook(project)
    book.write_row("01", "2018-10-01", "甲", CLAUSE, "2")
    book.write_row("01", "2018-10-02", "乙", "服务率", "92.5")
    book.write_row("01", "2018-10-03", "丙", "成效", "3")
    book.write_row("01", "合计", "", "", "5 场")
    book.write_row("01", "", "四季度")
    planned = book.take(tmp_path / "b.xlsx")["01"]
    assert planned.added == 3
    text = (project / JIA).read_text(encoding="utf-8")
    assert "| 甲 | 活动 | 2 场 |" in text
    assert "| 乙 | 服务率 | 92.5% |" in text
    assert "| 丙 | 成效 | 3 |" in text
    assert "合计" not in text


def test_sorted_rows_take_their_numbers_along(project: Path, tmp_path: Path) -> None:
    """Rows in another order stay themselves, even where a number of one is masked."""
    replace_text(project, JIA, "春季活动", "春季活动 13912345678")
    before = (project / JIA).read_text(encoding="utf-8").split("\n")
    book = FilledBook(project)
    first, last = book.rows("01")
    cells = book.cells[book.sheet("01")]
    rows = [[cells[row, column].text for column in range(8)] for row in range(first, last)]
    for at, row in enumerate(reversed(rows)):
        book.write_row("01", *row, at=at)
    book.take(tmp_path / "b.xlsx")
    after = (project / JIA).read_text(encoding="utf-8").split("\n")
    assert [line.replace("|  |", "| |") for line in after[-5:-1]] == before[-2:-6:-1]


def test_ledger_without_numbers_keeps_its_columns(project: Path, tmp_path: Path) -> None:
    """A table of six columns gets rows of six cells, and seven where a row has a number."""
    file = project / JIA
    lines = file.read_text(encoding="utf-8").split("\n")
    six = [
        line.rsplit(" | ", 1)[0] + " |" if line.startswith(("| 日", "| 2")) else line
        for line in lines
    ]
    file.write_text("\n".join(six).replace("---|---|\n", "---|\n"), encoding="utf-8")
    book = FilledBook(project)
    book.write_row("01", "2018-10-01", "甲", CLAUSE)
    book.write_row("01", "2018-10-02", "乙", CLAUSE, "", "", "", "", "j-8")
    book.take(tmp_path / "b.xlsx")
    text = file.read_text(encoding="utf-8")
    assert text.endswith(
        "| 甲 | 活动 | 1 场 |  |  |\n| 2018-10-02 | 乙 | 活动 | 1 场 |  |  | j-8 |\n"
    )


def test_file_that_cannot_be_read(project: Path, tmp_path: Path) -> None:
    """No workbook is made over it, and none is written into it."""
    book = FilledBook(project)
    book.write_row("01", "2018-10-01", "甲", CLAUSE)
    content = (project / JIA).read_text(encoding="utf-8").encode("gb18030")
    (project / JIA).write_bytes(content)
    planned = book.take(tmp_path / "b.xlsx")["01"]
    assert planned.trouble is not None
    assert (project / JIA).read_bytes() == content
    with pytest.raises(Refused):
        write_workbook(book.project, book.county, list(book.project.rubric.items.values()))


@pytest.mark.parametrize("text", ["字" * 40_000, "```\n\x01\n```", "a_x0041_b", "字𠮷" * 15_000])
def test_text_no_cell_holds_is_left_alone(text: str, project: Path, tmp_path: Path) -> None:
    """It is named in its cell, and stays in its file beside what changes."""
    broken = "\n".join(text[at : at + 5000] + "\n" for at in range(0, len(text), 5000))
    replace_text(project, JIA, "按季度办。", broken.strip("\n"))
    book = FilledBook(project)
    assert [cell.text for cell in book.cells[1].values()].count(TOO_LONG) == 1
    book.write_beside("01", "目标", "新目标。")
    before = (project / JIA).read_bytes()
    book.take(tmp_path / "b.xlsx")
    assert (project / JIA).read_bytes() == before.replace(
        "办好活动。".encode(), "新目标。".encode()
    )


@pytest.mark.parametrize(
    "text", ["写到这里\n## 措施\n没有了", "| 2018-01-01 | a | 活动 | 1 场 | | | |", "### 目标"]
)
def test_text_that_would_be_read_otherwise(text: str, project: Path, tmp_path: Path) -> None:
    """A heading or row in a box is written as text, or refused with the box's name."""
    before = (project / JIA).read_bytes()
    book = FilledBook(project)
    book.write_beside("01", "台账表外的文字", text)
    planned = book.take(tmp_path / "b.xlsx")["01"]
    again = take_workbook(book.project, book.county, own_sheets(tmp_path / "b.xlsx"))
    if planned.trouble is not None:
        assert "台账" in str(planned.trouble.values) or "措施" in str(planned.trouble.values)
        assert (project / JIA).read_bytes() == before
    assert all(one.content is None for one in again.planned)


def test_sheet_of_others_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook of another county, named by its sheet; nothing is written."""
    monkeypatch.chdir(project)
    assert main(["workbook", "甲县"]) == 0
    assert main(["intake", "乙区", "workbooks/甲县.xlsx"]) == 1
    assert "甲县" in capsys.readouterr().err


def test_command_says_writes_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Dry run, run, and the workbook that comes back, which can be taken in again."""
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    book = FilledBook(root)
    book.write_row("01", "2018-10-01", "冬季活动", "没有的条款", "3 场")
    file = book.save(root / "in.xlsx")
    handed = file.read_bytes()
    before = (root / JIA).read_bytes()
    assert main(["intake", "甲县", "in.xlsx", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "1 行新增" in said
    assert (root / JIA).read_bytes() == before
    assert main(["intake", "甲县", "in.xlsx"]) == 0
    assert (root / JIA).read_bytes() != before
    assert file.read_bytes() == handed
    answer = root / "workbooks/甲县-核对.xlsx"
    cells = [
        value
        for sheet in own_sheets(answer)
        for row in sheet.rows.values()
        for value in row.values()
    ]
    assert "问题" in cells
    assert any("没有的条款" in str(value) and "错误" in str(value) for value in cells)
    assert any("in.xlsx" in str(value) and "A" in str(value) for value in cells)
    project = open_project(root)
    taken = take_workbook(project, book.county, own_sheets(answer))
    assert [one.content for one in taken.planned] == [None] * len(taken.planned)


LINES = [
    *("", "", "## 目标", "## 方案", "## 措施", "## 台账", "### 一季度", "目标一。", "=1+2", "> 引"),
    "| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |",
    "| 日期 | 事项 | 条款 | 数量 | 地点 | 参加人数 | 佐证 | 编号 |",
    "|---|---|---|---|---|---|---|",
    "|---|---|---|---|---|---|---|---|",
    "| 2018-03-01 | 活动甲 | 学术交流活动 | 1 场 | 甲县 | [a](attachments/a.pdf) | j-1 |",
    "| 2018-03-01 | 活动乙 | 学术交流活动 |  | 甲县 | 30 | | j-2 |",
    "| 2018-03-02 | 讲\\|座 | 学术交流活动 | 2 场 | | |",
    "| | | | | | | |",
    "｜2018-03-03｜丙｜高端论坛｜1 次｜市里｜｜｜",
    "- | 2018-04-01 | x | 高端论坛 | 1 次 | y | | |",
    "| 合计 | | | 3 场 | | | |",
    *("| a | b |", "```", "<!-- 注 -->", "    缩进", "列\u200b表", "一、目标", "找13912345678"),
    *("<r>x</r>", "_x0041_", "2018-01-01\t丙\t高端论坛\t1 次", "---", "a\u3000", "<!--", "-->"),
]
HEADS = [
    '---\n指标: "05"\n状态: 草稿\n---\n',
    '---\n指标: "05"\n状态: submitted\n申报:\n  学术交流活动: 7 场\n  高端论坛: "1 次"\n---\n',
    '---\n指标: "05"\n状态: 已提交\n申报: {学术交流活动: 7 场}\n---\n',
    "---\n指标: 05\n---\n",
    "---\n状态：草稿\n---\n",
    "",
]
WORDS = st.text(max_size=8).filter(lambda text: not set(text) & set("\r\n\0"))


@settings(max_examples=3000 if LONG else 60, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    head=st.sampled_from(HEADS),
    lines=st.lists(st.sampled_from(LINES) | WORDS, max_size=25),
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
def test_generated_evidence_comes_back(
    demonstration: Project, head: str, lines: list[str], end: str, *, last: bool
) -> None:
    """Whatever a file holds: through a workbook and back no byte differs."""
    text = (head + "\n".join(lines)).replace("\n", end) + end * last
    rubric = demonstration.rubric
    item = rubric.items["05"]
    try:
        text.encode()
        source = read_source(text, "05.md", "05", rubric)
    except (UnreadableFile, UnicodeEncodeError):
        return
    drawn = draw_book(county_book(rubric, rubric.counties[0], [item], {"05": source.read}))
    sheet = read_sheets(drawn, ".xlsx", "a.xlsx")[1]
    read = read_own_sheet(sheet, rubric)
    if read is None:
        assert not source.read.rows
        return
    standing = [one_line(row.cells) for row in source.read.rows or ()]
    shown = [shown_row(one_line(row.cells), item) for row in read.rows or ()]
    assert shown == [shown_row(cells, item) for cells in standing]
    assert rewritten(source, replace(read, rows=source.read.rows)) == text


def test_first_claims_stand_behind_a_new_status(demonstration: Project) -> None:
    """Handed in for the first time, a file gets its status and its claims together."""
    rubric = demonstration.rubric
    source = read_source(DRAFT, "01.md", "01", rubric)
    clause = rubric.items["01"].clauses[0].name
    read = ReadItem(item="01", status="已提交", claims={clause: "6 场"})
    text = rewritten(source, read)
    assert f"状态: 已提交\n申报:\n  {clause}: 6 场\n---" in text.replace('"', "")
    after = read_source(text, "01.md", "01", rubric).read
    assert (after.status, after.claims) == ("已提交", {clause: "6 场"})
