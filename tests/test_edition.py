"""A cycle is checked by the rules it was set up with."""

import json
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main
from generator.model.codes import Code
from generator.model.finding import Severity
from generator.rules import reported as reported_findings
from generator.rules.all_rules import explanations

PLACE = "content/counties/jia/01.md"


@pytest.fixture
def broken(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one error in a county's file."""
    monkeypatch.chdir(project)
    replace_text(project, PLACE, "状态: submitted", "状态: sent")
    return project


def first_error(root: Path) -> Code:
    return next(
        finding.code for finding in assess(root).findings if finding.severity is Severity.ERROR
    )


def test_newer_rule_is_reported_as_coming(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What fails under an old rule does not under a newer one, and is reported all the same."""
    code = first_error(broken)
    # The cache's key covers the program's files, not an edition that a test has changed.
    assert main(["check", "--quiet", "--no-cache"]) == 1
    capsys.readouterr()
    monkeypatch.setattr(reported_findings, "SINCE", {code: 2})
    found = [finding for finding in assess(broken).findings if finding.code == code]
    assert {(finding.severity, finding.coming) for finding in found} == {(Severity.NOTE, True)}
    assert main(["check", "--quiet"]) == 0
    assert "下一年度起：" in capsys.readouterr().out
    main(["check", "--quiet", "--format", "json", "--lang", "en"])
    document = json.loads(capsys.readouterr().out)
    reported = next(finding for finding in document["findings"] if finding["code"] == code)
    assert (reported["severity"], reported["message"][:9]) == ("note", "from the ")


def test_reviewers_pages_say_so_too(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site's findings are those of the check."""
    code = first_error(broken)
    monkeypatch.setattr(reported_findings, "SINCE", {code: 2})
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    pages = "".join(page.read_text("utf-8") for page in Path("review").rglob("index.html"))
    assert "下一年度起：" in pages


def test_unknown_edition_is_an_error(
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
    assert reported_findings.SINCE.keys() <= explanations().keys() - never
