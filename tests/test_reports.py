"""The findings in every form: valid by its schema, whole, and safe to show."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from markdown_it import MarkdownIt
from project_copy import REPOSITORY, replace_text

from generator.cli import main
from generator.model.finding import Severity, TranslatedFinding
from generator.model.message import Language
from generator.model.place import Place
from generator.report.catalogue import Catalogue
from generator.report.finding_github import findings_github
from generator.report.finding_markdown import LONGEST, findings_markdown
from generator.report.finding_schema import findings_json_schema

Printed = pytest.CaptureFixture[str]
CHINESE = Catalogue(Language.CHINESE)
EVIDENCE = "content/counties/jia/01.md"
SARIF = Path(sys.prefix) / "node/node_modules/@microsoft/jest-sarif/lib/schemas"


def told(
    message: str, *, nth: int = 1, severity: Severity = Severity.ERROR, path: str = EVIDENCE
) -> TranslatedFinding:
    place = Place(path, nth)
    return TranslatedFinding(
        code="unknown-key", severity=severity, place=place, message=message, fix=message
    )


@pytest.fixture
def broken(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project with a fault that is mendable, one that is not, and a warning."""
    monkeypatch.chdir(project)
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    replace_text(project, EVIDENCE, "| 2018-09-20 |", "| 九月 |")
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-2", "| j-2")
    return project


def report(form: str, capsys: Printed, *more: str) -> str:
    capsys.readouterr()
    assert main(["check", "--quiet", "--format", form, *more]) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("where", [REPOSITORY, None])
def test_json_is_valid(
    where: Path | None, broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """The report in JSON is that of its published schema, for this repository as well."""
    monkeypatch.chdir(where or broken)
    main(["check", "--quiet", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    published = json.loads((REPOSITORY / "schemas/findings.json").read_text(encoding="utf-8"))
    assert published == findings_json_schema()
    Draft202012Validator.check_schema(published)
    Draft202012Validator(published).validate(document)
    assert document["findings"]
    document["findings"][0]["extra"] = 1
    assert not Draft202012Validator(published).is_valid(document)


@pytest.mark.usefixtures("broken")
def test_sarif_is_valid(capsys: Printed) -> None:
    """SARIF is that of the official schema; a mend is a fix, a rule is explained."""
    document = json.loads(report("sarif", capsys))
    schema = json.loads(next(SARIF.glob("sarif-2.1.0*.json")).read_text(encoding="utf-8"))
    Draft7Validator(schema).validate(document)
    (run,) = document["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    mended = [result for result in run["results"] if "fixes" in result]
    assert len(mended) == 1
    (change,) = mended[0]["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "2018-03-12"
    assert results["entry-without-proof"]["level"] == "warning"
    document["runs"][0]["results"][0]["level"] = "grave"
    assert not Draft7Validator(schema).is_valid(document)


def test_fingerprint_does_not_move_with_its_line(broken: Path, capsys: Printed) -> None:
    """Lines put in above leave the fingerprints of what stands below."""
    before = json.loads(report("sarif", capsys))["runs"][0]["results"]
    replace_text(broken, EVIDENCE, "办好活动。", "办好活动。\n\n再办。")
    after = json.loads(report("sarif", capsys))["runs"][0]["results"]
    key = "partialFingerprints"
    assert [row[key] for row in before] == [row[key] for row in after]
    assert before != after


@pytest.mark.usefixtures("broken")
def test_github_names_file_line_and_mend(capsys: Printed) -> None:
    """An annotation a finding, errors first, its place in the properties."""
    lines = report("github", capsys).splitlines()
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "error", "warning"]
    assert f"file={EVIDENCE},line=23,col=3,title=unreadable-date" in lines[0]
    assert "%0A" in lines[0]


def test_github_sums_what_it_does_not_show() -> None:
    """Of a level at most ten lines: nine and the number of the rest, or ten."""
    for number, expected in ((9, 9), (10, 10), (11, 10), (81, 10)):
        text = findings_github([told("甲", nth=nth) for nth in range(1, number + 1)], CHINESE)
        assert expected == len(text.splitlines())
    assert "还有 72 条" in text


@given(st.text())
def test_github_takes_any_text(message: str) -> None:
    """Whatever a county wrote, it stays in one command's text."""
    text = findings_github([told(message)], CHINESE)
    assert len(text.removesuffix("\n").split("\n")) == 1
    assert "\r" not in text


@given(st.text() | st.sampled_from(["@all", "<img src=x onerror=alert(1)>", "[a](https://x.cn)"]))
def test_markdown_shows_text_as_text(message: str) -> None:
    """No text becomes a link, a picture, HTML, a mention, or ends the fold."""
    text = findings_markdown([told(message)], {"jia": "甲县"}, None, CHINESE)
    own = text.replace("<br>", "").replace("<sub>", "").replace("</sub>", "")
    own = re.sub(r"</?details>|</?summary>", "", own)
    assert "<" not in own
    assert "@" not in own
    assert "://" not in own
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    inside = {child.type for token in tokens for child in token.children or ()}
    assert not inside & {"link_open", "image", "em_open", "code_inline"}
    assert text.count("</details>") == 1


def test_markdown_is_never_too_long() -> None:
    """A comment has room for 65,536 characters: what does not fit is counted."""
    many = [told(f"{nth}" + "长" * 300, nth=nth) for nth in range(1, 2000)]
    text = findings_markdown(many, {"jia": "甲县"}, None, CHINESE)
    assert len(text) <= LONGEST
    left = int(re.search(r"省略了 (\d+) 条", text)[1])  # type: ignore[index]
    assert left + text.count("- ❌") == len(many)
    assert text.count("<details>") == text.count("</details>") == 1


def test_markdown_of_many_files_is_never_too_long() -> None:
    """A file is named only where one of its findings is: names count like findings."""
    many = [
        told("短", path=f"content/counties/jia/{'很长的名称' * 20}{nth}.md") for nth in range(900)
    ]
    text = findings_markdown(many, {}, None, CHINESE)
    assert len(text) <= LONGEST
    left = int(re.search(r"省略了 (\d+) 条", text)[1])  # type: ignore[index]
    assert left + text.count("- ❌") == len(many)
    assert text.count("很长的名称" * 20) == text.count("- ❌")
    assert text.count("<details>") == text.count("</details>") == 1


@pytest.mark.parametrize("letter", ["长", "a", "\U00020000", "😀"])
def test_markdown_report_fits_a_variable(letter: str) -> None:
    """The workflow hands the report on as a variable: Linux starts a program with it."""
    many = [told(f"{nth}" + letter * 300, nth=nth) for nth in range(1, 2000)]
    text = findings_markdown(many, {"jia": "甲县"}, None, CHINESE)
    assert LONGEST * 0.4 < len(text) <= LONGEST
    done = subprocess.run(["true"], env={"REPORT": text}, check=False)
    assert done.returncode == 0


def test_markdown_tells_what_changed(broken: Path, capsys: Printed, tmp_path: Path) -> None:
    """Beside the report of the base: what is new, mended, still there."""
    base = tmp_path / "base.json"
    assert main(["check", "--quiet", "--format", "json", "--output", str(base)]) == 1
    replace_text(broken, EVIDENCE, "| 九月 |", "| 2018-09-20 |")
    replace_text(broken, EVIDENCE, "| 2018-12-01 |", "| 十二月 |")
    text = report("markdown", capsys, "--against", str(base))
    assert "新增 1 条，改好 1 条，还在 2 条" in text
    base.write_text("[]", encoding="utf-8")
    assert main(["check", "--format", "markdown", "--against", str(base)]) == 2
    assert "不是 JSON 报告" in capsys.readouterr().err


def test_report_goes_to_a_file(broken: Path, capsys: Printed) -> None:
    """``--output`` writes the report and prints nothing."""
    assert main(["check", "--quiet", "--format", "sarif", "--output", "报告/a.sarif"]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads((broken / "报告/a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("place", ["printed", "file"])
@pytest.mark.parametrize("form", ["json", "sarif", "github", "markdown"])
def test_unusable_rubric_in_every_form(
    form: str, place: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Programs get the report that they asked for, also where there is no rubric to go by."""
    monkeypatch.chdir(project)
    replace_text(project, "rubric.yaml", "cycle: ", "cycel: ")
    more = ["--output", "报告/x"] if place == "file" else []
    assert main(["check", "--quiet", "--format", form, "--ignore", "unknown-key=试", *more]) == 1
    printed = capsys.readouterr()
    text = (project / "报告/x").read_text(encoding="utf-8") if place == "file" else printed.out
    assert printed.err == ""
    assert bool(printed.out) is (place == "printed")
    assert "cycel" in text.replace("\\", "")
    if form == "json":
        document = json.loads(text)
        Draft202012Validator(findings_json_schema()).validate(document)
        assert document["summary"]["errors"] == 2
        assert document["checklists"] == []
    if form == "sarif":
        (run,) = json.loads(text)["runs"]
        assert {result["ruleId"] for result in run["results"]} == {"missing-key", "unknown-key"}


def test_unusable_rubric_as_text(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """People read it beside the other troubles, or in the file that they named."""
    monkeypatch.chdir(project)
    replace_text(project, "rubric.yaml", "cycle: ", "cycel: ")
    assert main(["check", "--quiet"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "错误[unknown-key]" in printed.err
    assert main(["check", "--quiet", "--output", "x.txt"]) == 1
    assert (project / "x.txt").read_text(encoding="utf-8") == printed.err


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "markdown"])
def test_clean_project_in_every_form(
    form: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Nothing to mend ends well in each form and language."""
    monkeypatch.chdir(project)
    for language in Language:
        assert main(["check", "--quiet", "--format", form, "--lang", language]) == 0
    assert "rror[" not in capsys.readouterr().out
