"""Characters that nobody sees: read as seen, mended by --fix, never where a link leads."""

from pathlib import Path
from random import Random

import pytest
from on_folder import assess
from personal_numbers import mobile
from project_copy import replace_text

from generator.chinese.unseen import seen_text, unseen_signs
from generator.cli import main

EVIDENCE = "content/counties/jia/01.md"
ROW = "| 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 |"
EDITION = ('cycle: "2018"', 'cycle: "2018"\ncheck-edition: "2"')


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    replace_text(project, "rubric.yaml", *EDITION)
    return project


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("2018-03-12", "2018\u201103\u201012"),
        ROW.replace("2018-03-12", "\u200b2018-03-12\ufeff"),
        ROW.replace("| 活动 |", "| 活\u2060动\u200b |"),
        ROW.replace("1 场", "1\u202f场"),
        ROW.replace("甲县", "\u202a甲县\u202c"),
        ROW.replace("春季活动", "春季\u00ad活动\u200d"),
        ROW.replace("春季活动", "春季\x08活动"),
    ],
)
def test_fix_writes_the_row_as_it_looks(row: str, project: Path) -> None:
    """The row counts as it looks; after --fix the file is what it looked like."""
    written = (project / EVIDENCE).read_text(encoding="utf-8")
    replace_text(project, EVIDENCE, ROW, row)
    checklist = assess(project).checklists["jia", "01"]
    assert checklist.clauses[0].counted == 3
    assert main(["check", "--quiet", "--fix"]) == 0
    assert (project / EVIDENCE).read_text(encoding="utf-8") == written


def test_link_to_a_file_of_that_very_name_stays(project: Path) -> None:
    """A file may have the character in its name: the link to it is left alone."""
    name = "签到\u200b表.txt"
    (project / "content/counties/jia/attachments" / name).write_text("名单", encoding="utf-8")
    replace_text(project, EVIDENCE, "| 春季活动 |", f"| 春季\u200b活动[表](attachments/{name}) |")
    main(["check", "--quiet", "--fix"])
    text = (project / EVIDENCE).read_text(encoding="utf-8")
    assert f"春季活动[表](attachments/{name})" in text


def test_link_that_looks_right_is_mended(project: Path) -> None:
    """A link that differs from the one name in unseen signs alone."""
    replace_text(project, EVIDENCE, "(attachments/plan.pdf)", "(attachments/\u200bplan.pdf)")
    assert main(["check", "--quiet"]) == 1
    assert main(["check", "--quiet", "--fix"]) == 0
    assert "(attachments/plan.pdf)" in (project / EVIDENCE).read_text(encoding="utf-8")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202a", "\u2066", "\u061c", "\u00ad"])
def test_number_hidden_by_them_is_masked(
    hidden: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is shown without them must not be a number that was not found with them."""
    number = mobile(Random(1))
    split = number[:3] + hidden + number[3:7] + hidden + number[7:]
    replace_text(project, EVIDENCE, "办好活动。", f"办好活动，电话{split}。")
    assert main(["check", "--quiet", "--fix"]) == 1
    printed = "".join(capsys.readouterr())
    assert "[personal-data]" in printed
    assert number not in printed


@pytest.mark.parametrize(
    "text", ["\U0001f468\u200d\U0001f469", "\u0645\u06cc\u200c\u062e", "　全角空格", "a\tb", "—…"]
)
def test_what_is_needed_stays(text: str) -> None:
    """Joiners of emoji and other scripts, full-width spaces, tabs, dashes."""
    assert seen_text(text, strict=True) == text


def test_signs_are_named_once() -> None:
    """By their number, in the order in which they stand."""
    written = "a\u200bb\u2011c\u200b"
    assert unseen_signs(written, seen_text(written, strict=True)) == "U+200B、U+2011"
