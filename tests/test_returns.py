"""A file returned to its county: the record, the answer, who sees it, and what was received."""

import zipfile
from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.cli import main
from generator.model.state import State

Printed = pytest.CaptureFixture[str]
FILE = "content/counties/jia/01.md"
REASON = "第三次活动缺签到表，请补上"


@pytest.fixture
def project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project


def test_return_keeps_the_text_and_is_told(project: Path, capsys: Printed) -> None:
    """Only the front matter changes; check says why, and after an answer what it is."""
    before = (project / FILE).read_bytes()
    assert main(["return", "甲县", "1", REASON, "--date", "2018-12-20"]) == 0
    after = (project / FILE).read_text(encoding="utf-8")
    assert after.split("---\n", 2)[2].encode() == before.split(b"---\n", 2)[2]
    assert "状态: 退回\n" in after
    assert main(["check", "甲县"]) == 0
    assert f"01：市科协于 2018-12-20 退回：“{REASON}”；还没有答复" in capsys.readouterr().out
    replace_text(project, FILE, '答复: ""', '答复: "已补"')
    assert main(["return", "jia", "01", "还缺照片", "--date", "2018-12-21", "--by", "办公室"]) == 0
    text = (project / FILE).read_text(encoding="utf-8")
    assert text.index(REASON) < text.index("已补") < text.index("还缺照片")
    assert main(["check", "甲县", "--format", "markdown"]) == 0
    assert "办公室于 2018\\-12\\-21 退回" in capsys.readouterr().out


@pytest.mark.parametrize(
    "reason",
    [
        "",
        " ",
        "长" * 501,
        "a\u200bb",
        "见 138" + "0013" + "8000",
        "请问 110101" + "19900307" + "7475",
    ],
)
def test_reason_that_cannot_stand_is_refused(reason: str, project: Path) -> None:
    """Nothing, too much, what nobody sees, or a person's number."""
    before = (project / FILE).read_bytes()
    assert main(["return", "甲县", "01", reason]) == 1
    assert (project / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "reason", ['引号"和\\反斜线', "冒号: 和 # 号", "{大括号}, [方括号]", "- 破折号"]
)
@pytest.mark.usefixtures("project")
def test_reason_is_kept_as_it_was_said(reason: str, capsys: Printed) -> None:
    """Signs of YAML in a reason are text."""
    assert main(["return", "甲县", "01", reason]) == 0
    assert main(["received", "--county", "甲县"]) == 0
    assert reason in capsys.readouterr().out


def test_windows_lines_and_unreadable_heads(project: Path) -> None:
    """Line ends stay; what has no front matter that can be read is refused."""
    file = project / FILE
    text = file.read_bytes()
    file.write_bytes(text.replace(b"\n", b"\r\n"))
    assert main(["return", "甲县", "01", REASON]) == 0
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    for bad in (b"no head\n", text.replace(b"\xe7\x8a\xb6\xe6\x80\x81: ", b"[: "), b"\xff\xfe"):
        file.write_bytes(bad)
        assert main(["return", "甲县", "01", REASON]) == 1
        assert file.read_bytes() == bad
    file.unlink()
    assert main(["return", "甲县", "01", REASON]) == 1
    assert main(["return", "甲县", "99", REASON]) == 2


@pytest.mark.parametrize(("last", "words"), [("closed", "已经截止"), ("proposed", "已经公布")])
def test_nothing_is_returned_that_could_not_be_mended(
    last: str, words: str, project: Path, capsys: Printed
) -> None:
    """After the close, where nothing late is taken, and once a result is announced."""
    run_year(project, State(last))
    capsys.readouterr()
    before = (project / FILE).read_bytes()
    assert main(["return", "甲县", "01", REASON]) == 1
    assert words in capsys.readouterr().err
    assert (project / FILE).read_bytes() == before


def test_received_lists_every_item(project: Path, capsys: Printed) -> None:
    """By county and item, as text and as a workbook."""
    assert main(["return", "甲县", "01", REASON]) == 0
    capsys.readouterr()
    assert main(["received"]) == 0
    printed = capsys.readouterr().out
    assert "退回 1 项：01" in printed
    assert "乙区\n  没有" in printed
    assert main(["received", "--output", "a.xlsx"]) == 0
    with zipfile.ZipFile(project / "a.xlsx") as book:
        text = b"".join(book.read(name) for name in book.namelist()).decode()
    assert REASON in text
    assert main(["received", "--output", "a.pdf"]) == 2


def test_public_never_learns_of_a_return(project: Path) -> None:
    """Reviewers see the reason beside the file; no page or file of the public has it."""
    assert main(["return", "甲县", "01", REASON]) == 0
    replace_text(project, FILE, "状态: 退回", "状态: 已提交")
    for audience, out in (("public", "site"), ("reviewers", "review")):
        assert main(["build", "--quiet", "--for", audience]) == 0
        files = [one for one in (project / out).rglob("*") if one.is_file()]
        found = [one for one in files if REASON in one.read_bytes().decode("utf-8", "replace")]
        assert bool(found) == (audience == "reviewers")
