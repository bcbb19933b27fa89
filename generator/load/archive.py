"""The archive: which folders of past cycles there are."""

from pathlib import Path

from generator.load.files import UnreadableFile
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import ARCHIVE, Place


def archive_folders(root: Path) -> tuple[tuple[str, ...], list[Fault]]:
    """The names of the past cycles' folders, oldest first, and a fault for anything else there."""
    archive = root / ARCHIVE
    names: list[str] = []
    faults: list[Fault] = []
    for entry in sorted(archive.iterdir()) if archive.is_dir() else ():
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            faults.append(UnreadableFile(f"{ARCHIVE}/{entry.name}", 1, _LINK).fault)
        elif entry.is_dir():
            names.append(entry.name)
        else:
            values = {"written": "", "folder": entry.name}
            faults.append(Fault("misnamed-archive", Place(f"{ARCHIVE}/{entry.name}"), values))
    return tuple(names), faults


_LINK = N_("it is a link to another place, and links are not followed")
