"""What an office hands in is taken into a county's folder, and again without a change."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from office_ledgers import table, word, workbook
from PIL import Image

from generator.cli import main

HEADER = ("序号", "时间", "活动名称", "类别", "地点", "参加人数", "佐证文件")
ROWS = [
    ["1", "2018-03-12", "春季报告会", "活动", "乙镇", "120", "签到表"],
    ["2", "2018-06-01", "夏季报告会|二", "活动", "乙镇", "", ""],
    ["3", "2018-09-20", "志愿服务统计", "服务率", "", "", "统计.docx"],
]
FILE = """---
指标: "01"
状态: 草稿
---

## 目标

## 方案

## 措施

## 台账

| 日期 | 事项 | 条款 | 数量 | 地点 | 参加人数 | 佐证 | 编号 |
|---|---|---|---|---|---|---|---|
| 2018-03-12 | 春季报告会 | 活动 | 1 场 | 乙镇 | 120 | [签到表](attachments/01-签到表.jpg) |  |
| 2018-06-01 | 夏季报告会\\|二 | 活动 | 1 场 | 乙镇 |  | [夏季报告会二 (1)](attachments/01-夏季报告会二-1.jpg) |  |
| 2018-09-20 | 志愿服务统计 | 服务率 | 92% |  |  | [统计](attachments/01-统计.docx) |  |
"""


def ledger(rows: list[list[str]]) -> bytes:
    """A ledger of the office, the share as Excel has it."""

    def draw(sheet: object, book: object) -> None:
        header = (*HEADER[:4], "完成情况", *HEADER[4:])
        shares = [[*row[:4], "", *row[4:]] for row in rows]
        table(header, shares, top=2, title="乙区科协2018年活动台账")(sheet, book)
        sheet.write_number(5, 4, 0.92, book.add_format({"num_format": "0%"}))  # type: ignore[attr-defined]

    return workbook(("Sheet1", draw))


def picture(path: Path, colour: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (2400, 300), colour).save(path, "JPEG", exif=exif)


@pytest.fixture
def handed(tmp_path: Path) -> Path:
    """A folder as an officer puts it together."""
    folder = tmp_path / "乙区材料"
    folder.mkdir()
    (folder / "01活动台账.xlsx").write_bytes(ledger(ROWS))
    (folder / "统计.docx").write_bytes(word("志愿服务率 92%"))
    picture(folder / "照片" / "签到表.JPG", "red")
    picture(folder / "照片" / "夏季报告会二 (1).jpg", "green")
    picture(folder / "照片" / "IMG_0001.jpg", "blue")
    (folder / "Thumbs.db").write_bytes(b"x")
    return folder


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    """All files below a folder: digest, time of the last change."""
    return {
        file.relative_to(folder).as_posix(): (
            hashlib.sha256(file.read_bytes()).hexdigest(),
            file.stat().st_mtime_ns,
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_folder_is_taken_once_and_for_all(
    handed: Path, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    before, others = contents(handed), contents(project / "content/counties/jia")
    county = project / "content/counties/yi"
    assert main(["intake", "乙区", str(handed), "--dry-run"]) == 0
    assert not county.exists()
    assert main(["intake", "乙区", str(handed)]) == 0
    said = capsys.readouterr()
    assert "表头在第 3 行" in said.out
    assert "照片/IMG_0001.jpg" in said.out
    assert FILE == (county / "01.md").read_text(encoding="utf-8")
    names = ["01-夏季报告会二-1.jpg", "01-签到表.jpg", "01-统计.docx"]
    assert names == sorted(file.name for file in (county / "attachments").iterdir())
    cleaned = Image.open(county / "attachments/01-签到表.jpg")
    assert (cleaned.size, dict(cleaned.getexif())) == ((1920, 240), {})
    assert (before, others) == (contents(handed), contents(project / "content/counties/jia"))

    taken = contents(county)
    assert main(["intake", "乙区", str(handed)]) == 0
    assert taken == contents(county)
    assert "没有变化" in capsys.readouterr().err


def test_of_a_mended_ledger_only_what_differs_is_written(
    handed: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    main(["intake", "乙区", str(handed)])
    county = project / "content/counties/yi"
    before = contents(county)
    rows = [["1", "2018-03-13", *ROWS[0][2:]], *ROWS[1:]]
    (handed / "01活动台账.xlsx").write_bytes(ledger(rows))
    assert main(["intake", "乙区", str(handed)]) == 0
    text = (county / "01.md").read_text(encoding="utf-8")
    assert FILE.replace("2018-03-12", "2018-03-13") == text
    assert {name for name, what in contents(county).items() if before[name] != what} == {"01.md"}
    # A row that is not handed in again stays, but with --whole.
    (handed / "01活动台账.xlsx").write_bytes(
        ledger([rows[0], rows[1], [*rows[2][:2], "年终统计", *rows[2][3:]]])
    )
    main(["intake", "乙区", str(handed)])
    assert "志愿服务统计" in (county / "01.md").read_text(encoding="utf-8")
    main(["intake", "乙区", str(handed), "--whole"])
    assert "志愿服务统计" not in (county / "01.md").read_text(encoding="utf-8")


def test_a_zip_is_taken_like_its_folder(
    handed: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    package = handed.with_suffix(".zip")
    with zipfile.ZipFile(package, "w") as archive:
        for file in handed.rglob("*"):
            archive.write(file, file.relative_to(handed.parent))
    assert main(["intake", "yi", str(package)]) == 0
    assert FILE == (project / "content/counties/yi/01.md").read_text(encoding="utf-8")


def test_our_own_workbook_is_taken_with_the_photos_beside_it(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    county = project / "content/counties/jia"
    before = contents(county)
    folder = tmp_path / "甲县"
    folder.mkdir()
    main(["workbook", "jia", "--out", str(folder / "甲县.xlsx")])
    assert main(["intake", "jia", str(folder)]) == 0
    assert before == contents(county)
    picture(folder / "夏季活动.jpg", "red")
    assert main(["intake", "jia", str(folder)]) == 0
    text = (county / "01.md").read_text(encoding="utf-8")
    assert "[签到表](attachments/list.pdf) [夏季活动](attachments/01-夏季活动.jpg) | j-2 |" in text
    assert main(["intake", "yi", str(folder)]) == 1
    assert not (project / "content/counties/yi").exists()


def test_what_is_not_taken_ends_with_one(
    handed: Path, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    (handed / "坏.jpg").write_bytes(b"MZ")
    assert main(["intake", "乙区", str(handed)]) == 1
    assert "坏.jpg" in capsys.readouterr().out
    assert FILE == (project / "content/counties/yi/01.md").read_text(encoding="utf-8")
    assert main(["intake", "乙区", str(handed / "没有")]) == 1
    assert main(["intake", "乙区", str(handed), "--map", "时间=何时"]) == 2
    assert "何时" in capsys.readouterr().err


def test_a_link_leads_nothing_out_of_the_project(
    handed: Path, tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "content/counties/yi").symlink_to(outside)
    assert main(["intake", "乙区", str(handed)]) == 1
    assert not [*outside.iterdir()]


def test_a_number_goes_nowhere(
    handed: Path, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a phone number in a cell nor one in the name of a file is written or printed."""
    monkeypatch.chdir(project)
    rows = [[*ROWS[0][:2], "春季报告会13812345678", *ROWS[0][3:6], "13912345678"], *ROWS[1:]]
    (handed / "01活动台账.xlsx").write_bytes(ledger(rows))
    picture(handed / "13912345678.jpg", "red")
    picture(handed / "13712345678.jpg", "blue")
    main(["intake", "乙区", str(handed)])
    said = capsys.readouterr()
    text = (project / "content/counties/yi/01.md").read_text(encoding="utf-8")
    names = [str(file) for file in (project / "content/counties/yi").rglob("*")]
    for number in ("13812345678", "13912345678", "13712345678"):
        assert number not in said.out + said.err + text + "".join(names)
    assert "139＊" in said.out
