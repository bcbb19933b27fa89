"""A row whose proof was refused says so and why; it never says that it has none."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_pictures import drawn
from on_folder import assess
from personal_numbers import mobile
from project_copy import replace_text
from rule_cases import findings_of

from generator.cli import main
from generator.load.attachments import scan_cache
from generator.load.attachments.scan_process import ScanProcess
from generator.model.attachment import LARGEST, Refusal

Printed = pytest.CaptureFixture[str]
EVIDENCE = "content/counties/jia/01.md"


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def locate(file: Path) -> None:
    picture = drawn(1, 400)
    exif = picture.getexif()
    exif[0x8825] = {1: "N", 2: (34.0, 36.0, 0.0)}
    picture.save(file, exif=exif)


def cut(file: Path) -> None:
    drawn(1, 400).save(file)
    file.write_bytes(file.read_bytes()[:-100])


def enlarge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.write(b"%PDF-1.4")
        opened.truncate(LARGEST + 1)


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
FILES: dict[str, tuple[str, Callable[[Path], object], Refusal, str]] = {
    "position": ("x.jpg", locate, Refusal.POSITION, "含拍摄位置"),
    "number": (
        "x.txt",
        lambda file: file.write_text(mobile(random.Random(1)), encoding="utf-8"),
        Refusal.PERSONAL,
        "含个人信息",
    ),
    "empty": ("x.pdf", lambda file: file.write_bytes(b""), Refusal.EMPTY, "文件是空的"),
    "blank": ("x.csv", lambda file: file.write_text("\n"), Refusal.EMPTY, "文件是空的"),
    "cut": ("x.jpg", cut, Refusal.INCOMPLETE, "文件不完整或已损坏"),
    "pointer": (
        "x.docx",
        lambda file: file.write_text(POINTER),
        Refusal.POINTER,
        "只是 Git LFS 的指针，不是文件本身",
    ),
    "other type": (
        "x.ofd",
        lambda file: file.write_bytes(b"PK"),
        Refusal.NOT_TAKEN,
        "不收这种文件",
    ),
    "false name": (
        "x.pdf",
        lambda file: file.write_text("x"),
        Refusal.MISTYPED,
        "内容与后缀不符",
    ),
    "large": ("x.pdf", enlarge, Refusal.OVERSIZED, "超过大小上限"),
    "link": (
        "x.pdf",
        lambda file: file.symlink_to("list.pdf"),
        Refusal.NOT_FOLLOWED,
        "是指向别处的链接",
    ),
    "absent": ("x.pdf", lambda _: None, Refusal.ABSENT, "文件不存在"),
}


@pytest.mark.parametrize("case", FILES)
def test_row_says_why_its_proof_proves_nothing(case: str, project: Path, capsys: Printed) -> None:
    """In the text with line and file, in JSON as a word; and the cause is one finding."""
    name, write, reason, words = FILES[case]
    write(project / "content/counties/jia/attachments" / name)
    replace_text(project, EVIDENCE, "attachments/list.pdf) | j-1", f"attachments/{name}) | j-1")
    main(["check", "--quiet"])
    out = capsys.readouterr().out
    assert f"有佐证 2；第 23 行的佐证“{name}”不算：{words}\n" in out
    assert "缺佐证" not in out
    assert len([one for one in assess(project).findings if one.place.county == "jia"]) == 1
    main(["check", "--quiet", "--format", "json"])
    entries = json.loads(capsys.readouterr().out)["checklists"][0]["entries"]
    assert [{"proof": name, "reason": reason.value}] == entries[0]["refused"]
    assert not entries[0]["proven"]
    assert not entries[1]["refused"]


def test_rows_of_one_file_are_named_together(project: Path, capsys: Printed) -> None:
    """One refused file in two rows is said once; a row without any proof still lacks it."""
    for number in ("j-1", "j-2"):
        replace_text(project, EVIDENCE, f"list.pdf) | {number}", f"no.pdf) | {number}")
    replace_text(project, EVIDENCE, "https://example.org/a | j-3", "| j-3")
    main(["check", "--quiet"])
    out = capsys.readouterr().out
    assert "有佐证 0；第 25 行缺佐证；第 23–24 行的佐证“no.pdf”不算：文件不存在\n" in out


def test_one_good_proof_is_enough(project: Path, capsys: Printed) -> None:
    """Beside a proof that counts a refused one takes nothing away."""
    replace_text(project, EVIDENCE, "list.pdf) | j-1", "list.pdf) [x](attachments/no.pdf) | j-1")
    main(["check", "--quiet"])
    assert "不算" not in capsys.readouterr().out


def test_citation_says_it_of_the_entry_cited(project: Path) -> None:
    """A row that cites another has its proof, refused or not."""
    replace_text(project, EVIDENCE, "list.pdf) | j-1", "no.pdf) | j-1")
    replace_text(project, "content/counties/jia/02.md", "status: draft", "status: submitted")
    replace_text(project, "content/counties/jia/02.md", "| 2018-05-05 | 会议 |", "| | 见 j-1 |")
    (result,) = assess(project).checklists["jia", "02"].entries
    assert [Refusal.ABSENT] == [proof.reason for proof in result.refused]


def test_page_says_it_in_the_row(project: Path) -> None:
    """The row says that its proof does not count, and below it why; nothing is linked."""
    locate(project / "content/counties/jia/attachments/x.jpg")
    replace_text(project, EVIDENCE, "attachments/list.pdf) | j-1", "attachments/x.jpg) | j-1")
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    page = "2018/counties/jia/01/index.html"
    chinese = (project / "review" / page).read_text(encoding="utf-8")
    english = (project / "review/en" / page).read_text(encoding="utf-8")
    assert "计入，佐证不算" in chinese
    assert "拍摄位置" in chinese
    assert "counts, but its proof does not" in english
    assert "attachments/x.jpg" not in re_links(chinese)
    assert not list((project / "review").rglob("x.jpg"))


def re_links(page: str) -> str:
    return "".join(part.partition('"')[0] for part in page.split('href="')[1:])


@pytest.mark.usefixtures("own_cache")
def test_cut_picture_is_decoded_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen when the picture was decoded is cached with the scan."""
    cut(project / "content/counties/jia/attachments/x.jpg")
    first = [one for one in assess(project).findings if one.code == "broken-attachment"]
    assert len(first) == 1

    def refuse(*_: object) -> None:
        raise AssertionError("decoded again")

    monkeypatch.setattr(scan_cache, "_SCANNED", {})
    monkeypatch.setattr(ScanProcess, "ask", refuse)
    assert first == [one for one in assess(project).findings if one.code == "broken-attachment"]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("见 https：//example.org/a（已核）", "https://example.org/a"),
        ("http:／／example.org/a", "http://example.org/a"),
        ("[网页](www.example.org/a)", "https://www.example.org/a"),
    ],
)
def test_address_without_its_beginning_is_offered_whole(
    cell: str, meant: str, project: Path
) -> None:
    """What is nearly a web address comes back as the address to write."""
    replace_text(project, "content/counties/jia/01.md", "https://example.org/a", cell)
    fixes = [
        str(finding.fix.values.get("meant")) for finding in findings_of(project) if finding.fix
    ]
    assert meant in fixes
