"""What went wrong inside the program, for those who maintain it."""

import hashlib
import traceback
from contextlib import suppress
from pathlib import Path

from generator.atomic_write import write_atomically

_PACKAGE = Path(__file__).parent
_NAME_DIGITS = 12


def place_of(error: BaseException) -> str:
    """Kind and place of the error in our own code: ``ValueError, load/county.py:12``."""
    own = [
        Path(frame.filename).relative_to(_PACKAGE).as_posix() + f":{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    return ", ".join([type(error).__name__, *own[-1:]])


def write_report(error: BaseException, folder: Path) -> str:
    """Write which code raised the error into a file in the folder, and return the file's name.

    Without its words, which may quote what a file holds. Equal errors share a file.
    """
    trace = "".join(_steps(error))
    name = f"{hashlib.sha256(trace.encode()).hexdigest()[:_NAME_DIGITS]}.log"
    # The report helps, and must not be another thing that fails.
    with suppress(OSError):
        write_atomically(folder / name, trace.encode("utf-8", "backslashreplace"))
    return name


def _steps(error: BaseException) -> list[str]:
    below = error.__cause__ or error.__context__
    earlier = [*_steps(below), "\n"] if below is not None else []
    # Its end is enough of a recursion; with all steps each file would have a report of its own.
    frames = traceback.extract_tb(error.__traceback__)[-40:]
    own = [f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames]
    return [*earlier, *own, f"{type(error).__name__}\n"]
