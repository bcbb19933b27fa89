"""Score sheets on their way from the office to the judge, LibreOffice and back into the tally."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from score_sheets import (
    Deck,
    check_totals,
    filled,
    hall,
    judges_of,
    layout_of,
    make_deck,
    saved_by_libreoffice,
    typed,
)
from year import go_on, run_year

from generator.cli import main
from generator.model.score_sheet import GUIDE, IDENTITY, SHEET
from generator.model.state import State
from generator.usecases.issue_sheets import issue_sheets
from generator.usecases.open_project import open_project

# The sample is a deck with a tie.
DECKS = range(12) if os.environ.get("TAIZHANG_LONG") else (2,)


DECK = 3


@dataclass(frozen=True)
class Template:
    """A project with its sheets issued, and those of one deck filled in."""

    root: Path
    deck: Deck
    filled: Mapping[str, bytes]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Made once: each test breaks a copy."""
    root = hall(tmp_path_factory.mktemp("template") / "project")
    deck = make_deck(DECK, open_project(root).rubric)
    private = root / "private"
    private.mkdir()
    (private / "roster.yaml").write_text(deck.roster, encoding="utf-8")
    issued = issue_sheets(open_project(root), private, (), rehearsal=False)
    for path, content in issued.files.items():
        (private / path).parent.mkdir(exist_ok=True)
        (private / path).write_bytes(content)
    return Template(root, deck, {judge: fill(root, private, deck, judge) for judge in deck.scores})


@pytest.fixture
def office(template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the template, as the folder that commands run in."""
    root = tmp_path / "project"
    shutil.copytree(template.root, root)
    monkeypatch.chdir(root)
    return root


def issue(private: Path, deck: Deck) -> None:
    private.mkdir()
    (private / "roster.yaml").write_text(deck.roster, encoding="utf-8")
    assert main(["sheets", "--private", str(private)]) == 0


def fill(root: Path, private: Path, deck: Deck, judge: str) -> bytes:
    layout = layout_of(open_project(root).rubric, judges_of(root, private)[judge])
    sheet = (private / f"sheets/{judge}.xlsx").read_bytes()
    return filled(sheet, typed(layout, deck.scores[judge]))


def test_decks_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheet, LibreOffice, import, tally: the totals known beforehand, and the second count's."""
    root = hall(tmp_path / "project")
    monkeypatch.chdir(root)
    decks = {seed: make_deck(seed, open_project(root).rubric) for seed in DECKS}
    files = []
    for seed, deck in decks.items():
        private = tmp_path / f"private-{seed}"
        issue(private, deck)
        for judge in deck.scores:
            file = tmp_path / f"filled/{seed}-{judge}.xlsx"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(fill(root, private, deck, judge))
            files.append(file)
    saved_by_libreoffice(files, tmp_path / "saved")
    for seed, deck in decks.items():
        private = tmp_path / f"private-{seed}"
        saved = sorted(map(str, (tmp_path / "saved").glob(f"{seed}-*.xlsx")))
        assert len(saved) == len(deck.scores)
        assert main(["ballots", "import", *saved, "--private", str(private)]) == 0
        check_totals(root, private, deck)


def test_decks_typed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two entries that differ are received once a third look has settled each difference."""
    root = hall(tmp_path / "project")
    monkeypatch.chdir(root)
    for seed in DECKS:
        deck = make_deck(seed, open_project(root).rubric)
        private = tmp_path / f"private-{seed}"
        issue(private, deck)
        for nth, judge in enumerate(deck.scores):
            if nth == seed % len(deck.scores):
                type_twice(root, private, deck, judge, tmp_path)
            else:
                file = tmp_path / f"{seed}-{judge}.xlsx"
                file.write_bytes(fill(root, private, deck, judge))
                assert main(["ballots", "import", str(file), "--private", str(private)]) == 0
        check_totals(root, private, deck)
    assert "两遍录入不同" in capsys.readouterr().err


def type_twice(root: Path, private: Path, deck: Deck, judge: str, folder: Path) -> None:
    """Each entry has a wrong score of its own; the third sheet asks for these two alone."""
    layout = layout_of(open_project(root).rubric, judges_of(root, private)[judge])
    issued = (private / f"sheets/{judge}.xlsx").read_bytes()
    right = typed(layout, deck.scores[judge])
    names = list(right)
    files: list[Path] = []
    for nth in (3, 20):
        other = 0.0 if right[names[nth]] else 1.0
        files.append(folder / f"{len(files)}.xlsx")
        files[-1].write_bytes(filled(issued, {**right, names[nth]: other}))
    command = ["ballots", "--private", str(private), "compare", *map(str, files)]
    assert main(command) == 1
    assert not (private / f"ballots/{judge}.yaml").exists()
    third = private / f"sheets/{judge}-third.xlsx"
    sheet = load_workbook(third)[SHEET]
    assert {name for name in names if sheet[name].value is None} == {names[3], names[20]}
    looked_at = {name: right[name] for name in (names[3], names[20])}
    third.write_bytes(filled(third.read_bytes(), looked_at))
    assert main(command) == 1
    files.append(third)
    assert main([*command, str(files[-1])]) == 0
    ballot = (private / f"ballots/{judge}.yaml").read_text(encoding="utf-8")
    assert "由纸质评分表录入两遍，2 处不同" in ballot
    assert len(re.findall("第一遍 .*，第二遍 .*，核定", ballot)) == 2
    kept = sorted(file.name[25:] for file in (private / f"received/{judge}").glob("*.xlsx"))
    assert kept == ["first.xlsx", "second.xlsx", "third.xlsx"]


# A fault, by what is done to a sheet that is right, and what must be said of it.
FAULTS: Mapping[str, tuple[dict[str, object], str]] = {
    "above the maximum": ({"D4": 4.5}, "D4: 东海县 01：超过满分 4 分"),
    "off the step": ({"E5": 1.25}, "E5: 灌云县 02：不是 0.5 分一档"),
    "below zero": ({"E5": -1}, "E5: 灌云县 02：比 0 小"),
    "a formula": ({"D4": "=1+1"}, "D4: 东海县 01：是公式"),
    "a formula of text": ({"D4": '=TEXT(1,"0")'}, "D4: 东海县 01：是公式"),
    "a number as text": ({"D4": "3.5"}, "D4: 东海县 01：是文字"),
    "a number in wide digits": ({"D4": "３"}, "D4: 东海县 01：是文字"),
    "a word": ({"D4": "很好"}, "D4: 东海县 01：是文字"),
    "true": ({"D4": True}, "D4: 东海县 01：不是数"),
    "another title": ({"A1": "别的评分表"}, "A1: 这一格与发出时不同"),
    "another item": ({"B4": "别的"}, "B4: 这一格与发出时不同，原来是：科技工作者日"),
    "other points": ({"C4": 40}, "C4: 这一格与发出时不同，原来是：4"),
    "a sum as number": ({"J4": 9}, "J4: 这一格与发出时不同，原来是：=SUM(D4:I4)"),
    "two items exchanged": ({"A4": "02", "A5": "01"}, "A5: 这一格与发出时不同"),
    "a remark beside": ({"L9": "存疑"}, "L9: 发出的评分表里，这一格是空的"),
}


def test_faults_are_named_by_their_cells(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong in a sheet is said cell by cell, nothing of it is written, no score quoted."""
    said = refused(
        office,
        {name: filled(template.filled["L01"], cells) for name, (cells, _) in FAULTS.items()},
        capsys,
    )
    for name, (_, expected) in FAULTS.items():
        assert any(line.startswith(f"{name}.xlsx {expected}") for line in said), name


def refused(
    office: Path, sheets: Mapping[str, bytes], capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """Import the files by name, all of which must be refused; what was said."""
    for name, content in sheets.items():
        (office / f"{name}.xlsx").write_bytes(content)
    capsys.readouterr()
    assert main(["ballots", "import", *(f"{name}.xlsx" for name in sheets)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == f"{len(sheets)} 个文件没有接收，其中的分数一个也没有写入。"
    assert not list((office / "private").glob("received/**/*.*"))
    assert not (office / "private/ballots").exists()
    return said


def test_all_faults_and_blanks_are_told_at_once(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blanks are listed by county with the names of their cells, beside every other fault."""
    sheet = template.filled["L01"]
    cells = {"D4": None, "D5": None, "H12": None, "E4": 9, "F4": "＝"}
    (office / "L01.xlsx").write_bytes(filled(sheet, cells))
    assert main(["ballots", "import", "L01.xlsx"]) == 1
    said = capsys.readouterr().err
    assert "东海县缺 2 个分数：01（D4）、02（D5）" in said
    assert "海州区缺 1 个分数：08（H12）" in said
    assert "L01.xlsx E4: 灌云县 01：超过满分" in said
    assert "L01.xlsx F4: 灌南县 01：是文字" in said


def test_blanks_are_taken_where_the_rubric_takes_them(office: Path) -> None:
    """Under another rule for missing scores an empty cell is what the judge wanted."""
    rubric = (office / "rubric.yaml").read_text(encoding="utf-8")
    (office / "rubric.yaml").write_text(
        rubric.replace("missing-score: {choice: refused", "missing-score: {choice: skipped"),
        "utf-8",
    )
    (office / "private/sheets/L01.xlsx").unlink()
    assert main(["sheets", "L01"]) == 0
    (office / "L01.xlsx").write_bytes(
        filled((office / "private/sheets/L01.xlsx").read_bytes(), {"D4": 1})
    )
    assert main(["ballots", "import", "L01.xlsx"]) == 0
    assert main(["ballots", "status"]) == 0


def test_closed_cells_are_closed(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """Own and recused counties are grey in the sheet, and refused where they were scored."""
    sheet = load_workbook(office / "private/sheets/C01.xlsx")[SHEET]
    grey = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "／"}
    assert grey == {"G"}
    sheet = load_workbook(office / "private/sheets/C02.xlsx")[SHEET]
    grey = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "／"}
    assert grey == {"D", "E"}
    content = template.filled["C02"]
    (office / "C02.xlsx").write_bytes(filled(content, {"D4": 3}))
    assert main(["ballots", "import", "C02.xlsx"]) == 1
    assert "C02.xlsx D4: 这是灰格" in capsys.readouterr().err
    (office / "C02.xlsx").write_bytes(filled(content, {"D4": None}))
    assert main(["ballots", "import", "C02.xlsx"]) == 0


def in_percent(sheet: bytes) -> bytes:
    """What a spreadsheet makes of 50% typed into a cell."""
    book = load_workbook(io.BytesIO(sheet))
    book[SHEET]["D4"].value, book[SHEET]["D4"].number_format = 0.5, "0%"
    return as_bytes(book)


def as_day(sheet: bytes) -> bytes:
    """What a spreadsheet makes of 3-5 typed into a cell."""
    book = load_workbook(io.BytesIO(sheet))
    book[SHEET]["D4"] = date(2018, 3, 5)
    return as_bytes(book)


def shuffled_rows(sheet: bytes) -> bytes:
    """A row put in, as somebody does who wants room for a note."""
    book = load_workbook(io.BytesIO(sheet))
    book[SHEET].insert_rows(6)
    return as_bytes(book)


def without_identity(sheet: bytes) -> bytes:
    """Copied into a workbook of one's own."""
    book = load_workbook(io.BytesIO(sheet))
    del book[IDENTITY]
    return as_bytes(book)


def of_cycle(sheet: bytes) -> bytes:
    book = load_workbook(io.BytesIO(sheet))
    book[IDENTITY]["B2"] = "2017"
    return as_bytes(book)


def of_rules(sheet: bytes) -> bytes:
    book = load_workbook(io.BytesIO(sheet))
    book[IDENTITY]["B5"] = "0" * 64
    return as_bytes(book)


def of_nobody(sheet: bytes) -> bytes:
    book = load_workbook(io.BytesIO(sheet))
    book[IDENTITY]["B3"] = "L99"
    return as_bytes(book)


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "a row put in": (shuffled_rows, "行或者列移动过、删过、插过"),
    "in percent": (in_percent, "东海县 01：是文字"),
    "a day": (as_day, "东海县 01：不是数，而是日期"),
    "another workbook": (lambda _: as_bytes(Workbook()), "不是 taizhang sheets 生成的"),
    "no hidden page": (without_identity, "不是 taizhang sheets 生成的"),
    "another cycle": (of_cycle, "这是 2017 年度的评分表，现在考核的是 2018 年度"),
    "other rules": (of_rules, "这份评分表发出以后，办法改过"),
    "a judge of no roster": (of_nobody, "这是 L99 的评分表，roster.yaml 里没有这位评委"),
    "half a file": (lambda sheet: sheet[: len(sheet) // 2], "不是 .xlsx 表格"),
    "a text": (lambda _: b"judge: L01", "不是 .xlsx 表格"),
    "nothing": (lambda _: b"", "不是 .xlsx 表格"),
    "bytes flipped": (lambda sheet: sheet[:400] + b"\0" * 4000 + sheet[4400:], "损坏"),
}


def test_other_files_are_refused(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is handed in as a sheet is refused with a sentence."""
    sheets = {name: change(template.filled["L01"]) for name, (change, _) in WHOLE.items()}
    said = refused(office, sheets, capsys)
    for name, (_, expected) in WHOLE.items():
        assert any(line.startswith(f"{name}.xlsx") and expected in line for line in said), name


def test_sheet_under_another_judges_name(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """L02.xlsx that is a copy of the sheet of L01 is nobody's until somebody has said whose."""
    (office / "L02.xlsx").write_bytes(template.filled["L01"])
    assert main(["ballots", "import", "L02.xlsx"]) == 1
    assert "文件名是 L02，里面是 L01 的评分表" in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_wrong_sum_is_refused(
    template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sum that the judge's program has not calculated anew stands on the signed paper too."""
    (tmp_path / "L01.xlsx").write_bytes(template.filled["L01"])
    saved_by_libreoffice([tmp_path / "L01.xlsx"], tmp_path / "saved")
    saved = tmp_path / "saved/L01.xlsx"
    values = load_workbook(saved, data_only=True)[SHEET]
    assert isinstance(values["D9"].value, int | float)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content, count = re.subn(
                    rb"(<c r=\"D8\"[^>]*><f[^>]*>[^<]*</f><v>)[^<]*", rb"\g<1>99", content
                )
                assert count == 1
            after.writestr(entry, content)
    saved.write_bytes(out.getvalue())
    assert main(["ballots", "import", str(saved)]) == 1
    assert "L01.xlsx D8: 这个合计与分数加起来不一致" in capsys.readouterr().err


def test_each_version_is_kept(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second sheet counts, the first stays beside it; the same once more makes no third."""
    content = template.filled["L01"]
    file, changed = office / "L01.xlsx", {"D4": 1.0, "E4": 0.5}
    for nth, sheet in enumerate((content, filled(content, changed)), start=1):
        file.write_bytes(sheet)
        capsys.readouterr()
        assert main(["ballots", "import", str(file)]) == 0
        said = capsys.readouterr()
        assert re.search(
            rf"回执：L01 的评分表，第 {nth} 次，\d{{4}}-\d\d-\d\d [\d:]+ 收到。", said.out
        )
    assert "这一次有 2 个分数不同" in said.err
    before = sorted((office / "private").rglob("*.*"))
    assert main(["ballots", "import", str(file)]) == 0
    assert "没有再写入" in capsys.readouterr().err
    assert before == sorted((office / "private").rglob("*.*"))
    kept = sorted((office / "private/received/L01").glob("*.xlsx"))
    assert [one.name[:3] for one in kept] == ["01-", "02-"]
    assert kept[0].read_bytes() == content
    file.write_bytes(content)
    assert main(["ballots", "import", str(file)]) == 1
    assert "已经作为第 1 次接收过" in capsys.readouterr().err
    assert before == sorted((office / "private").rglob("*.*"))


def test_ballot_changed_by_hand_is_kept(office: Path, template: Template) -> None:
    """A ballot that was typed or confirmed in a text editor is a version too before another comes."""
    file, ballot = office / "L01.xlsx", office / "private/ballots/L01.yaml"
    file.write_bytes(template.filled["L01"])
    assert main(["ballots", "import", str(file)]) == 0
    by_hand = ballot.read_text(encoding="utf-8").replace('"01": "', '"01": "0', 1) + "# 手改\n"
    ballot.write_text(by_hand, encoding="utf-8")
    assert main(["ballots", "import", str(file)]) == 0
    found = list((office / "private/received/L01").glob("02-*-found.yaml"))
    assert [one.read_text(encoding="utf-8") for one in found] == [by_hand]


def test_status_tells_no_score(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, partial, complete and recused are told with versions, without a figure of a score."""
    with (office / "private/roster.yaml").open("a", encoding="utf-8") as roster:
        everyone = ", ".join(open_project(office).rubric.county_by_id)
        roster.write(f"  - {{id: L09, group: leaders, recusals: [{everyone}]}}\n")
    for judge in ("L01", "D01"):
        file = office / f"{judge}.xlsx"
        file.write_bytes(template.filled[judge])
        assert main(["ballots", "import", str(file)]) == 0
    ballot = office / "private/ballots/D01.yaml"
    text = ballot.read_text(encoding="utf-8")
    ballot.write_text(re.sub(r'("0[1-3]": )"[\d.]+"', r"\1", text, count=3), encoding="utf-8")
    capsys.readouterr()
    assert main(["ballots", "status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = {line[:3]: " ".join(line.split()[1:]) for line in lines[:-1]}
    assert re.fullmatch(r"完整 第 1 次，[\d-]{10} \d\d:\d\d", said["L01"])
    assert re.fullmatch(r"不全 第 1 次，[\d-]{10} \d\d:\d\d 缺 3 个分数", said["D01"])
    assert said["L02"] == "未交"
    assert said["L09"] == "全部回避"
    assert lines[-1] == "未交 4，不全 1，完整 1，全部回避 1"


def test_sheets_that_are_there_are_left_alone(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sheet may have been filled in where it lies; and what is written is the same every time."""
    sheet = office / "private/sheets/L01.xlsx"
    issued = sheet.read_bytes()
    sheet.write_bytes(issued + b"x")
    (office / "private/sheets/L02.xlsx").unlink()
    assert main(["sheets"]) == 0
    assert sheet.read_bytes() == issued + b"x"
    said = capsys.readouterr().err
    assert "已生成 1 份评分表" in said
    assert "已有的没有动" in said
    sheet.unlink()
    assert main(["sheets", "L01"]) == 0
    assert sheet.read_bytes() == issued
    assert main(["sheets", "L77"]) == 1
    assert "roster.yaml 里没有 L77" in capsys.readouterr().err


def test_sheet_prints_on_one_page_and_validates(office: Path) -> None:
    """A4 across, one page of scores and one on how to score; limit and step in every open cell."""
    book = load_workbook(office / "private/sheets/L01.xlsx")
    sheet = book[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}
    assert sheet.protection.sheet
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert rules.keys() == cells
    assert len(cells) == 156
    assert rules["D4"] == "AND(ISNUMBER(D4),D4>=0,D4<=4,ROUND(D4/0.5,6)=ROUND(D4/0.5,0))"
    assert "评委签名" in str(sheet.cell(sheet.max_row, 1).value)
    assert [one.title for one in book if one.sheet_state == "visible"] == [SHEET, GUIDE]
    assert book[IDENTITY].sheet_state == "veryHidden"


def test_compare_refuses_what_are_no_two_entries(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of the first entry, another judge's sheet, and a third look that changes more."""
    first = template.filled["L01"]
    wrong = filled(first, {"D4": 0.5, "D5": 1.5})
    third = filled(first, {"E5": 0})
    for name, content in (("1", first), ("2", first), ("3", wrong), ("4", third)):
        (office / f"{name}.xlsx").write_bytes(content)
    (office / "5.xlsx").write_bytes(template.filled["L02"])
    for names, expected in (
        ("12", "有两个文件完全相同"),
        ("15", "几位评委的评分表：L01、L02"),
        ("134", "4.xlsx: 灌云县 02：两遍录入相同"),
    ):
        assert main(["ballots", "compare", *(f"{name}.xlsx" for name in names)]) == 1
        assert expected in capsys.readouterr().err
    assert main(["ballots", "compare", "1.xlsx"]) == 2
    assert not (office / "private/ballots").exists()


def test_old_ballots_are_read_beside_new_ones(office: Path, template: Template) -> None:
    """A ballot typed as text, under whatever name, is replaced where it lies, never doubled."""
    assert main(["ballots", "new"]) == 0
    ballots = office / "private/ballots"
    (ballots / "L01.yaml").rename(ballots / "第一份.yaml")
    for judge in template.deck.scores:
        file = office / f"{judge}.xlsx"
        file.write_bytes(template.filled[judge])
        assert main(["ballots", "import", str(file)]) == 0
    assert not (ballots / "L01.yaml").exists()
    check_totals(office, office / "private", template.deck)


def test_control_slip_tells_what_sums_cannot_show(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two lines of one section with one sum, two counties with equal sums: named to be compared."""
    layout = layout_of(open_project(office).rubric, judges_of(office, office / "private")["L01"])
    scores = {cell: Fraction(0) for cell in layout.open.values()}
    scores |= {("donghai", "03"): Fraction(1), ("guanyun", "04"): Fraction(1)}
    sheet = (office / "private/sheets/L01.xlsx").read_bytes()
    (office / "L01.xlsx").write_bytes(filled(sheet, typed(layout, scores)))
    assert main(["ballots", "import", "L01.xlsx"]) == 0
    said = capsys.readouterr().out
    assert "  两行：03、04\n" in said
    assert "  两列：东海县、灌云县\n" in said
    assert main(["ballots", "show", "L01"]) == 0
    assert "第 1 次" in capsys.readouterr().out


def test_scores_for_other_evidence_are_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sheet says which evidence it is for: after a change the judge is asked again, until confirmed."""
    monkeypatch.chdir(project)
    private = project / "private"
    private.mkdir()
    roster = 'cycle: "2018"\njudges: [{id: L01, group: leaders}]\n'
    (private / "roster.yaml").write_text(roster, encoding="utf-8")
    for state in (State.CLOSED, State.REVIEWING):
        go_on(project, state)
    assert main(["sheets"]) == 0
    layout = layout_of(open_project(project).rubric, judges_of(project, private)["L01"])
    sheet = filled((private / "sheets/L01.xlsx").read_bytes(), dict.fromkeys(layout.open, 1))
    (project / "L01.xlsx").write_bytes(sheet)
    assert main(["ballots", "import", "L01.xlsx"]) == 0

    def status() -> str:
        capsys.readouterr()
        assert main(["ballots", "status"]) == 0
        return capsys.readouterr().out.splitlines()[0]

    assert "完整" in status()
    with (project / "content/counties/jia/index.md").open("a", encoding="utf-8") as changed:
        changed.write("\n补充一句。\n")
    line = status()
    assert "须重新看" in line
    assert "打分以后材料有改动：甲县" in line
    assert main(["ballots", "confirm", "L01"]) == 0
    assert "完整" in status()
    (private / "ballots/L01.yaml").write_text("judge: [", encoding="utf-8")
    assert "读不出来" in status()


def test_folder_of_sheets_is_received(
    office: Path, template: Template, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that lies in a folder, by its name or by a star; what Excel puts beside is passed over."""
    handed_in = office / "收到 的"
    handed_in.mkdir()
    for judge in ("L01", "D01"):
        (handed_in / f"{judge}.xlsx").write_bytes(template.filled[judge])
    (handed_in / "~$L01.xlsx").write_bytes(b"lock")
    assert main(["ballots", "import", "收到 的"]) == 0
    (handed_in / "L02.xlsx").write_bytes(template.filled["L02"])
    capsys.readouterr()
    assert main(["ballots", "import", "收到 的/*.xlsx"]) == 0
    said = capsys.readouterr()
    assert said.err.strip() == "D01、L01（2 份）没有变，没有再写入。"
    # A slip for what is new alone.
    assert re.findall(r"(\w+) 核对单", said.out) == ["L02"]
    kept = sorted(file.name for file in (office / "private/ballots").iterdir())
    assert kept == ["D01.yaml", "L01.yaml", "L02.yaml"]


def test_ballot_after_deliberation_began_needs_a_record(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was bound may still come, and whoever receives it is told what has to follow."""
    monkeypatch.chdir(project)
    run_year(project, State.DECIDING)
    assert main(["sheets", "L01", "--rehearsal"]) == 0
    sheet = (project / "private/sheets/L01.xlsx").read_bytes()
    assert load_workbook(io.BytesIO(sheet))[SHEET]["A1"].value == "虚构的考核评分表（演练）"
    layout = layout_of(open_project(project).rubric, judges_of(project, project / "private")["L01"])
    (project / "L01.xlsx").write_bytes(filled(sheet, dict.fromkeys(layout.open, 1)))
    assert main(["ballots", "import", "L01.xlsx"]) == 0
    assert "评分表已经锁定：这次改动要用 taizhang record ballots-changed" in capsys.readouterr().err
    assert main(["tally"]) == 0
    assert "评分表已经锁定" in capsys.readouterr().err
    ballot = (project / "private/ballots/L01.yaml").read_text(encoding="utf-8")
    assert "rehearsal: true" in ballot
    assert list((project / "private/received/L01").glob("01-*-found.yaml"))
