"""Every rule finds what its failing cases list, in their words, and nothing in the passing ones."""

import random
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from archived import archive_year
from changes import HONEST, HOSTILE, git, stream
from drawn_pictures import drawn
from on_folder import assess, previewed, rehearse, tally
from personal_numbers import bank_card, citizen_id, email, mobile
from project_copy import replace_text
from year import RESULTS, go_on, renew_digest, run_year, write_private

from generator.load.git_change import read_change
from generator.model.codes import CODES, Code
from generator.model.errors import UnusableRubric
from generator.model.finding import Finding
from generator.model.message import Language
from generator.model.state import State
from generator.report.catalogue import Catalogue
from generator.rules.all_rules import (
    ASSESSMENT_RULES,
    COMPARING_RULES,
    COUNTY_RULES,
    WORDING,
    explain_faults,
    explanations,
)
from generator.rules.change import change_faults, late_faults
from generator.rules.requires import REQUIRES
from generator.rules.subjects import SUBJECTS
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import UnusableBallots

CASES = Path(__file__).parent / "checks"
RULES = {**COUNTY_RULES, **COMPARING_RULES, **ASSESSMENT_RULES}
FILES = sorted(CASES.glob("*/*.yml"))
CHINESE = Catalogue(Language.CHINESE)
MODULES = Path(__file__).parent.parent / "generator" / "rules"
TABLES = {file.stem for file in MODULES.glob("wording/*.py")} - {"__init__", "row"}


def findings_of(root: Path) -> tuple[Finding, ...]:
    """What is found in the project and, where it has ballots, in those."""
    if (root / ".git").is_dir():
        paths = read_change(root, "main", "change").paths
        base = open_project(root).portfolio()
        return explain_faults(
            (*change_faults(paths, "jia"), *late_faults(paths, "jia", base)),
        )
    try:
        findings = assess(root).findings
        if (root / "private" / "decision.yaml").is_file():
            previewed(root, root / "private")
        elif (root / "private").is_dir():
            tally(root, root / "private")
    except UnusableRubric as unusable:
        return unusable.findings
    except UnusableBallots as unusable:
        return (*findings, *unusable.findings)
    return findings


def announce_out_of_order(root: Path, state: str) -> None:
    """The announcement that ``proposed`` would have made, under the name of the state."""
    other = root.parent / "other"
    shutil.copytree(root, other)
    go_on(other, State.PROPOSED)
    stem = f"05-{state}"
    for folder, suffix in (("", "json"), ("log/", "yaml")):
        text = (other / RESULTS / f"{folder}05-proposed.{suffix}").read_text(encoding="utf-8")
        text = text.replace("proposed", state)
        (root / RESULTS / f"{folder}{stem}.{suffix}").write_text(text, encoding="utf-8")
    renew_digest(root, stem)


def tie(root: Path, _: str) -> None:
    """Invented ballots, and 乙区's scores those of 甲县."""
    write_private(root, dict(rehearse(root, 1)))
    for ballot in (root / "private/ballots").iterdir():
        text = ballot.read_text(encoding="utf-8")
        points = '    "01": "4"\n    "02": "3"\n    "B1": "1"\n'
        counties = "".join(f"  {one}:\n{points}" for one in ("jia", "yi") if f"  {one}:" in text)
        ballot.write_text(text.split("scores:")[0] + "scores:\n" + counties, encoding="utf-8")


# Stand in a case for numbers that are made as the test runs: none is kept in a file.
NUMBERS = {
    "{{id}}": citizen_id(random.Random(1)),
    "{{mobile}}": mobile(random.Random(1)),
    "{{card}}": bank_card(random.Random(1)),
    "{{email}}": email(random.Random(1)),
}


def filled(text: str) -> str:
    for name, number in NUMBERS.items():
        text = text.replace(name, number)
    return text


def pull(root: Path, name: str) -> None:
    """The project as a repository, with a pull request of that name in tests/changes.py."""
    steps = HOSTILE[name][0] if name in HOSTILE else HONEST[name]
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "x")
    git(root, "fast-import", "--quiet", given=stream("change", steps, "main"))


def enlarge(file: Path, edit: dict[str, str]) -> None:
    """A PDF of a size, of which the disk holds next to nothing."""
    with file.open("wb") as opened:
        opened.write(b"%PDF-1.4")
        opened.truncate(int(edit["size"]))


def draw_for(file: Path, edit: dict[str, str]) -> None:
    """The picture of a seed at a size and quality."""
    picture = drawn(int(edit["seed"]), int(edit["size"]))
    picture.save(file, quality=int(edit.get("quality", 90)))


WRITERS: dict[str, Callable[[Path, dict[str, str]], object]] = {
    "write": lambda file, edit: file.write_text(edit["text"], encoding="utf-8"),
    "gbk": lambda file, edit: file.write_bytes(edit["text"].encode("gbk")),
    "bytes": lambda file, edit: file.write_bytes(edit["text"].encode("latin-1")),
    "large": enlarge,
    "picture": draw_for,
    "link": lambda file, edit: file.symlink_to(edit["text"]),
}


SCENES: dict[str, Callable[[Path, str], None]] = {
    "rehearse": lambda root, seed: write_private(root, dict(rehearse(root, int(seed)))),
    "year": lambda root, last: run_year(root, State(last)),
    "announced": announce_out_of_order,
    "digest": renew_digest,
    "tie": tie,
    "archive": archive_year,
    "pull": pull,
}


def apply(root: Path, edit: dict[str, str]) -> None:
    """Make one change of a case: to a passage, to a file, or a set of ballots."""
    if "file" in edit:
        replace_text(root, edit["file"], edit["from"], edit["to"])
        return
    kind, path = next(iter(edit.items()))
    if kind in SCENES:
        SCENES[kind](root, path)
        return
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind in WRITERS:
        WRITERS[kind](file, edit)
    elif kind == "remove":
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    elif kind == "crlf":
        text = file.read_text(encoding="utf-8")
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    else:
        pytest.fail(f"unknown edit {kind}")


def test_good_project_has_no_finding(project: Path) -> None:
    """The project the cases start from is clean."""
    assert findings_of(project) == ()


@pytest.mark.parametrize("file", FILES, ids=[f"{one.parent.name}/{one.stem}" for one in FILES])
def test_case(file: Path, project: Path) -> None:
    """A case's rule finds what the case lists: each place, severity and Chinese message."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    for edit in case["edits"]:
        apply(project, {key: filled(str(value)) for key, value in edit.items()})
    found = [
        listed(finding) for finding in findings_of(project) if finding.code == file.parent.name
    ]
    assert case["finds"] == found, case["what"]


def listed(finding: Finding) -> str:
    """The finding as a case lists it under ``finds:``, as users read it but for the fix."""
    path, line, column = finding.place
    return f"{path}:{line}:{column} {finding.severity.value} {CHINESE.translate_finding(finding).message}"


def held(root: Path) -> str:
    """All that a project holds, as lines: of a change its modes and paths, else paths and texts."""
    if (root / ".git").is_dir():
        listed = git(root, "ls-tree", "-r", "-z", "change")
        files = (one.partition("\t") for one in listed.split("\0") if one)
        return "".join(f"{mode[:6]} {path}\n" for mode, _, path in files)
    texts = (
        f"{file.relative_to(root).as_posix()}\n{file.read_bytes().decode(errors='replace')}\n"
        for file in sorted(root.rglob("*"))
        if file.is_file()
    )
    return "\n".join(texts)


def flat(text: str) -> str:
    """The lines of the text, however far they are indented."""
    return "\n".join(line.strip() for line in text.splitlines()).strip()


# What no few lines of a text show: a digest, a size, content that is no text, what stands elsewhere.
UNSHOWN = {
    "altered-announcement",
    "changed-after-close",
    "mistyped-attachment",
    "oversized-file",
    "similar-picture",
    "unreadable-announcement",
    "unsearchable-attachment",
}


@pytest.mark.parametrize("code", CODES)
def test_examples_of_a_rule_are_of_its_cases(code: Code, project: Path, tmp_path: Path) -> None:
    """What is shown as wrong stands in a case that fails, what is shown as right in one that passes."""
    explanation = explanations()[code]
    numbers = code == "personal-data"
    lacks = {"absent-group", "exempted-personal-data"}
    assert bool(explanation.wrong) == (code not in UNSHOWN and not numbers)
    assert bool(explanation.right) == (code not in UNSHOWN | lacks)
    for sort, lines in (("fail", explanation.wrong), ("pass", explanation.right)):
        wholes = [held(project)] if sort == "pass" else []
        for file in sorted((CASES / code).glob(f"{sort}*.yml")):
            root = tmp_path / file.stem
            shutil.copytree(project, root)
            case = yaml.safe_load(file.read_text(encoding="utf-8"))
            for edit in case["edits"]:
                apply(root, {key: filled(str(value)) for key, value in edit.items()})
            wholes.append(held(root))
        for piece in lines.split("…\n"):
            assert any(flat(piece) in flat(whole) for whole in wholes), piece


@pytest.mark.parametrize("code", CODES)
def test_rule_has_both_sorts_of_cases(code: str) -> None:
    """A rule without a passing and a failing case is not tested."""
    names = {file.stem for file in (CASES / code).glob("*.yml")}
    assert any(name.startswith("pass") for name in names)
    assert any(name.startswith("fail") for name in names)


def test_codes_and_folders_of_cases_agree() -> None:
    """Every code has a folder of cases and stands in one table; none stands alone."""
    assert list(CODES) == sorted(folder.name for folder in CASES.iterdir())
    assert list(CODES) == sorted([*WORDING, *RULES])


def test_rule_is_the_module_of_its_code() -> None:
    """A rule's code is its module's name, and its docstring is its explanation."""
    for code, rule in RULES.items():
        assert (MODULES / f"{code.replace('-', '_')}.py").is_file()
        assert rule.__doc__


@pytest.mark.parametrize("name", sorted(TABLES))
def test_wording_of_a_subject_stands_in_its_order(name: str) -> None:
    """A table holds codes of one subject, in the order in which the rules are listed."""
    table = import_module(f"generator.rules.wording.{name}").WORDING
    (codes,) = (codes for codes in SUBJECTS.values() if table.keys() & set(codes))
    assert list(table) == [code for code in codes if code in table]


def test_one_cause_gives_one_finding(project: Path) -> None:
    """A date that cannot be read is told once: not also as a missing proof or a short claim."""
    replace_text(project, "content/counties/jia/01.md", "| 2018-03-12 |", "| 2018年3月12日 |")
    assert ["unreadable-date"] == [one.code for one in findings_of(project)]


ENTRY = "| 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1 |"
CITING = ("content/counties/jia/02.md", "| 2018-05-05 | 会议 |", "| | 见 j-1 |")
CAUSES = {
    "header": ("日期 | 事项", "事项 | 日期", "unreadable-ledger"),
    "dashes": ("|---|---|---|---|---|---|---|\n", "", "unreadable-ledger"),
    "heading": ("## 台账\n", "", "missing-part"),
    "cells": (ENTRY, f"{ENTRY} 多 | 余 |", "unreadable-row"),
}


@pytest.mark.parametrize("name", CAUSES)
def test_ledger_that_is_not_read_is_told_alone(name: str, project: Path) -> None:
    """Its rows count for nothing: that a claim is above them is no second fault."""
    old, new, code = CAUSES[name]
    replace_text(project, "content/counties/jia/01.md", old, new)
    assert [code] == [one.code for one in findings_of(project)]


def test_part_under_another_heading_is_told_once(project: Path) -> None:
    """That the part is missing waits until the heading that is none is put right."""
    replace_text(project, "content/counties/jia/01.md", "## 方案\n", "## 实施方案\n")
    assert ["unknown-part"] == [one.code for one in findings_of(project)]
    replace_text(project, "content/counties/jia/01.md", "## 实施方案\n", "### 实施方案\n")
    assert ["missing-part"] == [one.code for one in findings_of(project)]


@pytest.mark.parametrize("name", ["header", "dashes", "cells"])
def test_citation_of_what_is_not_read_waits(name: str, project: Path) -> None:
    """Whether the entry cited is there cannot be said before its ledger is read."""
    old, new, code = CAUSES[name]
    replace_text(project, *CITING)
    replace_text(project, CITING[0], "status: draft", "status: submitted")
    replace_text(project, "content/counties/jia/01.md", old, new)
    assert [code] == [one.code for one in findings_of(project)]


def test_attachments_of_a_file_that_is_not_read_wait(project: Path) -> None:
    """What the file would link is not told as linked by nothing."""
    file = project / "content/counties/jia/01.md"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    assert ["unreadable-file"] == [one.code for one in findings_of(project)]


def test_another_part_or_file_explains_nothing(project: Path) -> None:
    """A claim above its ledger is told beside a part that is missing, and beside another file."""
    replace_text(project, "content/counties/jia/01.md", "活动: 3 场", "活动: 9 场")
    replace_text(project, "content/counties/jia/01.md", "## 方案\n", "")
    replace_text(project, "content/counties/jia/02.md", "日期 | 事项", "事项 | 日期")
    codes = {one.code for one in findings_of(project)}
    assert {"missing-part", "unreadable-ledger", "ledger-short-of-claim"} == codes


def test_what_rules_require_are_rules() -> None:
    """Both sides of the relation are codes of the table, and none waits for itself."""
    for code, causes in REQUIRES.items():
        assert {code, *(one.code for one in causes)} <= set(CODES)
        assert code not in {one.code for one in causes}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no PDF", "mistyped-attachment"), (b"%PDF" + b"x" * 10_000_000, "oversized-file")],
)
def test_attachment_that_is_not_taken_is_told_once(
    content: bytes, code: str, project: Path
) -> None:
    """Its links are not told as well; it stands nowhere among what is published."""
    (project / "content/counties/jia/attachments/list.pdf").write_bytes(content)
    assert [code] == [one.code for one in findings_of(project)]
    assessed = assess(project)
    assert "attachments/list.pdf" not in assessed.portfolio.counties["jia"].attachments
    assert assessed.checklists["jia", "01"].clause("01.1").proven == 1


def test_same_bytes_under_two_endings_are_each_searched(project: Path) -> None:
    """A text is searched as a text, even where a picture of the same bytes came before."""
    folder = project / "content/counties/jia/attachments"
    for name in ("a.jpg", "b.txt"):
        (folder / name).write_text(f"电话 {filled('{{mobile}}')}", encoding="utf-8")
    found = {(one.code, one.place.path.rpartition("/")[2]) for one in findings_of(project)}
    assert ("mistyped-attachment", "a.jpg") in found
    assert ("personal-data", "b.txt") in found


def test_fault_of_one_county_does_not_stop_another(project: Path) -> None:
    """Whatever one county commits, the other's findings and checklists stand."""
    yi = project / "content/counties/yi"
    yi.mkdir()
    (yi / "01.md").write_bytes(b"\xff\xfe\x00broken")
    (yi / "02.md").write_text("---\n" + "[" * 200_000 + "\n---\n", encoding="utf-8")
    assessed = assess(project)
    assert {"yi"} == {one.place.county for one in assessed.findings}
    assert assessed.checklists["jia", "01"].clause("01.1").counted == 3
