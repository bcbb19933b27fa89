"""Drafts and returned files in every report: how much they hold, and what would count."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main
from generator.model.checklist import Unsubmitted
from generator.model.evidence import Status

Printed = pytest.CaptureFixture[str]
EVIDENCE = "content/counties/jia/01.md"
DRAFT = "content/counties/jia/02.md"


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def unsubmitted(project: Path, item: str) -> Unsubmitted:
    found = assess(project).checklists["jia", item].unsubmitted
    assert found is not None
    return found


def test_text_says_what_a_draft_holds(capsys: Printed) -> None:
    """A line for the draft before its clauses, and their number in the line of the county."""
    assert main(["check", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "  02：草稿，写好 1 条，提交后计入 1 条（会议 1 场，有佐证 0）\n" in out
    assert "；没有提交的材料 1 份\n" in out
    assert "  01：" not in out


@pytest.mark.parametrize(("word", "shown"), [("draft", "草稿"), ("returned", "退回")])
def test_every_report_says_it(word: str, shown: str, project: Path, capsys: Printed) -> None:
    """Text, Markdown and JSON say the same of a draft and of what was returned."""
    replace_text(project, EVIDENCE, "submitted", word)
    line = f"01：{shown}，写好 4 条，提交后计入 4 条"
    assert main(["check", "--quiet"]) == 0
    assert line in capsys.readouterr().out
    assert main(["check", "--quiet", "--format", "markdown"]) == 0
    markdown = re.sub(r"\\", "", capsys.readouterr().out)
    assert "<summary>甲县：2 份材料没有提交</summary>" in markdown
    assert f"- {line}（活动 3 场，有佐证 3；服务率 92 %，有佐证 92）" in markdown
    assert main(["check", "--quiet", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["checklists"]
    checklist = next(one for one in found if (one["county"], one["indicator"]) == ("jia", "01"))
    assert checklist["unsubmitted"]["status"] == word
    assert (4, 4) == (checklist["unsubmitted"]["written"], checklist["unsubmitted"]["counting"])
    assert counts(checklist["clauses"])["01.1"] == ("short", "0", "0")
    assert counts(checklist["unsubmitted"]["clauses"])["01.1"] == ("met", "3", "3")


def counts(clauses: list[dict[str, Any]]) -> dict[str, tuple[str, str, str]]:
    return {one["clause"]: (one["state"], one["counted"], one["proven"]) for one in clauses}


def test_submitted_files_are_not_among_them(project: Path, capsys: Printed) -> None:
    """Once the draft is submitted there is no such line, and what it said does count."""
    before = unsubmitted(project, "02").clauses
    replace_text(project, DRAFT, "status: draft", "status: submitted")
    checklist = assess(project).checklists["jia", "02"]
    assert checklist.unsubmitted is None
    assert before == checklist.clauses
    main(["check", "--quiet"])
    assert "没有提交的材料" not in capsys.readouterr().out


def test_what_would_not_count_is_left_out(project: Path) -> None:
    """Rows that could not be read are written; about so many, double and undated ones do not count."""
    rows = (
        "| 2018-05-06 | 例会 | 会议 | 约2场 | | |\n"
        "| 2018-05-05 | 会议 | 会议 | 1 场 | | |\n"
        "| 五月 | 年会 | 会议 | 1 场 | | |\n"
        "| 2018-05-07 | 少一格 | 会议 | 1 场 |\n"
    )
    with (project / DRAFT).open("a", encoding="utf-8") as file:
        file.write(rows)
    found = unsubmitted(project, "02")
    assert (found.status, found.written, found.counting) == (Status.DRAFT, 5, 1)


def test_draft_cites_its_own_entry(project: Path) -> None:
    """An entry of the same draft is handed in with it; one of another draft is not."""
    replace_text(project, EVIDENCE, "submitted", "草稿")
    replace_text(
        project, EVIDENCE, "| 2018-12-01 |", "| | 见 j-1 | 大篷车 | 1 场 | | | |\n| 2018-12-01 |"
    )
    replace_text(project, DRAFT, "| 2018-05-05 | 会议 |", "| | 见 j-2 |")
    assert unsubmitted(project, "01").counting == 5
    assert unsubmitted(project, "02").counting == 0


def test_counts_of_files_agree(project: Path) -> None:
    """The cover of the volume, the county's card and the burden page count one draft as none."""
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    site = project / "review/2018"
    cover = (site / "counties/jia/volume/index.html").read_text(encoding="utf-8")
    card = (site / "counties/index.html").read_text(encoding="utf-8")
    burden = (site / "burden/index.html").read_text(encoding="utf-8")
    assert re.search(r"<p>1/(\d+) 份材料", cover)
    assert re.search(r"<b>1</b>/\d+ 份材料已提交", card)
    assert "<b>1</b> 份材料" in burden
