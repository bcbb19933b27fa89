"""What the check says of its rules: in the command, on the site, in both languages."""

import re
from pathlib import Path
from textwrap import indent

import pytest
from project_copy import REPOSITORY

from generator.cli import main
from generator.model.codes import Code
from generator.model.message import Language
from generator.report.catalogue import Catalogue
from generator.rules.all_rules import explanations
from generator.rules.subjects import SUBJECTS

Printed = pytest.CaptureFixture[str]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", explanations())
def test_rule_is_explained_in_both_languages(code: Code, capsys: Printed) -> None:
    """Each rule's explanation is there in Chinese, and in English as its docstring has it."""
    assert main(["explain", code]) == 0
    chinese = capsys.readouterr().out
    assert main(["explain", code, "--lang", "en"]) == 0
    english = capsys.readouterr().out
    explanation = explanations()[code]
    words = 1 + len(explanation.paragraphs)
    assert [code, *explanation.paragraphs] == english.strip().split("\n\n")[:words]
    for paragraph in chinese.strip().split("\n\n")[1:words]:
        assert len(CHINESE.findall(paragraph)) >= 5, paragraph
    for printed, titles in ((english, ("Wrong:", "Right:")), (chinese, ("错：", "对："))):
        for title, lines in zip(titles, (explanation.wrong, explanation.right), strict=True):
            example = f"\n\n{title}\n\n{indent(lines, '    ')}\n"
            assert (example in printed) == bool(lines)


def test_all_rules_are_listed(capsys: Printed) -> None:
    """Without a code every rule is there once, under its subject, with a line of its own."""
    assert main(["explain"]) == 0
    printed = capsys.readouterr().out
    listed = re.findall(r"^([a-z-]+)\n    \S", printed, re.MULTILINE)
    assert sorted(listed) == sorted(explanations())
    assert re.findall("^## (.*)", printed, re.MULTILINE) == [
        Catalogue(Language.CHINESE).text(title) for title in SUBJECTS
    ]


def test_unknown_rule_is_refused_with_near_codes(capsys: Printed) -> None:
    """A mistyped code: exit code 2 and the codes near it; brackets are accepted."""
    assert main(["explain", "unreadable-dat"]) == 2
    assert "unreadable-date" in capsys.readouterr().err
    assert main(["explain", "[unreadable-date]"]) == 0


def test_site_explains_every_rule(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of the rules has an anchor a rule, and findings lead there."""
    monkeypatch.chdir(project)
    file = project / "content/counties/jia/01.md"
    text = file.read_text(encoding="utf-8").replace("## 方案", "## 办法")
    file.write_text(text, encoding="utf-8")
    for audience, out in (("public", "site"), ("reviewers", "review")):
        assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
        page = (project / out / "rules/index.html").read_text(encoding="utf-8")
        assert set(explanations()) == set(
            re.findall(r'<section class="tz-rule" id="([^"]+)"', page)
        )
    evidence = (project / "review/2018/counties/jia/01/index.html").read_text(encoding="utf-8")
    assert "rules/index.html#missing-part" in evidence


def test_rules_have_documents_and_cases() -> None:
    """Tables, subjects and cases hold the same codes."""
    folders = {folder.name for folder in (REPOSITORY / "tests/checks").iterdir()}
    assert folders == set(explanations())
    assert sorted(folders) == sorted(code for codes in SUBJECTS.values() for code in codes)
