"""A file written whole or not at all, whenever the process ends."""

import os
from contextlib import suppress
from glob import escape
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, flushed: bool = True) -> None:
    """Write the file, with the folders it stands in; a reader sees the old content or the new.

    Where it is not ``flushed`` that holds until a loss of power. A file that is replaced keeps its
    permission bits. Raises OSError; the file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, since a rename is atomic only within one file system.
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            if flushed:
                # Else the rename could reach the disk before the content does.
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        # An interrupted write, too, leaves nothing beside the file.
        with suppress(OSError):
            beside.unlink()
        raise


def remove_begun(path: Path) -> None:
    """Remove what a run that was cut off had begun to write for the file.

    Only where one process writes the file: another's would go too.
    """
    for begun in path.parent.glob(f".{escape(path.name)}.????????"):
        begun.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write the file atomically, and return when it outlives a loss of power. Raises OSError."""
    remove_begun(path)
    made = [folder for folder in (path.parent, *path.parent.parents) if not folder.is_dir()]
    write_atomically(path, content)
    # The name of a file, or of a new folder, is content of the folder that it stands in.
    for folder in (path.parent, *(one.parent for one in made)):
        flush_names(folder)


def flush_names(folder: Path) -> None:
    """Write to the disk which names the folder holds. Raises OSError."""
    # Windows opens no folder, and writes names by itself.
    with suppress(PermissionError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
