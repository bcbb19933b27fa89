"""One cause gives one finding; a fault in one place stops nothing in another."""

from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text
from rule_cases import codes_of, filled, findings_of

from generator.model.codes import CODES
from generator.rules.requires import REQUIRES


def test_one_cause_gives_one_finding(project: Path) -> None:
    """A date that cannot be read is reported once: not also as a missing proof or a short claim."""
    replace_text(project, "content/counties/jia/01.md", "| 2018-03-12 |", "| 2018年3月12日 |")
    assert ["unreadable-date"] == codes_of(project)


ENTRY = "| 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1 |"
CITING = ("content/counties/jia/02.md", "| 2018-05-05 | 会议 |", "| | 见 j-1 |")
CAUSES = {
    "header": ("日期 | 事项", "事项 | 日期", "unreadable-ledger"),
    "dashes": ("|---|---|---|---|---|---|---|\n", "", "unreadable-ledger"),
    "heading": ("## 台账\n", "", "missing-part"),
    "cells": (ENTRY, f"{ENTRY} 多 | 余 |", "unreadable-row"),
}


@pytest.mark.parametrize("name", CAUSES)
def test_ledger_that_is_not_read_is_reported_alone(name: str, project: Path) -> None:
    """Its rows count for nothing: that a claim is above them is no second fault."""
    old, new, code = CAUSES[name]
    replace_text(project, "content/counties/jia/01.md", old, new)
    assert [code] == codes_of(project)


def test_part_under_another_heading_is_still_missing(project: Path) -> None:
    """A heading that may be meant as it says so, and never hides that the part is missing."""
    replace_text(project, "content/counties/jia/01.md", "## 方案\n", "## 实施方案\n")
    assert ["missing-part", "unclear-heading"] == codes_of(project)
    replace_text(project, "content/counties/jia/01.md", "## 实施方案\n", "### 实施方案\n")
    assert ["missing-part"] == codes_of(project)


@pytest.mark.parametrize("name", ["header", "dashes", "cells"])
def test_citation_of_what_is_not_read_waits(name: str, project: Path) -> None:
    """Whether the entry cited is there cannot be said before its ledger is read."""
    old, new, code = CAUSES[name]
    replace_text(project, *CITING)
    replace_text(project, CITING[0], "status: draft", "status: submitted")
    replace_text(project, "content/counties/jia/01.md", old, new)
    assert [code] == codes_of(project)


def test_attachments_of_a_file_that_is_not_read_wait(project: Path) -> None:
    """What the file would link is not reported as linked by nothing."""
    file = project / "content/counties/jia/01.md"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    assert ["unreadable-file"] == codes_of(project)


def test_another_part_or_file_explains_nothing(project: Path) -> None:
    """A claim above its ledger is reported beside a part that is missing, and beside another file."""
    replace_text(project, "content/counties/jia/01.md", "活动: 3 场", "活动: 9 场")
    replace_text(project, "content/counties/jia/01.md", "## 方案\n", "")
    replace_text(project, "content/counties/jia/02.md", "日期 | 事项", "事项 | 日期")
    codes = set(codes_of(project))
    assert {"missing-part", "unreadable-ledger", "ledger-short-of-claim"} == codes


def test_what_rules_require_are_rules() -> None:
    """Both sides of the relation are codes of the table, and none waits for itself."""
    for code, causes in REQUIRES.items():
        assert {code, *(cause.code for cause in causes)} <= set(CODES)
        assert code not in {cause.code for cause in causes}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no PDF", "mistyped-attachment"), (b"%PDF" + b"x" * 10_000_000, "oversized-file")],
)
def test_attachment_that_is_not_taken_is_reported_once(
    content: bytes, code: str, project: Path
) -> None:
    """Its links are not reported as well; it stands nowhere among what is published."""
    (project / "content/counties/jia/attachments/list.pdf").write_bytes(content)
    assert [code] == codes_of(project)
    assessed = assess(project)
    assert "attachments/list.pdf" not in assessed.portfolio.counties["jia"].attachments
    assert assessed.checklists["jia", "01"].clause("01.1").proven == 1


def test_same_bytes_under_two_endings_are_each_searched(project: Path) -> None:
    """A text is searched as a text, even where a picture of the same bytes came before."""
    folder = project / "content/counties/jia/attachments"
    for name in ("a.jpg", "b.txt"):
        (folder / name).write_text(f"电话 {filled('{{mobile}}')}", encoding="utf-8")
    found = {
        (finding.code, finding.place.path.rpartition("/")[2]) for finding in findings_of(project)
    }
    assert ("mistyped-attachment", "a.jpg") in found
    assert ("personal-data", "b.txt") in found


def test_fault_of_one_county_does_not_stop_another(project: Path) -> None:
    """Whatever one county commits, the other's findings and checklists stand."""
    yi = project / "content/counties/yi"
    yi.mkdir()
    (yi / "01.md").write_bytes(b"\xff\xfe\x00broken")
    (yi / "02.md").write_text("---\n" + "[" * 200_000 + "\n---\n", encoding="utf-8")
    assessed = assess(project)
    assert {"yi"} == {finding.place.county for finding in assessed.findings}
    assert assessed.checklists["jia", "01"].clause("01.1").counted == 3
