"""What the program needs: what is declared is imported, and a check needs little of it."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from project_copy import REPOSITORY, replace_text

from generator.cli import main

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
# Started as a process, never imported.
PROCESSES = {"mkdocs-material"}
# What a dependency brings along and shares with us.
BROUGHT_ALONG = {"markupsafe", "pydantic-core"}

OLDEST, TOO_NEW = (int(number) for number in re.findall(r"3\.(\d+)", PROJECT["requires-python"]))


def names_in(requirements: list[str]) -> set[str]:
    """The normalised names of requirements, without comments and lines for pip."""
    lines = (line.split("#")[0].strip() for line in requirements)
    names = (re.match(r"[\w.-]+", line) for line in lines if not line.startswith("-"))
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def imported_packages() -> set[str]:
    """The packages of PyPI that any module of the generator imports."""
    modules: set[str] = set()
    for file in (REPOSITORY / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    outside = modules - set(sys.stdlib_module_names) - {"generator"}
    return names_in([known[module][0] for module in outside])


def test_dependencies_are_what_is_imported() -> None:
    """The wheel asks for what the generator imports or starts, and for nothing else."""
    declared = names_in([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["cluster"]])
    assert declared == (imported_packages() | PROCESSES) - BROUGHT_ALONG


def test_lock_of_the_site_has_the_dependencies() -> None:
    """The requirements of the site name every dependency of the wheel."""
    folder = REPOSITORY / "requirements"
    declared = names_in(PROJECT["dependencies"])
    assert declared <= names_in((folder / "site.in").read_text("utf-8").splitlines())
    assert "babel" not in names_in((folder / "site.in").read_text("utf-8").splitlines())
    assert "babel" in names_in((folder / "test.in").read_text("utf-8").splitlines())


def test_pythons_are_the_same_everywhere() -> None:
    """The set-up takes the Pythons that the wheel takes, and the README names them."""
    script = (REPOSITORY / "tools/environment.sh").read_text("utf-8")
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    newest = TOO_NEW - 1
    assert f"(3, {OLDEST}) <= sys.version_info[:2] <= (3, {newest})" in script
    named = {int(number) for number in re.findall(r"python3\.(\d+)", script)}
    assert set(range(OLDEST, TOO_NEW)) == named
    for text in (script, readme):
        assert f"3.{OLDEST} 至 3.{newest}" in text
        assert f"3.{OLDEST} to 3.{newest}" in text


@pytest.mark.parametrize("minor", range(OLDEST, TOO_NEW))
def test_locks_hold_for_every_python(minor: int) -> None:
    """No line of a lock shuts a Python out, and each has one version of every package."""
    for name in ("site", "test", "benchmarks"):
        lock = (REPOSITORY / f"requirements/{name}.txt").read_text("utf-8")
        lines = [line.removesuffix("\\") for line in lock.splitlines() if "==" in line[:60]]
        locked = [Requirement(line) for line in lines if not line.startswith(" ")]
        environment = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.9"}
        found = Counter(
            package.name
            for package in locked
            if package.marker is None or package.marker.evaluate(environment)
        )
        assert not [package for package, versions in found.items() if versions > 1]
        asked = names_in((REPOSITORY / f"requirements/{name}.in").read_text("utf-8").splitlines())
        assert asked <= names_in(list(found))


# Everything else of PyPI that is compiled, or that only pages are made with, cannot be imported.
LITTLE = """
import sys
BLOCKED = {"nh3", "PIL", "pypdf", "jinja2", "markupsafe", "babel", "mkdocs", "material",
           "markdown", "filelock", "xlsxwriter", "yaml._yaml"}
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name in BLOCKED or name.partition(".")[0] in BLOCKED:
            raise ImportError(f"{name} is needed")
sys.meta_path.insert(0, Refuse())
from generator.cli import main
code = main(sys.argv[1:])
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
compiled = {file.replace("\\\\", "/").partition("/site-packages/")[2].partition("/")[0]
            for file in files if file.endswith((".so", ".pyd")) and "site-packages" in file}
assert compiled <= {"pydantic_core"}, compiled
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["check", "--no-cache", "--county", "甲县"], 1),
        (["check", "--no-cache", "--format", "sarif"], 1),
        (["check", "--fix"], 1),
        (["explain", "unreadable-date"], 0),
        (["targets"], 0),
        (["state"], 0),
        (["template", "乙区", "01"], 0),
        (["tally"], 0),
    ],
)
def test_reading_and_counting_need_little(
    project: Path, command: list[str], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads, checks and counts runs on pydantic-core and pure Python, as in a browser."""
    monkeypatch.chdir(project)
    shutil.rmtree(project / "content/counties/jia/attachments")
    replace_text(project, "content/counties/jia/01.md", "| 2018-03-12 |", "| 2018年3月12日 |")
    assert main(["demo", "ballots", "--quiet"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", LITTLE, *command],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert expected == done.returncode, done.stderr
