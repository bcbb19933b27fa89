"""A cycle is checked by the rules it was set up with."""

import json
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main
from generator.model.finding import Severity
from generator.rules import edition
from generator.rules.all_rules import explanations

PLACE = "content/counties/jia/01.md"


@pytest.fixture
def broken(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one error in a county's file."""
    monkeypatch.chdir(project)
    replace_text(project, PLACE, "状态: submitted", "状态: sent")
    return project


def test_newer_rule_is_told_as_coming(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What fails under an old rule does not under a newer one, and is told all the same."""
    code = next(one.code for one in assess(broken).findings if one.severity is Severity.ERROR)
    # The edition of a rule is a part of the program, which is kept apart by its sources alone.
    assert main(["check", "--quiet", "--no-cache"]) == 1
    capsys.readouterr()
    monkeypatch.setattr(edition, "SINCE", {code: 2})
    found = [one for one in assess(broken).findings if one.code == code]
    assert {(one.severity, one.coming) for one in found} == {(Severity.NOTE, True)}
    assert main(["check", "--quiet"]) == 0
    assert "下一年度起：" in capsys.readouterr().out
    main(["check", "--quiet", "--format", "json", "--lang", "en"])
    document = json.loads(capsys.readouterr().out)
    told = next(one for one in document["findings"] if one["code"] == code)
    assert (told["severity"], told["message"][:9]) == ("note", "from the ")


def test_reviewers_pages_say_so_too(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site's findings are those of the check."""
    code = next(one.code for one in assess(broken).findings if one.severity is Severity.ERROR)
    monkeypatch.setattr(edition, "SINCE", {code: 2})
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    pages = "".join(one.read_text("utf-8") for one in Path("review").rglob("index.html"))
    assert "下一年度起：" in pages


def test_unknown_edition_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rubric of a newer program is not read as if it were of this one."""
    monkeypatch.chdir(project)
    rubric = project / "rubric.yaml"
    rubric.write_text(rubric.read_text("utf-8") + 'check-edition: "9"\n', encoding="utf-8")
    assert main(["check", "--quiet"]) == 1
    assert "check-edition" in capsys.readouterr().err


def test_protection_is_never_delayed() -> None:
    """Every rule named is one there is, and none of those that protect persons and folders."""
    never = {"personal-data", "unsearchable-attachment", "path-outside-county", "unsafe-name"}
    assert edition.SINCE.keys() <= explanations().keys() - never
