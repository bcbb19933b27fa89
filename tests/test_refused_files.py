"""Files that are not taken or not wanted: said once, with the way to hand them in."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from on_folder import assess
from PIL import Image
from project_copy import REPOSITORY, replace_text
from pypdf import PdfWriter
from year import go_on

from generator.load.attachments.pdf import PdfLook, ProtectedPdf, pdf_texts
from generator.model.codes import Code
from generator.model.message import Language
from generator.model.state import State
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project

CHINESE = Catalogue(Language.CHINESE)
EVIDENCE = "content/counties/jia/01.md"
ATTACHMENTS = "content/counties/jia/attachments"


def mends(root: Path, code: Code) -> list[str]:
    """The Chinese mends of the findings of a rule."""
    findings = (finding for finding in assess(root).findings if finding.code == code)
    return [CHINESE.translate_finding(finding).fix for finding in findings]


def link(root: Path, target: str) -> None:
    """Link the target from the first entry besides what it links."""
    replace_text(root, EVIDENCE, "[签到表](attachments/list.pdf)", f"[证明]({target})")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("IMG_0001.HEIC", "转成 .jpg"),
        ("会场.heif", "转成 .jpg"),
        ("批复.ofd", "转成 .pdf"),
        ("扫描.tif", "“画图”"),
        ("扫描.TIFF", "“画图”"),
        ("微信图片.jfif", "把文件名的后缀改成 .jpg"),
        ("材料.rar", "先解压"),
        ("录像.mp4", "截几张图片"),
        ("方案.dps", ".pptx"),
        ("签到表", "没有后缀"),
        ("说明.xyz", "请换成这些类型之一"),
    ],
)
def test_refused_attachment_says_how_to_convert(name: str, said: str, project: Path) -> None:
    """One finding, with the way to a type that is taken; it is not reported as missing as well."""
    (project / ATTACHMENTS / name).write_bytes(b"x")
    link(project, f"attachments/{name}")
    (mend,) = mends(project, "refused-attachment")
    assert said in mend
    assert mends(project, "missing-attachment") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.jpg", "1600"), ("a.pdf", "150 dpi"), ("a.docx", "压缩图片"), ("a.xls", "")],
)
def test_large_file_says_how_to_shrink(name: str, said: str, project: Path) -> None:
    """Over 10 MB: what makes a file of that kind smaller."""
    with (project / ATTACHMENTS / name).open("wb") as file:
        file.truncate(10_000_001)
    link(project, f"attachments/{name}")
    (mend,) = mends(project, "oversized-file")
    assert said in mend
    assert mends(project, "missing-attachment") == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0", "转成 .jpg"),
        ("b.jpg", b"\x89PNG\r\n\x1a\n", "后缀改成 .png"),
        ("c.pdf", b"\xff\xd8\xff\xe0", "后缀改成 .jpg"),
        ("d.png", b"II*\0", "“画图”"),
        ("e.pdf", b"nothing", "另存为"),
    ],
)
def test_other_content_says_what_it_is(name: str, content: bytes, said: str, project: Path) -> None:
    """A phone's picture under the name of another type."""
    (project / ATTACHMENTS / name).write_bytes(content)
    (mend,) = mends(project, "mistyped-attachment")
    assert said in mend


def test_text_that_begins_as_a_bitmap_does(project: Path) -> None:
    """Two letters make no picture of a text."""
    (project / ATTACHMENTS / "a.txt").write_text("BMW 科普活动", encoding="utf-8")
    assert mends(project, "mistyped-attachment") == []


def test_position_says_how_to_take_it_out(project: Path) -> None:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    (project / ATTACHMENTS / "a.jpg").write_bytes(picture.getvalue())
    (mend,) = mends(project, "personal-data")
    assert "删除属性和个人信息" in mend


NAMES = [
    "签到表.txt",
    "签到表 3月.txt",
    "签到表(1).txt",
    "签到表（3月）.txt",
    "1#楼.txt",
    "50%25.txt",
    "完成 100%.txt",
    "甲&lt;乙.txt",
    "甲[乙].txt",
    "甲_乙_丙*.txt",
    "子 夹/甲.txt",
    "甲？乙.txt",
    "甲?乙|丙.txt",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["cell", "text"])
def test_offered_link_is_accepted(name: str, place: str, project: Path) -> None:
    """The link that an unused attachment is told to be linked by leads to it, wherever it stands."""
    file = project / ATTACHMENTS / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("说明", encoding="utf-8")
    (mend,) = mends(project, "unused-attachment")
    offered = mend.removeprefix("从它证明的条目链接过来：").partition("；用不着")[0]
    if place == "cell":
        replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf)", offered)
    else:
        replace_text(project, EVIDENCE, "办好活动。", f"办好活动，见{offered}。")
    found = {finding.code for finding in assess(project).findings}
    assert found.isdisjoint({"unused-attachment", "missing-attachment", "foreign-link"})


def large(file: Path) -> None:
    """A picture of 90 million pixels, of which Pillow warns."""
    Image.new("1", (9500, 9500)).save(file)


def damaged(file: Path) -> None:
    """A picture whose metadata end too early, of which Pillow warns."""
    Image.new("RGB", (8, 8)).save(
        file.with_suffix(".jpg"), exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0\x0f"
    )
    file.with_suffix(".jpg").replace(file)


@pytest.mark.parametrize(("draw", "name"), [(large, "a.png"), (damaged, "a.jpeg")])
def test_no_warning_of_a_library(draw: object, name: str, project: Path) -> None:
    """What Pillow warns of, in English, reaches nobody."""
    draw(project / ATTACHMENTS / name)  # type: ignore[operator]
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--quiet", "--no-cache"],
        cwd=project,
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert f"{name}:1:1" in done.stdout


def test_picture_of_too_many_pixels(project: Path) -> None:
    """A picture that would fill the memory is not called damaged."""
    Image.new("1", (20_000, 20_000)).save(project / ATTACHMENTS / "a.png")
    (finding,) = (
        finding for finding in assess(project).findings if finding.code == "unsearchable-attachment"
    )
    assert "像素太多" in CHINESE.translate_finding(finding).message
    assert mends(project, "unsearchable-attachment")[0].startswith("用“画图”打开")


def test_pdf_that_forbids_copying(project: Path) -> None:
    """It is read where that needs no password; else its protection is named, not a damage."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Title": "x"})
    writer.encrypt("", "owner", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    assert any(
        "x\n" in getattr(one, "text", "") for one in pdf_texts(content.getvalue(), PdfLook())
    )
    writer.encrypt("user", "owner", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(ProtectedPdf):
        list(pdf_texts(content.getvalue(), PdfLook()))
    (project / ATTACHMENTS / "a.pdf").write_bytes(content.getvalue())
    (mend,) = mends(project, "unsearchable-attachment")
    assert mend.startswith("打开文件，打印（导出）成新的 PDF，换上。")


@pytest.mark.parametrize(
    "name", ["Thumbs.db", "desktop.ini", "~$总结.docx", ".DS_Store", "._a.jpg"]
)
def test_system_files_are_to_be_deleted(name: str, project: Path) -> None:
    """In every folder the mend is to delete them, and what was handed in is the same with them."""
    before = open_project(project)
    digests = [before.evidence_digest(county) for county in before.rubric.counties]
    for folder in ("content/counties/jia", ATTACHMENTS):
        (project / folder / name).write_bytes(b"x")
    assert mends(project, "system-file") == ["把它删掉。"] * 2
    after = open_project(project)
    assert digests == [after.evidence_digest(county) for county in after.rubric.counties]


def test_system_file_in_the_log_stops_nothing(project: Path) -> None:
    """The log is read, and the year goes on."""
    (project / "content/results/2018/log/Thumbs.db").write_bytes(b"x")
    assert mends(project, "system-file") == ["把它删掉。"]
    state = open_project(project).log.state
    go_on(project, State.CLOSED)
    assert (state, open_project(project).log.state) == (State.OPEN, State.CLOSED)


def test_different_copy_is_to_be_compared(project: Path) -> None:
    """A copy that says something else is not simply deleted."""
    file = project / EVIDENCE
    (project / "content/counties/jia/01 - 副本.md").write_bytes(file.read_bytes())
    assert mends(project, "unknown-indicator") == ["把它删掉。"]
    (project / "content/counties/jia/01 - 副本.md").write_text("别的", encoding="utf-8")
    (mend,) = mends(project, "unknown-indicator")
    assert "01.md" in mend
