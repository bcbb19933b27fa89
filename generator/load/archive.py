"""The archive to past cycles: each a project folder of its own, read as the current one is."""

from collections.abc import Iterator
from pathlib import Path

from generator.load.files import UnreadableFile
from generator.load.project import load_frame
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.past import PastCycle, placed_fault
from generator.model.place import ARCHIVE, Place


def load_archive(root: Path, current: str) -> tuple[tuple[PastCycle, ...], tuple[Fault, ...]]:
    """Return the past cycles without their counties, oldest first, and what is wrong with them.

    A cycle that cannot be read is left out, as is one of the cycle ``current``.
    """
    cycles: list[PastCycle] = []
    faults: list[Fault] = []
    for name in _folders(root, faults):
        folder = f"{ARCHIVE}/{name}"
        loaded = load_frame(root / folder)
        faults.extend(placed_fault(one, folder) for one in loaded.faults)
        if loaded.portfolio is None:
            continue
        cycle = loaded.portfolio.rubric.cycle
        if cycle == name != current:
            cycles.append(PastCycle(root=root / folder, frame=loaded.portfolio))
        else:
            place, values = Place(f"{folder}/rubric.yaml"), {"written": cycle, "folder": name}
            code: Code = "misnamed-archive" if cycle != name else "cycle-twice"
            faults.append(Fault(code, place, values))
    return tuple(cycles), tuple(faults)


def archived_cycles(root: Path) -> tuple[str, ...]:
    """The names of the past cycles' folders, oldest first."""
    return tuple(_folders(root, []))


def _folders(root: Path, faults: list[Fault]) -> Iterator[str]:
    archive = root / ARCHIVE
    for entry in sorted(archive.iterdir()) if archive.is_dir() else ():
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            faults.append(UnreadableFile(f"{ARCHIVE}/{entry.name}", 1, _LINK).fault)
        elif entry.is_dir():
            yield entry.name
        else:
            values = {"written": "", "folder": entry.name}
            faults.append(Fault("misnamed-archive", Place(f"{ARCHIVE}/{entry.name}"), values))


_LINK = N_("it is a link to another place, and links are not followed")
