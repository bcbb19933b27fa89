"""The process in which attachments are decoded: a hostile file can end it, never the run.

It is started for the first file and serves the others after it. Both sides exchange lines of JSON,
never pickles: a file that takes the process over must not gain the run.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Timer
from typing import Any

# Memory that one file may take; the worker limits itself where the system can.
MOST_MEMORY = 270_000_000
# On the clock: many times what is allowed of the processor, which Windows cannot limit.
MOST_WAITING = 15.0 if sys.platform == "win32" else 60.0
READY = b"ready\n"
_LONGEST_ANSWER = 2_000_000
_WORKER = "generator.load.attachments.scan_worker"


def most_seconds(size: int) -> float:
    """Processor time that a file of so many bytes may take.

    In proportion: a page of honest text takes 50 ms, and a volume of a hundred has 3 MB.
    """
    return min(6.0, 1.7 + 1.5 * size / 1_000_000)


class FileTooCostly(Exception):
    """The worker died of the file, or took too long; ``lasting`` unless the machine was slow."""

    def __init__(self, *, lasting: bool, timed_out: bool) -> None:
        super().__init__()
        self.lasting = lasting
        self.timed_out = timed_out


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker found, as JSON of unknown shape, and the processor time it took."""

    found: Any
    seconds: float


@dataclass(slots=True)
class ScanProcess:
    """One worker, started when it is needed and again after it has died.

    ``worker`` is the module that runs in it.
    """

    worker: str = _WORKER
    longest_answer: int = _LONGEST_ANSWER
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def ask(self, content: bytes, suffix: str) -> Answer:
        """What a worker finds in the file. Raises FileTooCostly."""
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        is_fresh = self._process is None
        try:
            return self._ask(content, suffix)
        except FileTooCostly as error:
            # What earlier files left in its memory is not the fault of this one.
            if is_fresh or error.timed_out:
                raise
        return self._ask(content, suffix)

    def _ask(self, content: bytes, suffix: str) -> Answer:
        process = self._process or self._start()
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(MOST_WAITING, give_up)
        timer.start()
        try:
            answer = _parsed(_exchange(process, content, suffix, self.longest_answer))
        except (ValueError, TypeError, RecursionError) as error:
            self.stop()
            timed_out = late.is_set() or process.returncode == -getattr(signal, "SIGPROF", 0)
            raise FileTooCostly(lasting=not late.is_set(), timed_out=timed_out) from error
        except BaseException:
            # Interrupted: what it still answers would be taken for the next file's.
            self.stop()
            raise
        finally:
            timer.cancel()
        return answer

    def stop(self) -> None:
        """End the worker, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _close(process)
            process.wait()

    def forget(self) -> None:
        """Leave the worker to the process that this one was forked from."""
        process, self._process = self._process, None
        if process is not None:
            _close(process)
            # Nothing is to be waited for: it is no child of this process.
            process.returncode = 0

    def _start(self) -> "subprocess.Popen[bytes]":
        # The same modules as here, and none from the folder it is started in.
        paths = os.pathsep.join(filter(None, sys.path))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", self.worker],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._process = process
        if process.stdout is None or process.stdout.readline() != READY:
            self.stop()
            raise RuntimeError("the process that reads attachments could not be started")
        return process


def _exchange(
    process: "subprocess.Popen[bytes]", content: bytes, suffix: str, longest: int
) -> bytes:
    """Hand the file over and return the line that is answered, "" where the worker died."""
    if process.stdin is None or process.stdout is None:
        return b""
    with suppress(OSError):
        process.stdin.write(json.dumps([suffix, len(content)]).encode() + b"\n")
        process.stdin.write(content)
        process.stdin.flush()
        return process.stdout.readline(longest)
    return b""


def _parsed(line: bytes) -> Answer:
    answer = Answer(*json.loads(line))
    if not 0 <= answer.seconds < MOST_WAITING:
        raise ValueError(answer.seconds)
    return answer


def _close(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        # What was not yet written cannot be, to a process that is dead.
        with suppress(OSError):
            if pipe is not None:
                pipe.close()


def kept_process(worker: str = _WORKER, longest_answer: int = _LONGEST_ANSWER) -> ScanProcess:
    """A worker for the whole run, ended with it."""
    kept = ScanProcess(worker, longest_answer)
    atexit.register(kept.stop)
    if hasattr(os, "register_at_fork"):
        # Two processes must not talk to one worker, nor keep it alive for each other.
        os.register_at_fork(after_in_child=kept.forget)
    return kept


SCANNER = kept_process()
