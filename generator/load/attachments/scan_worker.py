"""What runs in the process of ``scan_process``: files come in, what is in them goes out."""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from generator.load.attachments.scan_cache import scan_content, to_row
from generator.load.attachments.scan_process import MOST_MEMORY, READY, most_seconds

_LONG_HEADER = 1000
_LARGE = 1_000_000


def main() -> None:
    """Answer with what is found in each file."""
    serve(found, ("PIL", "pypdf"), MOST_MEMORY)


def found(content: bytes, suffix: str) -> Any:
    """What is in a file."""
    return to_row(scan_content(content, suffix))


def serve(work: Callable[[bytes, str], Any], libraries: Sequence[str], most_memory: int) -> None:
    """Answer until the other end is closed, also by being killed."""
    # What a library prints must not stand among the answers.
    files, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    # An interrupt from the keyboard is for the run, whose end is seen here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Without it no library finds a program that it could start.
    os.environ["PATH"] = ""
    _limit_memory(most_memory)
    # Else every file would be accused of what is missing in the installation.
    if None in map(find_spec, libraries):
        sys.exit(1)
    answers.write(READY)
    answers.flush()
    while header := files.readline(_LONG_HEADER):
        suffix, length = json.loads(header)
        content = files.read(length)
        # Whatever a file raises beyond what its reader expects ends this process, like a crash.
        answers.write(_answer(work, content, suffix))
        answers.flush()
        del content
        if length > _LARGE:
            gc.collect()


def _answer(work: Callable[[bytes, str], Any], content: bytes, suffix: str) -> bytes:
    begun = time.process_time()
    _limit_time(most_seconds(len(content)))
    answer = work(content, suffix)
    _limit_time(0)
    # Escaped, so that a lone surrogate of a damaged text can be written too.
    return json.dumps([answer, time.process_time() - begun]).encode() + b"\n"


def _limit_time(seconds: float) -> None:
    """Let the system end this process after so much processor time; 0 ends the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(most_memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    # What is allocated, not what is mapped: libraries and locales differ from system to system.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = most_memory if hard == resource.RLIM_INFINITY else min(hard, most_memory)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


if __name__ == "__main__":
    main()
