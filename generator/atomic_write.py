"""A file written whole or not at all, whenever the process ends."""

import os
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Write the file, with the folders it stands in; a reader sees the old content or the new.

    A file that is replaced keeps its permission bits. Raises OSError; the file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, since a rename is atomic only within one file system.
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
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
