"""What a command costs: time and memory."""

import os
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from made_evidence import ROOT

# Seconds between two looks at the memory of all processes.
_STEP = 0.02
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock and of all processors, the peak of the largest process in MB."""

    seconds: float
    processor: float
    megabytes: float


def cost_of(command: list[str], folder: Path, *, passing: Sequence[int] = (0,)) -> Cost:
    """Run the command in the folder; exit codes in ``passing`` are fine, any other ends all."""
    began = time.perf_counter()
    with (folder / "said").open("w", encoding="utf-8") as said:
        child = _spawn_in(folder, command, said.fileno())
        _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in passing:
        raise SystemExit((folder / "said").read_text(encoding="utf-8")[-2000:])
    return Cost(
        time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    )


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        statistics.median(one.seconds for one in costs),
        statistics.median(one.processor for one in costs),
        statistics.median(one.megabytes for one in costs),
    )


def shown_cost(cost: Cost) -> str:
    """The cost in words."""
    times = f"{cost.seconds:7.2f} s ({cost.processor:.2f} s of processors)"
    return f"{times:33} {cost.megabytes:6.0f} MB"


def memory_of_all(command: list[str], folder: Path) -> float:
    """The peak in MB of all the command's processes together, shared pages counted once."""
    peaks = [0.0]
    with _watching(peaks):
        cost_of(command, folder, passing=(0, 1))
    return max(peaks)


@contextmanager
def _watching(peaks: list[float]) -> Iterator[None]:
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_STEP):
            peaks.append(sum(_proportional(one) for one in _below(os.getpid())) / 1024)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _below(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(one) for one in task.read_text().split()]
        except OSError:
            continue
        for one in children:
            yield one
            yield from _below(one)


def _proportional(process: int) -> int:
    """The process's own share of what it uses, in KB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("Pss:")), 0)


def _spawn_in(folder: Path, command: list[str], said: int) -> int:
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(said, 1)
        os.dup2(said, 2)
        # A user's second run finds the first one's bytecode.
        kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
        os.execvpe(command[0], command, kept | {"PYTHONPATH": str(ROOT)})  # noqa: S606
    return child
