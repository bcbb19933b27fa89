"""Work on one thing after the other, in several processes where there is much of it."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from copyreg import pickle
from types import MappingProxyType
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer than these are done before the processes have begun.
MANY = 24
_CHUNK = 4


def _proxy(mapping: dict[Any, Any]) -> Any:
    return MappingProxyType(mapping)


# What the model's frozen mappings are made of does not travel by itself.
pickle(MappingProxyType, lambda mapping: (_proxy, (dict(mapping),)))


class Signal:
    """Set in the process that began the work, waited for in the others."""

    def __init__(self) -> None:
        self._event = _forking().Event()
        self.set, self.wait = self._event.set, self._event.wait


def worth_sharing(items: Sequence[object]) -> bool:
    """Whether the items are many, and the system has processors and can fork."""
    return hasattr(os, "fork") and len(items) >= MANY and _processors() > 1


def share_out(
    task: Callable[[Item], Result], items: Sequence[Item], meanwhile: Callable[[], None]
) -> Iterator[Result]:
    """The results in the items' order as they come, from worker processes.

    ``meanwhile`` runs here once they have begun. What a task raises is raised here.
    """
    # Most projects are too small for it.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    with ProcessPoolExecutor(_processors(), _forking(), _begin, (task,)) as pool:
        results = pool.map(_work, items, chunksize=_CHUNK)
        meanwhile()
        yield from results


def _forking() -> Any:
    # Loaded where work is shared out alone.
    import multiprocessing  # noqa: PLC0415

    return multiprocessing.get_context("fork")


def _processors() -> int:
    there = getattr(os, "sched_getaffinity", None)
    return len(there(0)) if there else (os.cpu_count() or 1)


def _begin(task: Callable[[Item], Result]) -> None:
    _task.append(task)
    # What was there before is never let go of.
    gc.freeze()


def _work(item: Any) -> Any:
    return _task[-1](item)


_task: list[Callable[[Any], Any]] = []
