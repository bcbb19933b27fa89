"""What an officer drops into the filing tool, and the folder that intake makes of the same."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.model.message import Language
from generator.report.catalogue import Catalogue
from generator.usecases.filing import Filing
from generator.usecases.filing_methods import answer
from generator.usecases.open_project import open_project


def opened(root: Path, county: str) -> Filing:
    """The engine over a project folder, which drafts change."""
    project = open_project(root, cached=False)
    return Filing(project, project.rubric.county_by_id[county], Catalogue(Language.CHINESE))


def asked(filing: Filing, method: str, **params: Any) -> dict[str, Any]:
    """What the engine answers; a refusal is the test's to expect."""
    said = answer(filing, method, params)
    return said.get("result") or said


def dropped(folder: Path) -> list[dict[str, Any]]:
    """The files of a folder as the page hands them over."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [
        {"name": file.relative_to(folder).as_posix(), "bytes": file.read_bytes()} for file in files
    ]


def county_files(root: Path, county: str) -> Mapping[str, bytes]:
    """A county's files by name."""
    folder = root / "content/counties" / county
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
