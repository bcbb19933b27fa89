"""Files decoded in the browser's own worker: it is the process that a hostile file ends."""

import json
from dataclasses import dataclass
from importlib import import_module
from typing import Any

MOST_MEMORY = 0
READY = b"ready\n"
_SCANNER = "generator.load.attachments.scan_worker"


def most_seconds(size: int) -> float:
    """Return how long a file may take, by which a county's files are counted."""
    return min(6.0, 1.7 + 1.5 * size / 1_000_000)


class FileTooCostly(Exception):
    """The file takes more than the browser has; ``lasting`` unless it may do so later."""

    def __init__(self, *, lasting: bool, timed_out: bool) -> None:
        super().__init__()
        self.lasting = lasting
        self.timed_out = timed_out


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in the file, as JSON; time is not measured here."""

    found: Any
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ScanProcess:
    """Asks the module that is a process of its own elsewhere."""

    worker: str = _SCANNER

    def ask(self, content: bytes, suffix: str) -> Answer:
        """What the module finds in the file. Raises FileTooCostly."""
        try:
            found = import_module(self.worker).found(content, suffix)
        except Exception as error:
            # What would end a process of its own.
            raise FileTooCostly(lasting=True, timed_out=False) from error
        return Answer(json.loads(json.dumps(found)))


def kept_process(worker: str = _SCANNER, longest_answer: int = 0) -> ScanProcess:  # noqa: ARG001 - as elsewhere
    """A worker for the whole run."""
    return ScanProcess(worker)


SCANNER = kept_process()
