"""Counties worked on one after the other, in several processes where there are many."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from copyreg import pickle
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.rubric import County

if TYPE_CHECKING:
    from generator.usecases.cluster import Cluster

Result = TypeVar("Result")

# Fewer counties than these are done before the processes have started.
MANY = 24
_CHUNK = 4
# Each part that a process hands back brings a copy of what its counties share, such as the rubric.
_MOST_CHUNKS = 16


def _proxy(mapping: dict[Any, Any]) -> Any:
    return MappingProxyType(mapping)


# MappingProxyType, which the model's frozen mappings are, cannot be pickled by itself.
pickle(MappingProxyType, lambda mapping: (_proxy, (dict(mapping),)))


def are_shared(counties: Sequence[County]) -> bool:
    """Whether there are many counties, and the system has processors and can fork."""
    return hasattr(os, "fork") and len(counties) >= MANY and _processors() > 1


def map_counties(
    task: Callable[[County], Result],
    counties: Sequence[County],
    cluster: "Cluster | None" = None,
    needed: Sequence[Path] = (),
) -> Iterator[Result]:
    """The results in the counties' order as they come, from worker processes where there are many.

    Where there is a ``cluster`` its workers do it, and all must see the paths ``needed``. What a
    task raises is raised here.
    """
    if cluster is not None:
        yield from cluster.map_counties(task, counties, needed)
        return
    if not are_shared(counties):
        yield from map(task, counties)
        return
    # Imported late, since most projects have too few counties for it.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    with ProcessPoolExecutor(_processors(), _fork_context(), _begin, (task,)) as pool:
        at_once = max(_CHUNK, len(counties) // (_processors() * _MOST_CHUNKS))
        yield from pool.map(_work, counties, chunksize=at_once)


def _fork_context() -> Any:
    # Imported only where work is shared out.
    import multiprocessing  # noqa: PLC0415

    return multiprocessing.get_context("fork")


def _processors() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else (os.cpu_count() or 1)


def _begin(task: Callable[[County], Any]) -> None:
    _task.append(task)
    # What the parent made is never freed here: the collector need not look at it.
    gc.freeze()


def _work(county: County) -> Any:
    return _task[-1](county)


# A forked process inherits the task with all it holds; only counties and results are pickled.
_task: list[Callable[[County], Any]] = []
