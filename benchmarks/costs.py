"""What a command costs: time and memory, its processes together."""

import os
import select
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from made_evidence import ROOT

# Seconds between two looks at the memory of all processes, and how many times as long as a look.
_STEP = 0.02
_PAUSE = 20
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock and of all processors; peaks in MB; whether it was cut off.

    ``largest`` is the peak of the largest process, ``together`` of all, shared pages counted once.
    """

    seconds: float
    processor: float
    largest: float
    together: float
    cut_off: bool = False


def cost_of(
    command: Sequence[str],
    folder: Path,
    *,
    passing: Sequence[int] = (0,),
    limit: float = float("inf"),
    variables: Mapping[str, str] | None = None,
) -> Cost:
    """Run the command in the folder for ``limit`` seconds at most.

    Exit codes in ``passing`` are fine, any other ends all. Processes that the command started and
    waited for are counted. What this process itself has ever held is the least that the system
    says of a child's peak: keep it small.
    """
    # A user's second run finds the first one's bytecode.
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    began = time.perf_counter()
    with (folder / "said").open("w", encoding="utf-8") as said:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        together, cut_off = _watch(child.pid, began + limit)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if not cut_off and child.returncode not in passing:
        raise SystemExit((folder / "said").read_text(encoding="utf-8")[-2000:])
    largest = usage.ru_maxrss / 1024
    processor = usage.ru_utime + usage.ru_stime
    return Cost(seconds, processor, largest, max(largest, together), cut_off)


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median of each; cut off if one was."""
    return Cost(
        statistics.median(one.seconds for one in costs),
        statistics.median(one.processor for one in costs),
        statistics.median(one.largest for one in costs),
        statistics.median(one.together for one in costs),
        any(one.cut_off for one in costs),
    )


def shown_cost(cost: Cost) -> str:
    """The cost in words."""
    times = f"{cost.seconds:7.2f} s ({cost.processor:.2f} s of processors)"
    return f"{times:33} {cost.largest:6.0f} MB, all {cost.together:.0f} MB"


def _watch(child: int, deadline: float) -> tuple[float, bool]:
    """Wait for the child; the peak in MB of all its processes, and whether it had to be ended."""
    peak, pause = 0.0, _STEP
    handle = os.pidfd_open(child)
    try:
        while not select.select([handle], [], [], pause)[0]:
            began = time.perf_counter()
            if began > deadline:
                os.killpg(child, signal.SIGKILL)
                return peak, True
            peak = max(peak, sum(_proportional(one) for one in (child, *_below(child))) / 1024)
            # Looking at much memory takes a while, and must not slow down what is measured.
            pause = max(_STEP, _PAUSE * (time.perf_counter() - began))
    except BaseException:
        os.killpg(child, signal.SIGKILL)
        raise
    finally:
        os.close(handle)
    # What it left running is none of its work.
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return peak, False


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
