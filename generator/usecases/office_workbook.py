"""The office's workbook: written from rubric.yaml and the roster, and taken back into them."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.forms.office_book import office_book
from generator.forms.roster import roster_text
from generator.intake.office_sheets import read_office_tables
from generator.load.ballots.private_files import ROSTER
from generator.load.ballots.roster_rows import read_roster_rows
from generator.load.files import ProjectFiles
from generator.load.intake.ask import read_sheets
from generator.load.project import Project
from generator.load.rubric.editing import NotOnOneLine, edited_rubric, written_targets
from generator.load.rubric.rubric_file import read_rubric
from generator.model.errors import NotTaken, Refused, UnusableRubric
from generator.model.message import N_, Message
from generator.model.office import RosterRow
from generator.model.place import RUBRIC
from generator.model.sheet import Sheet
from generator.model.state import State
from generator.report.office_book import draw_book
from generator.rules.all_rules import explain_faults

_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChange:
    """What a workbook changes: new texts by file, the lines that differ.

    ``of_rules`` where the rubric changes while a cycle is under way.
    """

    files: Mapping[Path, str]
    lines: tuple[str, ...]
    of_rules: bool


def write_office_workbook(project: Project, private: Path) -> bytes:
    """The workbook over what stands there. Raises Refused for a roster that cannot be read."""
    text = _rubric_text(project)
    targets = written_targets(text, tuple(project.rubric.county_by_id))
    return draw_book(office_book(project.rubric, targets, _roster(private)))


def plan_office_change(project: Project, private: Path, file: Path) -> OfficeChange:
    """What the workbook changes; nothing is written. Raises Refused, UnusableRubric."""
    text, counties = _rubric_text(project), tuple(project.rubric.county_by_id)
    standing = written_targets(text, counties)
    tables = read_office_tables(_sheets(file), project.rubric, standing)
    files: dict[Path, str] = {}
    try:
        edited = edited_rubric(text, tables.targets or {}, tables.attributes or {}, counties)
    except NotOnOneLine as error:
        raise Refused(Message(_NOT_ONE_LINE, {"line": str(error.line)})) from error
    if edited != text:
        _refuse_faults(edited)
        files[project.root / RUBRIC] = edited
    roster, path = _roster(private), private / ROSTER
    # Comments and the order of keys are the office's own: they stay where nothing differs.
    if tables.roster is not None and tables.roster != roster:
        files[path] = roster_text(project.rubric.cycle, tables.roster)
    return OfficeChange(
        files=files,
        lines=tuple(_differences(project.root, files)),
        of_rules=project.root / RUBRIC in files and project.log.state is not State.SETUP,
    )


def write_office_change(change: OfficeChange) -> None:
    """Write the files, each whole or not at all."""
    for path, text in change.files.items():
        write_atomically(path, text.encode())


def _sheets(file: Path) -> tuple[Sheet, ...]:
    if not file.is_file():
        raise Refused(Message(N_("There is no file or folder {file}."), {"file": str(file)}))
    if file.stat().st_size > _LARGEST:
        raise Refused(Message(_LARGE, {"file": str(file)}))
    try:
        return read_sheets(file.read_bytes(), file.suffix.lower(), file.name)
    except NotTaken as error:
        values = {"place": file.name, "reason": error.reason}
        text = N_("{place}: not taken: {reason}")
        raise Refused(Message(text, values, frozenset({"reason"}))) from error


def _rubric_text(project: Project) -> str:
    return (project.root / RUBRIC).read_bytes().decode("utf-8-sig")


def _roster(private: Path) -> tuple[RosterRow, ...]:
    roster = read_roster_rows(private)
    if roster is None:
        raise Refused(Message(_NO_ROSTER, {"file": str(private / ROSTER)}))
    return roster


def _refuse_faults(text: str) -> None:
    """Raise UnusableRubric where the rubric would have a fault."""
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        Path(scratch, RUBRIC).write_text(text, encoding="utf-8", newline="")
        rubric, faults = read_rubric(ProjectFiles(Path(scratch)))
    if rubric is None:
        raise UnusableRubric(explain_faults(faults))


def _differences(root: Path, files: Mapping[Path, str]) -> Iterator[str]:
    for path, text in files.items():
        old = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        lines = unified_diff(old.splitlines(), text.splitlines(), name, name, n=0, lineterm="")
        yield from (line for line in lines if not line.startswith("---"))


_NOT_ONE_LINE = N_(
    "rubric.yaml, line {line}: the value is not written on one line between braces; write it as "
    '{{all: "6"}}, then take the workbook again. Nothing was taken.'
)
_NO_ROSTER = N_('{file} cannot be read; "taizhang ballots" says what to mend.')
_LARGE = N_("{file} is larger than 20 MB. Nothing was taken.")
