"""What a check is narrowed to, as people name it."""

import json
from pathlib import Path

import pytest
from project_copy import replace_text

from generator.cli import main

JIA, YI = "content/counties/jia", "content/counties/yi"
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a fault in two files of one county, and in one of the other."""
    monkeypatch.chdir(project)
    replace_text(project, f"{JIA}/01.md", "| 2018-03-12 |", "| 三月 |")
    (project / YI).mkdir(exist_ok=True)
    first = (project / JIA / "01.md").read_text(encoding="utf-8")
    for path in (f"{JIA}/B1.md", f"{YI}/01.md"):
        text = first.replace('"01"', f'"{Path(path).stem}"')
        (project / path).write_text(text, encoding="utf-8")
    return project


def paths(capsys: Printed, *given: str) -> set[str]:
    """The files that the errors of a check stand in."""
    assert main(["check", "--quiet", "--format", "json", *given]) in (0, 1)
    findings = json.loads(capsys.readouterr().out)["findings"]
    return {finding["path"] for finding in findings if finding["code"] == "unreadable-date"}


FIRST, BONUS, OTHER = f"{JIA}/01.md", f"{JIA}/B1.md", f"{YI}/01.md"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {FIRST, BONUS, OTHER}),
        (["."], {FIRST, BONUS, OTHER}),
        (["content/counties"], {FIRST, BONUS, OTHER}),
        (["甲县"], {FIRST, BONUS}),
        (["甲"], {FIRST, BONUS}),
        (["jia"], {FIRST, BONUS}),
        (["ＪＩＡ"], {FIRST, BONUS}),
        ([JIA], {FIRST, BONUS}),
        ([f"{JIA}/"], {FIRST, BONUS}),
        (["jia", "yi"], {FIRST, BONUS, OTHER}),
        (["01.md"], {FIRST, OTHER}),
        (["01"], {FIRST, OTHER}),
        (["1"], {FIRST, OTHER}),
        (["０１"], {FIRST, OTHER}),
        (["ｂ１"], {BONUS}),
        (["甲县", "０１"], {FIRST}),
        (["01.md", "--county", "甲县"], {FIRST}),
        ([FIRST], {FIRST}),
        (["jia/01.md"], {FIRST}),
        (["甲县/01.md"], {FIRST}),
        (["jia\\01.md"], {FIRST}),
        ([f"{JIA}/attachments"], set()),
        (["rubric.yaml"], set()),
        (["乙区", "b1"], set()),
    ],
)
def test_check_looks_at_what_was_meant(
    given: list[str], expected: set[str], capsys: Printed
) -> None:
    """Counties, items and files, in any width, by name, id or path."""
    assert paths(capsys, *given) == expected


@pytest.mark.parametrize(
    ("given", "expected"), [(["01.md"], {FIRST}), (["."], {FIRST, BONUS}), (["B1.md"], {BONUS})]
)
def test_path_from_the_folder_one_stands_in(
    given: list[str],
    expected: set[str],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    """In a county's folder its own file is meant, and "." is that county."""
    monkeypatch.chdir(project / JIA)
    assert paths(capsys, *given) == expected


@pytest.mark.parametrize("word", ["丙县", "99", "没有.md", "jia/../../../etc", "/"])
def test_unknown_word_is_refused(word: str, capsys: Printed) -> None:
    """A word that is nothing here: 2, and what can be written."""
    assert main(["check", "--quiet", word]) == 2
    err = capsys.readouterr().err
    assert f"“{word}”不是县（区）" in err
    assert "甲县、乙区" in err


def test_text_report_of_one_file(capsys: Printed) -> None:
    """Its clauses alone, and the exit code goes by its findings."""
    assert main(["check", "--quiet", "甲县", "01"]) == 1
    out = capsys.readouterr().out
    assert "  01 活动：" in out
    assert "  B1" not in out
    assert "乙区" not in out
    assert main(["check", "--quiet", "rubric.yaml"]) == 0
    assert "甲县" not in capsys.readouterr().out


def test_json_report_of_one_file(capsys: Printed) -> None:
    """Its checklist alone."""
    main(["check", "--quiet", "--format", "json", "甲县", "01"])
    (checklist,) = json.loads(capsys.readouterr().out)["checklists"]
    assert (checklist["county"], checklist["indicator"]) == ("jia", "01")


def test_fix_keeps_to_the_file(project: Path, capsys: Printed) -> None:
    """--fix writes what was chosen and nothing else."""
    for path in (FIRST, OTHER):
        replace_text(project, path, "| 2018-09-20 |", "| 2018年9月20日 |")
    main(["check", "--quiet", "--fix", FIRST])
    assert "2018年9月20日" not in (project / FIRST).read_text(encoding="utf-8")
    assert "2018年9月20日" in (project / OTHER).read_text(encoding="utf-8")
    assert FIRST in capsys.readouterr().err


@pytest.mark.parametrize("given", [["乙", "０２"], ["乙区", "2"], ["ＹＩ", "02.md"]])
def test_other_commands_take_the_same_names(given: list[str], project: Path) -> None:
    """A county without 县, an item in full width or with its ending."""
    assert main(["template", *given]) == 0
    assert (project / YI / "02.md").is_file()
