"""A finished cycle into the archive, and the folder made ready for the next: all or nothing."""

import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.past import NEXT_STATEMENT, archive_folder
from generator.model.place import COUNTIES, RESULTS, RUBRIC
from generator.model.rubric import Rubric

_CYCLE = re.compile(r"^(cycle:\s*[\"']?)\d{4}", re.MULTILINE)
# The assessment's title, in Chinese and English; that of the notice names another document.
_TITLE = re.compile(r"^(?:title:|english:\n(?:[ #].*\n|\n)*?  title:).*$", re.MULTILINE)
_PERIOD = re.compile(r"^(\s+period-(?:from|to):.*?choice:\s*[\"']?)(\d{4})", re.MULTILINE)
# Names that nothing reads, beside what they replace: a rename is then whole.
_NEXT_RUBRIC, _NEXT_COUNTIES = f".{RUBRIC}", f"{COUNTIES}.new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving:
    """What is to be done: ``moves`` from path to path, ``rubric`` and ``files`` to be written."""

    folder: str
    moves: tuple[tuple[str, str], ...]
    rubric: str
    files: tuple[str, ...]

    @property
    def beside(self) -> str:
        """Where the past cycle is put together; no reader looks into a folder of such a name."""
        return _beside(self.folder)


def plan_archiving(root: Path, rubric: Rubric, text: str, following: str) -> Archiving:
    """What would be done to archive the cycle of the rubric and to begin the following one.

    ``text`` is that of rubric.yaml.
    """
    folder = archive_folder(rubric.cycle)
    return Archiving(
        folder=folder,
        moves=tuple(
            (path, f"{folder}/{path}") for path in _moved(rubric.cycle) if (root / path).is_dir()
        ),
        rubric=_following_rubric(text, rubric.cycle, following),
        files=tuple(f"{COUNTIES}/{county.id}/index.md" for county in rubric.counties),
    )


def refuse_cut_off(root: Path) -> None:
    """Raises Refused where an archiving was cut off half way."""
    # The log may be in the archive already: what is left here would read as another state.
    if cut_off(root):
        text = N_(
            'An archiving was cut off half way: run "taizhang archive", which takes its steps back '
            "and does them again."
        )
        raise Refused(Message(text))


def cut_off(root: Path) -> bool:
    """Whether a run was stopped so suddenly that it could not take back its steps."""
    return (root / _NEXT_RUBRIC).is_file()


def take_back(root: Path) -> bool:
    """Take back the steps of a run that was cut off; False, and nothing done, where it cannot be.

    It cannot where somebody has written into the counties' new folders meanwhile, or the
    rubric no longer names its cycle.
    """
    cycle = _cycle_of(root)
    if not cycle:
        return False
    folder, beside = root / archive_folder(cycle), root / _beside(archive_folder(cycle))
    staged = folder if folder.is_dir() else beside
    # Work that a county began in its new folder is never deleted.
    if any((staged / path).is_dir() and not _is_fresh(root / path) for path in _moved(cycle)):
        return False
    if staged is folder:
        folder.rename(beside)
    for path in _moved(cycle):
        if (beside / path).is_dir():
            shutil.rmtree(root / path, ignore_errors=True)
            (beside / path).rename(root / path)
    _clear(beside)
    shutil.rmtree(root / _NEXT_COUNTIES, ignore_errors=True)
    (root / _NEXT_RUBRIC).unlink()
    return True


def _is_fresh(folder: Path) -> bool:
    """Whether there is nothing in it but what was made for the next cycle."""
    files = [file for file in folder.rglob("*") if not file.is_dir()]
    return all(file.is_file() and file.read_bytes() == NEXT_STATEMENT for file in files)


def archive_cycle(root: Path, plan: Archiving) -> None:
    """Do what is planned; where a step fails, those before it are taken back."""
    beside, counties, rubric = root / plan.beside, root / _NEXT_COUNTIES, root / _NEXT_RUBRIC
    with ExitStack() as undo:
        undo.callback(_clear, beside)
        undo.callback(shutil.rmtree, counties, ignore_errors=True)
        undo.callback(rubric.unlink, missing_ok=True)
        # Written first and moved last: while it lies there, the steps are not all done.
        rubric.write_text(plan.rubric, encoding="utf-8", newline="\n")
        beside.mkdir(parents=True)
        shutil.copyfile(root / RUBRIC, beside / RUBRIC)
        for path in plan.files:
            file = counties / Path(path).relative_to(COUNTIES)
            file.parent.mkdir(parents=True)
            file.write_bytes(NEXT_STATEMENT)
        for source, target in plan.moves:
            staged = beside / Path(target).relative_to(plan.folder)
            staged.parent.mkdir(parents=True, exist_ok=True)
            _move(root / source, staged, undo.callback)
        _move(counties, root / COUNTIES, undo.callback)
        _move(beside, root / plan.folder, undo.callback)
        # From here on nothing can fail: the new cycle has begun.
        rubric.replace(root / RUBRIC)
        undo.pop_all()


def _beside(folder: str) -> str:
    parent, _, name = folder.rpartition("/")
    return f"{parent}/.{name}"


def _moved(cycle: str) -> tuple[str, str]:
    return COUNTIES, f"{RESULTS}/{cycle}"


def _cycle_of(root: Path) -> str:
    """The cycle that rubric.yaml names; until the last step of all this is still the old one."""
    found = _CYCLE.search((root / RUBRIC).read_text(encoding="utf-8-sig"))
    return found[0][-4:] if found else ""


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
    text = _TITLE.sub(lambda title: title[0].replace(cycle, following), text)
    shift = int(following) - int(cycle)
    return _PERIOD.sub(lambda day: f"{day[1]}{int(day[2]) + shift}", text)
