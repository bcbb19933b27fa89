"""A finished cycle into the archive, and the folder made ready for the next: all or nothing."""

import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from generator.model.past import archive_folder
from generator.model.place import COUNTIES
from generator.model.rubric import Rubric

RUBRIC = "rubric.yaml"
_CYCLE = re.compile(r"^(cycle:\s*[\"']?)\d{4}", re.MULTILINE)
_TITLE = re.compile(r"^title:.*$", re.MULTILINE)
_PERIOD = re.compile(r"^(\s+period-(?:from|to):.*?choice:\s*[\"']?)(\d{4})", re.MULTILINE)
# What the notice asks a county's own account to say.
_STATEMENT = "".join(
    f"## {heading}\n\n" for heading in ("深化改革工作情况", "实绩数据", "创新工作", "实际举措")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving:
    """What is to be done: ``moves`` from path to path, ``rubric`` and ``files`` to be written."""

    folder: str
    moves: tuple[tuple[str, str], ...]
    rubric: str
    files: tuple[str, ...]

    @property
    def beside(self) -> str:
        """Where the past cycle is put together; nothing reads a folder of such a name."""
        parent, _, name = self.folder.rpartition("/")
        return f"{parent}/.{name}"


def plan_archiving(root: Path, rubric: Rubric, following: str) -> Archiving:
    """What would be done to archive the cycle of the rubric and to begin the following one."""
    folder = archive_folder(rubric.cycle)
    moved = (COUNTIES, f"content/results/{rubric.cycle}")
    text = (root / RUBRIC).read_text(encoding="utf-8-sig")
    return Archiving(
        folder=folder,
        moves=tuple((one, f"{folder}/{one}") for one in moved if (root / one).is_dir()),
        rubric=_following_rubric(text, rubric.cycle, following),
        files=tuple(f"{COUNTIES}/{one.id}/index.md" for one in rubric.counties),
    )


def archive_cycle(root: Path, plan: Archiving) -> None:
    """Do what is planned; where a step fails, those before it are taken back."""
    beside, counties = root / plan.beside, root / f"{COUNTIES}.new"
    rubric = root / f".{RUBRIC}"
    with ExitStack() as undo:
        undo.callback(_clear, beside)
        undo.callback(shutil.rmtree, counties, ignore_errors=True)
        undo.callback(rubric.unlink, missing_ok=True)
        beside.mkdir(parents=True)
        shutil.copyfile(root / RUBRIC, beside / RUBRIC)
        rubric.write_text(plan.rubric, encoding="utf-8", newline="\n")
        for path in plan.files:
            file = counties / Path(path).relative_to(COUNTIES)
            file.parent.mkdir(parents=True)
            file.write_text(_STATEMENT.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
        for source, target in plan.moves:
            staged = beside / Path(target).relative_to(plan.folder)
            staged.parent.mkdir(parents=True, exist_ok=True)
            _move(root / source, staged, undo.callback)
        _move(counties, root / COUNTIES, undo.callback)
        _move(beside, root / plan.folder, undo.callback)
        rubric.replace(root / RUBRIC)
        undo.pop_all()


def _move(source: Path, target: Path, undo: Callable[..., object]) -> None:
    source.rename(target)
    undo(target.rename, source)


def _clear(beside: Path) -> None:
    """Take away the copy of the rubric and empty folders, never what could not be moved back."""
    (beside / RUBRIC).unlink(missing_ok=True)
    for folder in (*sorted(beside.rglob("*"), reverse=True), beside):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _following_rubric(text: str, cycle: str, following: str) -> str:
    """The rubric with the year of the following cycle where it names its own."""
    text = _CYCLE.sub(rf"\g<1>{following}", text, count=1)
    text = _TITLE.sub(lambda title: title[0].replace(cycle, following), text, count=1)
    shift = int(following) - int(cycle)
    return _PERIOD.sub(lambda day: f"{day[1]}{int(day[2]) + shift}", text)
