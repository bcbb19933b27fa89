"""docs/architecture.md names what is there: every path, function and class, every package."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from project_copy import REPOSITORY

PAGE = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
PROGRAM = REPOSITORY / "generator"
SETTINGS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = SETTINGS["tool"]["importlinter"]["contracts"]

_PATH = re.compile(r"(?<![\w/.<>*-])[\w.-]+/(?:[\w./-]+\w/?)?|(?<![\w/.])\w+\.(?:py|md|toml)\b")
OF_A_PROJECT = (".cache/", "content/", "private/")
_LINK = re.compile(r"\]\(([^)]+)\)")
_NAMED = re.compile(r"`?([\w/]+\.py)`?:\s+`?(\w+)`?((?:, `\w+`(?!:))*)")
_TYPE = re.compile(r"`([A-Z]\w*)(?:\.(\w+))?`")


def paths() -> list[str]:
    """The paths on the page but those of a project's own folders, which formats.md is about."""
    text = _LINK.sub("]", PAGE)
    return sorted({path for path in _PATH.findall(text) if not path.startswith(OF_A_PROJECT)})


def named() -> list[tuple[str, str]]:
    """Each file with a function or class of it that the page names behind a colon."""
    found = set()
    for file, first, more in _NAMED.findall(PAGE):
        found |= {(file, name) for name in (first, *re.findall(r"\w+", more))}
    return sorted(found)


def definitions(file: Path) -> Iterator[tuple[str, str]]:
    """Classes and functions of a file, each with its class, "" for none, and fields of classes."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield "", node.name
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    yield node.name, member.name
                elif isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
                    yield node.name, member.target.id


@pytest.mark.parametrize("path", paths())
def test_architecture_names_paths_that_are_there(path: str) -> None:
    """A path of the page is one of the repository or of the program."""
    assert any((folder / path).exists() for folder in (REPOSITORY, PROGRAM, REPOSITORY / "docs"))


@pytest.mark.parametrize("target", _LINK.findall(PAGE))
def test_architecture_links_lead_somewhere(target: str) -> None:
    """A link of the page leads to a file."""
    assert (REPOSITORY / "docs" / target).is_file()


@pytest.mark.parametrize(("file", "name"), named())
def test_architecture_names_what_its_file_defines(file: str, name: str) -> None:
    """What stands behind a file and a colon is a function or a class of that file."""
    assert ("", name) in set(definitions(PROGRAM / file))


def test_architecture_names_types_that_are_there() -> None:
    """A name with a capital is a class of the program, what follows it a part of that class."""
    known = {pair for file in PROGRAM.rglob("*.py") for pair in definitions(file)}
    for name, member in _TYPE.findall(PAGE):
        assert ("", name) in known, name
        assert not member or (name, member) in known, (name, member)


def test_architecture_lists_the_layers() -> None:
    """Every package in the order of the layers, and none that is not there yet."""
    (contract,) = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    layers = [part for layer in contract["layers"] for part in layer.split(" | ")]
    packages = [part for part in layers if not part.startswith(("_", "("))]
    rows = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", PAGE, re.MULTILINE)
    assert packages == rows


@pytest.mark.parametrize(
    "contract",
    [contract for contract in CONTRACTS if "ignore_imports" in contract],
    ids=lambda contract: contract["name"],
)
def test_architecture_names_who_knows_a_library(contract: dict[str, list[str]]) -> None:
    """The one module that may import an outside library is named."""
    importer = contract["ignore_imports"][0].partition(" -> ")[0]
    assert f"`{importer.removeprefix('generator.').replace('.', '/')}.py`" in PAGE
