"""Runs a command again and again, each time with a fault at the next of its file operations.

As a program of its own: what watches the operations cannot be taken away from a process.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from generator.cli import main

OPERATIONS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod")
KILLED = 9


class Faults:
    """Counts what changes something below the folder; does the fault at the one that is asked for.

    ``kill`` ends the process before it, ``begun`` after a file was made and nothing written into
    it; with ``full`` nothing can be made from there on.
    """

    def __init__(self, root: Path, nth: int, fault: str) -> None:
        self.root, self.nth, self.fault, self.count = str(root), nth, fault, 0

    def __call__(self, event: str, given: tuple[object, ...]) -> None:
        # A number is a pipe that is open already.
        if event not in OPERATIONS or not isinstance(given[0], str | bytes | Path):
            return
        place = str(Path(os.fsdecode(given[0])).absolute())
        if not place.startswith(self.root):
            return
        opened = event == "open"
        flags = given[2] if opened and isinstance(given[2], int) else 0
        if opened and not flags & (os.O_WRONLY | os.O_RDWR):
            return
        self.count += 1
        if self.count == self.nth and self.fault != "full":
            if self.fault == "begun" and opened:
                os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            os._exit(KILLED)
        if self.count >= self.nth and self.fault == "full" and (opened or event == "os.mkdir"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)


def in_child(root: Path, arguments: list[str], faults: Faults | None) -> tuple[int, str, bool]:
    """Its exit code, what it says, and whether it met the fault."""
    said = root.parent / "said"
    child = os.fork()
    if child == 0:
        os.chdir(root)
        with said.open("w", encoding="utf-8") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
            if faults is not None:
                sys.addaudithook(faults)
            code = main(arguments)
        os._exit(code + (0 if faults is None or faults.count >= faults.nth else 100))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended % 100, said.read_text(encoding="utf-8"), ended < 100


def files(root: Path) -> dict[str, str]:
    """The digests of what a project holds."""
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(root.rglob("*"))
        if file.is_file() and ".cache" not in file.parts
    }


def run(prepared: Path, fault: str, every: int, arguments: list[str]) -> None:
    """Print, for every nth operation, what became of it, and of the same command after it."""
    root = prepared.parent / "run"
    for nth in range(0, 10_000, every):
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(root)
        shutil.copytree(prepared, root)
        # The first run meets no fault: what the command makes where nothing happens.
        faults = Faults(root, nth or 10_000, fault)
        ended, said, met = in_child(root, arguments, faults)
        after = files(root)
        again, said_again, _ = in_child(root, arguments, None) if nth else (0, "", False)
        found = [nth, ended, said, after, again, said_again, files(root)]
        sys.stdout.write(json.dumps(found) + "\n")
        if nth and not met:
            return


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
