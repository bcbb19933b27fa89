"""Two folders exchanged in one step, and their content on the disk first, where the system can."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD of Linux: a path is relative to the process's own folder."""


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders of one file system at once; False where nothing was exchanged."""
    one, other, swap = os.fsencode(first), os.fsencode(second), ctypes.c_uint(2)
    calls: dict[str, tuple[str, tuple[object, ...]]] = {
        "linux": ("renameat2", (_HERE, one, _HERE, other, swap)),
        "darwin": ("renamex_np", (one, other, swap)),
    }
    name, given = calls.get(sys.platform, ("", ()))
    # An old C library has no such function, and not every file system does it.
    return _called(name, *given) == 0


def flush(folder: Path) -> None:
    """Write to the disk what its file system still holds of the folder. Raises OSError.

    Else a power cut could leave names that lead to empty files. One call for the file system
    costs a fraction of one for each file.
    """
    handle = os.open(folder, os.O_RDONLY) if hasattr(os, "sync") else -1
    if handle < 0:
        return
    try:
        error = _called("syncfs" if sys.platform == "linux" else "", handle)
        if error is None:
            os.sync()
        elif error:
            raise OSError(error, os.strerror(error), str(folder))
    finally:
        os.close(handle)


def _called(name: str, *given: object) -> int | None:
    """The error number of a function of the C library, 0 for none; None where it is not there."""
    if not name:
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return None
    return ctypes.get_errno() or 1 if function(*given) else 0
