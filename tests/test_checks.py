"""Every rule finds what its failing cases list, in their words, and nothing in the passing ones."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest
from changes import git
from plain_yaml import load_yaml
from rule_cases import apply_case, findings_of

from generator.model.codes import CODES, Code
from generator.model.finding import Finding
from generator.model.message import Language
from generator.report.catalogue import Catalogue
from generator.rules.all_rules import (
    ASSESSMENT_RULES,
    COMPARING_RULES,
    COUNTY_RULES,
    WORDING,
    explanations,
)
from generator.rules.subjects import SUBJECTS

CASES = Path(__file__).parent / "checks"
RULES = {**COUNTY_RULES, **COMPARING_RULES, **ASSESSMENT_RULES}
FILES = sorted(CASES.glob("*/*.yml"))
CHINESE = Catalogue(Language.CHINESE)
MODULES = Path(__file__).parent.parent / "generator" / "rules"
TABLES = {file.stem for file in MODULES.glob("wording/*.py")} - {"__init__", "row"}


def test_good_project_has_no_finding(project: Path) -> None:
    """The project the cases start from is clean."""
    assert findings_of(project) == ()


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_case(file: Path, project: Path) -> None:
    """A case's rule finds what the case lists: each place, severity and Chinese message."""
    case = load_yaml(file.read_text(encoding="utf-8"))
    apply_case(project, case)
    found = [
        listed(finding) for finding in findings_of(project) if finding.code == file.parent.name
    ]
    assert case["finds"] == found, case["what"]


def listed(finding: Finding) -> str:
    """The finding as a case lists it under ``finds:``, as users read it but for the fix."""
    path, line, column = finding.place
    return f"{path}:{line}:{column} {finding.severity.value} {CHINESE.translate_finding(finding).message}"


def text_of(root: Path) -> str:
    """All that a project holds, as lines: of a change its modes and paths, else paths and texts."""
    if (root / ".git").is_dir():
        lines = git(root, "ls-tree", "-r", "-z", "head")
        files = (line.partition("\t") for line in lines.split("\0") if line)
        names = "".join(f"{mode[:6]} {path}\n" for mode, _, path in files)
        changed = git(root, "diff", "--unified=0", "main", "head", "--", "*.md").splitlines()
        return names + "\n".join(line[1:] for line in changed if line.startswith("+"))
    texts = (
        f"{file.relative_to(root).as_posix()}\n{file.read_bytes().decode(errors='replace')}\n"
        for file in sorted(root.rglob("*"))
        if file.is_file()
    )
    return "\n".join(texts)


def unindented(text: str) -> str:
    """The lines of the text, however far they are indented."""
    return "\n".join(line.strip() for line in text.splitlines()).strip()


# What no few lines of a text show: a digest, a size, content that is no text, what stands elsewhere.
UNSHOWN = {
    "altered-announcement",
    "broken-chain",
    "changed-after-final",
    "changes-against-before",
    "commended-against-rules",
    "demonstration-unmarked",
    "points-against-parts",
    "rank-against-total",
    "broken-attachment",
    "changed-after-close",
    "mistyped-attachment",
    "oversized-file",
    "oversized-folder",
    "program-fault",
    "scanned-attachment",
    "similar-picture",
    "unreadable-announcement",
    "unsearchable-attachment",
    "withheld-page",
}
# What no project brings about: tests/test_one_file.py has them.
UNCAUSED = {"program-fault", "withheld-page"}


@pytest.mark.parametrize("code", CODES)
def test_examples_of_a_rule_are_of_its_cases(code: Code, project: Path, tmp_path: Path) -> None:
    """What is shown as wrong stands in a case that fails, what is shown as right in one that passes."""
    explanation = explanations()[code]
    numbers = code == "personal-data"
    lacks = {"absent-group", "exempted-personal-data"}
    assert bool(explanation.wrong) == (code not in UNSHOWN and not numbers)
    assert bool(explanation.right) == (code not in UNSHOWN | lacks)
    for sort, lines in (("fail", explanation.wrong), ("pass", explanation.right)):
        left = {unindented(piece) for piece in lines.split("…\n")} if lines else set[str]()
        if sort == "pass":
            left = {piece for piece in left if piece not in unindented(text_of(project))}
        for file in sorted((CASES / code).glob(f"{sort}*.yml")):
            # Cases are made only until all pieces are found.
            if not left:
                break
            root = tmp_path / file.stem
            shutil.copytree(project, root)
            case = load_yaml(file.read_text(encoding="utf-8"))
            apply_case(root, case)
            text = unindented(text_of(root))
            left = {piece for piece in left if piece not in text}
        assert left == set()


@pytest.mark.parametrize("code", CODES)
def test_rule_has_both_sorts_of_cases(code: str) -> None:
    """A rule without a passing and a failing case is not tested."""
    names = {file.stem for file in (CASES / code).glob("*.yml")}
    assert any(name.startswith("pass") for name in names)
    assert any(name.startswith("fail") for name in names) == (code not in UNCAUSED)


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
