"""What was received: the reviewers' page, the workbook, and which item changed after the close."""

import zipfile
from pathlib import Path

import pytest
from changes import git
from project_copy import replace_text
from year import run_year

from generator.cli import main
from generator.model.received import Late
from generator.model.state import State
from generator.usecases.open_project import open_project
from generator.usecases.received import received

Printed = pytest.CaptureFixture[str]
FILE = "content/counties/jia/01.md"
SECOND = "content/counties/jia/02.md"
STATEMENT = "content/counties/jia/index.md"
REASON = "第三次活动缺签到表，请补上"


@pytest.fixture
def project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project


def late(root: Path) -> dict[str, Late]:
    project = open_project(root)
    return {
        f"{one.county}/{one.item}": one.late for one in received(project, project.rubric.counties)
    }


@pytest.fixture
def closed(project: Path) -> Path:
    """A repository in which submission has closed."""
    git(project, "init", "--quiet", "--initial-branch=main")
    run_year(project, State.CLOSED)
    git(project, "add", "content", "rubric.yaml")
    git(project, "commit", "--quiet", "-m", "closed")
    return project


def test_late_is_told_by_item(closed: Path, capsys: Printed) -> None:
    """The file that changed, or the proof it links; of what is no item's, the county."""
    assert set(late(closed).values()) == {Late.NO}
    replace_text(closed, SECOND, "开好会。", "开好三次会。")
    found = late(closed)
    assert [item for item, one in found.items() if one] == ["jia/02"]
    assert found["jia/02"] is Late.ITEM
    git(closed, "commit", "--quiet", "-a", "-m", "late")
    assert late(closed)["jia/02"] is Late.ITEM
    assert main(["received", "--county", "jia"]) == 0
    assert "截止后有改动 1 项：02" in capsys.readouterr().out
    replace_text(closed, SECOND, "开好三次会。", "开好会。")
    assert set(late(closed).values()) == {Late.NO}
    replace_text(closed, STATEMENT, "虚构。", "虚构，补充。")
    assert {late(closed)[f"jia/{item}"] for item in ("01", "02")} == {Late.COUNTY}
    assert late(closed)["yi/01"] is Late.NO


def test_new_gone_and_proofs_are_late(closed: Path) -> None:
    """A file that came or went, and a proof that was exchanged, belong to their item."""
    (closed / "content/counties/yi").mkdir(exist_ok=True)
    (closed / "content/counties/yi/01.md").write_bytes((closed / FILE).read_bytes())
    assert [item for item, one in late(closed).items() if one] == ["yi/01"]
    (closed / "content/counties/yi/01.md").unlink()
    (closed / SECOND).unlink()
    assert [item for item, one in late(closed).items() if one] == ["jia/02"]
    git(closed, "checkout", "--quiet", "--", SECOND)
    proof = next((closed / "content/counties/jia/attachments").iterdir())
    text = (closed / FILE).read_text("utf-8")
    assert proof.name in text
    proof.write_bytes(proof.read_bytes() + b"\n")
    assert late(closed)["jia/01"] is Late.ITEM


def test_without_history_it_is_the_county(project: Path) -> None:
    """No git, no item: the digest of the folder alone."""
    run_year(project, State.CLOSED)
    assert set(late(project).values()) == {Late.NO}
    replace_text(project, SECOND, "开好会。", "开好三次会。")
    assert late(project)["jia/01"] is Late.COUNTY


def test_reviewers_have_a_page_of_it(project: Path) -> None:
    """With every return and answer, in both languages; the public has no such page."""
    assert main(["return", "甲县", "01", REASON]) == 0
    replace_text(project, FILE, '答复: ""', '答复: "已补"')
    assert main(["return", "甲县", "01", "还缺照片"]) == 0
    for audience, out in (("public", "site"), ("reviewers", "review")):
        assert main(["build", "--quiet", "--for", audience, "--without-search"]) == 0
        pages = [project / out / f"{root}2018/received/index.html" for root in ("", "en/")]
        assert [page.is_file() for page in pages] == [audience == "reviewers"] * 2
    text = pages[0].read_text("utf-8")
    assert all(word in text for word in (REASON, "已补", "还缺照片", "counties/jia/01/"))
    assert "What each county has handed in" in pages[1].read_text("utf-8")
    assert "received/" in (project / "review/2018/matrix/index.html").read_text("utf-8")


def test_workbook_shows_returns(project: Path) -> None:
    """Reason and answer stand above the item; taken back, the workbook changes nothing."""
    assert main(["return", "甲县", "01", REASON]) == 0
    before = (project / FILE).read_bytes()
    assert main(["workbook", "甲县"]) == 0
    with zipfile.ZipFile(project / "workbooks/甲县.xlsx") as book:
        text = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    assert f"退回：{REASON}" in text
    assert "还没有答复" in text
    assert main(["intake", "甲县", "workbooks/甲县.xlsx"]) == 0
    assert (project / FILE).read_bytes() == before
