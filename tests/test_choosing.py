"""--select and --ignore: what is reported, what is left out, and that the reason is repeated."""

import json
import random
from pathlib import Path

import pytest
from personal_numbers import mobile
from project_copy import replace_text

from generator.cli import main
from generator.model.codes import Code
from generator.model.finding import ALWAYS_REPORTED, Choice, Finding, Severity
from generator.model.message import Message
from generator.model.place import Place
from generator.rules.reported import choose

Printed = pytest.CaptureFixture[str]
EVIDENCE = "content/counties/jia/01.md"
REASON = "会后补传"


@pytest.fixture
def broken(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project with a date that is none and two entries without proof."""
    monkeypatch.chdir(project)
    replace_text(project, EVIDENCE, "| 2018-12-01 |", "| 年底 |")
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-1", "| j-1")
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-2", "| j-2")
    return project


def document(capsys: Printed, *given: str) -> dict[str, object]:
    capsys.readouterr()
    main(["check", "--quiet", "--format", "json", *given])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def codes(report: dict[str, object]) -> set[str]:
    findings = report["findings"]
    assert isinstance(findings, list)
    return {finding["code"] for finding in findings}


@pytest.mark.usefixtures("broken")
def test_selected_rules_alone_are_reported(capsys: Printed) -> None:
    """One rule or several, divided as people divide; the exit code goes by what is reported."""
    assert codes(document(capsys)) == {"unreadable-date", "entry-without-proof"}
    report = document(capsys, "--select", "entry-without-proof")
    assert codes(report) == {"entry-without-proof"}
    assert report["selected"] == ["entry-without-proof"]
    assert codes(document(capsys, "--select", "wrong-unit、unreadable-date")) == {"unreadable-date"}
    assert main(["check", "--quiet", "--select", "entry-without-proof"]) == 0
    assert main(["check", "--quiet", "--select", "[unreadable-date]"]) == 1


@pytest.mark.usefixtures("broken")
def test_ignored_rule_is_counted_with_its_reason(capsys: Printed) -> None:
    """It is left out, and every report that people read says how many were, and why."""
    option = ("--ignore", f"entry-without-proof＝ {REASON}\n")
    report = document(capsys, *option)
    assert codes(report) == {"unreadable-date"}
    assert report["ignored"] == [{"code": "entry-without-proof", "reason": REASON, "findings": 2}]
    assert report["summary"] == {"errors": 1, "warnings": 0, "notes": 0}
    for form in ("text", "markdown"):
        assert main(["check", "--quiet", "--format", form, *option]) == 1
        printed = capsys.readouterr().out
        line = next(line for line in printed.splitlines() if REASON in line)
        assert "2" in line
        assert "entry" in line


def test_personal_data_are_always_reported(broken: Path, capsys: Printed) -> None:
    """They are reported whatever is selected, and asking to ignore them is wrong use."""
    replace_text(broken, EVIDENCE, "专人负责", f"专人负责 {mobile(random.Random(3))}")
    assert codes(document(capsys, "--select", "entry-without-proof")) == {
        "entry-without-proof",
        "personal-data",
    }
    assert main(["check", "--quiet", "--ignore", f"personal-data={REASON}"]) == 2
    assert "personal-data" in capsys.readouterr().err


@pytest.mark.parametrize("code", sorted(ALWAYS_REPORTED))
def test_choice_itself_leaves_out_nothing_that_is_always_reported(code: Code) -> None:
    """Even a choice made without the command's options."""
    nothing = Message("")
    place = Place(EVIDENCE)
    finding = Finding(code=code, severity=Severity.ERROR, place=place, message=nothing, fix=nothing)
    reported, left_out = choose((finding,), Choice(frozenset({"wrong-unit"}), {code: REASON}))
    assert reported == (finding,)
    assert left_out == ()


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("entry-without-prof=x", "entry-without-proof"),
        ("entry-without-proof", "理由"),
        ("entry-without-proof= ", "理由"),
    ],
)
def test_ignoring_needs_a_rule_and_a_reason(given: str, said: str, capsys: Printed) -> None:
    """A slip in the code, and a reason that is missing: wrong use, and what to write."""
    assert main(["check", "--quiet", "--ignore", given]) == 2
    assert said in capsys.readouterr().err
