"""What was read of a package as changes of a county's folder: planned, then written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.forms.rewriting import rewritten, skeleton
from generator.intake.merging import join_rows
from generator.load.evidence.source import read_source
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.evidence import LEDGER
from generator.model.handed_row import ItemChange
from generator.model.intake import ReadItem
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County, Rubric
from generator.usecases.intake import Intake

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """Files to be written, by path from the project folder: those alone that differ."""

    changes: tuple[ItemChange, ...]
    files: Mapping[str, bytes]


def plan_intake(project: Project, county: County, intake: Intake, *, whole: bool) -> IntakePlan:
    """The changes of the county's folder; ``whole`` where rows not handed in are to go.

    Raises Refused for a folder or file that is not to be written to.
    """
    folder = project.root / COUNTIES / county.id
    _refuse_links(folder, folder / "attachments")
    files, changes = dict[str, bytes](), list[ItemChange]()
    for item in intake.items:
        path = f"{COUNTIES}/{county.id}/{item.item}.md"
        change, content = _changed(project, path, item, whole=whole)
        changes.append(change)
        files[path] = content
    for name, content in intake.attachments.items():
        files[f"{COUNTIES}/{county.id}/{name}"] = content
    return IntakePlan(tuple(changes), dict(_differing(project.root, files)))


def write_intake(root: Path, plan: IntakePlan) -> None:
    """Write the files of the plan, what proves entries first."""
    for path in sorted(plan.files, key=lambda path: path.endswith(".md")):
        write_atomically(root / path, plan.files[path])


def _changed(
    project: Project, path: str, item: ReadItem, *, whole: bool
) -> tuple[ItemChange, bytes]:
    written = _content(project.root / path, path)
    mark = _BYTE_ORDER_MARK if written.startswith(_BYTE_ORDER_MARK) else b""
    try:
        text = written.removeprefix(mark).decode()
    except UnicodeDecodeError as error:
        raise Refused(Message(_NOT_UTF8, {"file": path})) from error
    source = read_source(text or _empty(item.item, project.rubric), path, item.item, project.rubric)
    joined = join_rows(source.read.rows or (), item.rows or (), whole=whole)
    new = rewritten(source, ReadItem(item=item.item, rows=joined.rows))
    return ItemChange(item.item, path, not text, joined), mark + new.encode()


def _content(file: Path, path: str) -> bytes:
    _refuse_links(file)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Refused(Message(_NOT_WRITTEN, {"file": path})) from error


def _empty(item: str, rubric: Rubric) -> str:
    return skeleton(item, (LEDGER,) if rubric.items[item].bonus else rubric.parts)


def _refuse_links(*paths: Path) -> None:
    """A link could lead what is written out of the project."""
    for path in paths:
        if path.is_symlink():
            raise Refused(Message(_NOT_WRITTEN, {"file": path.name}))


def _differing(root: Path, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, content in files.items():
        file = root / path
        _refuse_links(file)
        if not file.is_file() or file.read_bytes() != content:
            yield path, content


_NOT_WRITTEN = N_("{file} cannot be written: it is a link to another place, or no file.")
_NOT_UTF8 = N_('{file} is not in UTF-8; mend that first with "taizhang check --fix".')
