"""What the program needs: what is declared is imported, and a check needs little of it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from project_copy import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
# Started as a process, never imported.
PROCESSES = {"mkdocs-material"}
# What a dependency brings along and shares with us.
BROUGHT_ALONG = {"markupsafe", "pydantic-core"}


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
    declared = names_in(PROJECT["dependencies"])
    assert declared == (imported_packages() | PROCESSES) - BROUGHT_ALONG


def test_lock_of_the_site_has_the_dependencies() -> None:
    """The requirements of the site name every dependency of the wheel."""
    folder = REPOSITORY / "requirements"
    declared = names_in(PROJECT["dependencies"])
    assert declared <= names_in((folder / "site.in").read_text("utf-8").splitlines())
    assert "babel" not in names_in((folder / "site.in").read_text("utf-8").splitlines())
    assert "babel" in names_in((folder / "test.in").read_text("utf-8").splitlines())
