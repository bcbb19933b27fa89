"""Waiting for a process to end that was killed: it does when it is next given a processor."""

import os
import time
from contextlib import suppress
from pathlib import Path


def wait_for_end(pid: int) -> None:
    """Until there is no such process, or its end only has to be noted by whoever started it."""
    end = time.monotonic() + 300
    while is_running(pid):
        assert time.monotonic() < end, pid
        time.sleep(0.01)


def processes_of(word: str) -> list[int]:
    """The processes that were started with the word among what they were given."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if word in file.read_text("utf-8", "replace"):
                found.append(int(file.parent.name))
    return [one for one in found if one != os.getpid()]


def is_running(pid: int) -> bool:
    """Whether the process has not ended."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text("utf-8")
    # It may go between the name's being found and the file's being read.
    except (FileNotFoundError, ProcessLookupError):
        return False
    return about.rpartition(")")[2].split()[0] not in "ZX"
