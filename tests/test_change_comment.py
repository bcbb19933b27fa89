"""The comment on a pull request: enough to accept a county's change on, and no more."""

import json
from pathlib import Path

import pytest
from changes import git
from project_copy import replace_text

from generator.cli import main
from generator.report.finding_markdown import LONGEST

FILE = "content/counties/jia/01.md"
LAST = "| 2018-12-01 | 服务统计 |"


@pytest.fixture
def clone(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project on a branch of its county."""
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "x")
    git(project, "switch", "--quiet", "-c", "jia/01")
    monkeypatch.chdir(project)
    return project


def comment(root: Path, *more: str) -> tuple[int, str]:
    git(root, "add", "-A", ".")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "x")
    out = root.parent / "comment.md"
    asked = ("check", "--quiet", "--base", "main", "--format", "markdown", "--output", str(out))
    return main([*asked, *more]), out.read_text(encoding="utf-8")


def add_rows(root: Path, rows: list[str]) -> None:
    replace_text(root, FILE, LAST, "\n".join([*rows, LAST]))


def test_what_can_be_accepted_says_so_first(clone: Path) -> None:
    """The verdict, what is asked, counts and is missing, and which rows are new."""
    add_rows(
        clone, ["| 2018-10-10 | 晚秋活动 | 活动 | 1 场 | 甲县 | [表](attachments/list.pdf) | |"]
    )
    code, text = comment(clone)
    assert code == 0
    assert text.startswith("### ✅ 甲县：可以接受")
    assert "| 01 活动 | 3 场 | 4 场 | — | 达标 |" in text
    assert "新增或者改动 1 行（第 26 行）" in text


def test_four_hundred_rows_fit_on_a_screen(clone: Path) -> None:
    """Rows with a few kinds of errors: at most eighty lines before folds open, each cause once."""
    add_rows(
        clone,
        [
            f"| {'2018-03-12' if nth % 4 else '三月某日'} | 活动{nth} | 活动 | "
            f"{'1 场' if nth % 5 else '一点'} | 甲县 | [表](attachments/{nth % 3 or 'list'}.pdf) | |"
            for nth in range(400)
        ],
    )
    code, text = comment(clone)
    assert code == 1
    opened = text.partition("<details>")[0]
    assert len(opened.splitlines()) <= 80
    assert text.startswith("### ❌ 甲县：还不能接受，要改 ")
    assert "×100 " in opened
    assert "新增或者改动 400 行（第 26–425 行）" in opened
    assert len(text) <= LONGEST


def test_only_the_same_county_is_compared(clone: Path) -> None:
    """A report of all counties: what others have left to mend was not mended by this change."""
    before = clone.parent / "before.json"
    other = clone / "content/counties/yi/01.md"
    other.parent.mkdir(exist_ok=True)
    other.write_text('---\n指标: "01"\n---\n', encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "--quiet", "-m", "x")
    git(clone, "branch", "--force", "main")
    assert main(["check", "--quiet", "--format", "json", "--output", str(before)]) in (0, 1)
    assert any(one["county"] == "yi" for one in json.loads(before.read_text("utf-8"))["findings"])
    replace_text(clone, FILE, "| 2018-03-12 |", "| 三月某日 |")
    _, text = comment(clone, "--against", str(before))
    assert "改好 0 条" in text
    assert "新增 0 条" not in text


def test_comment_of_many_errors_keeps_the_hosts_length(clone: Path) -> None:
    """Every row another error, long and with markup: cut at whole lines, folds closed."""
    long = "长" * 150
    add_rows(
        clone,
        [f"| {nth}<b>@all{long} | 事 | 条款{nth}{long} | 1 场 | 甲县 | | |" for nth in range(600)],
    )
    code, text = comment(clone)
    assert code == 1
    assert len(text) <= LONGEST
    assert "<b>" not in text.replace("<br>", "")
    assert "@all" not in text
    assert text.count("<details>") == text.count("</details>")


def test_office_is_named(clone: Path) -> None:
    """The office's own change: its verdict, without what counties have still to mend."""
    replace_text(clone, FILE, "状态: submitted", "状态: 草稿")
    code, text = comment(clone, "--as", "office")
    assert code == 1
    assert text.startswith("### ❌ 市科协办公室：还不能接受")
    assert "是县（区）的，办公室不改" in text
