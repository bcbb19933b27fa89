"""Counties worked on by the workers of a Dask scheduler, on any number of machines.

All see the project folder and the folder that is built under the same path. Nothing of a build is
kept by a worker that outlives it.
"""

import hashlib
import pickle
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from generator.cache import FOLDER, digest_of
from generator.folder_digest import folder_digest, program_digest
from generator.load.attachments.scan_cache import forget_scans
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.rubric import County
from generator.template_folders import template_folders

if TYPE_CHECKING:
    from concurrent.futures import Future

    from distributed import Client

Result = TypeVar("Result")

# Long enough for a machine far away, short enough for whoever mistyped the address.
_SECONDS_TO_CONNECT = 10
# A worker that was killed is started again in a few seconds.
_SECONDS_WITHOUT_WORKERS = 30


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers behind a scheduler. ``seen`` is a file of this run in the project folder."""

    client: "Client"
    address: str
    seen: Path

    def map_counties(
        self, task: Callable[[County], Result], counties: Sequence[County], needed: Sequence[Path]
    ) -> Iterator[Result]:
        """The results in the counties' order; all workers must see the paths ``needed``.

        What a killed worker had is done again by another. What a task raises is raised here.
        Raises Refused where the workers are gone, or one has not what it needs.
        """
        # Handed out once, since it holds the project, and as bytes, which workers pass on as they are.
        content = pickle.dumps(task)
        with self._explained():
            shared = self.client.scatter([content], broadcast=True, hash=False)[0]
        run = _Run(hashlib.sha256(content).hexdigest(), program(), (self.seen, *needed))
        executor = self.client.get_executor(pure=False)
        try:
            futures = [executor.submit(_work, run, shared, county) for county in counties]
            for county, future in zip(counties, futures, strict=True):
                yield self._result(future, county)
        finally:
            # Where one has failed the others are not waited for.
            executor.shutdown(wait=False)

    def refuse_others(self) -> None:
        """Raise Refused where there is no worker, or one has another program, or none."""
        with self._explained():
            self.client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
            programs = self.client.run(program)
        if any(one != program() for one in programs.values()):
            raise self._refused(_OTHER_PROGRAM)

    def _result(self, future: "Future[Result]", county: County) -> Result:
        from concurrent.futures import wait  # noqa: PLC0415

        with self._explained(county.name):
            while not wait([future], _SECONDS_WITHOUT_WORKERS).done:
                if not self.client.scheduler_info()["workers"]:
                    raise self._refused(_NO_WORKERS)
            return future.result()

    @contextmanager
    def _explained(self, county: str = "") -> Iterator[None]:
        """Raise Refused for what fails in the library inside; what a task raises stays as it is."""
        from concurrent.futures import CancelledError  # noqa: PLC0415

        from distributed import KilledWorker  # noqa: PLC0415

        try:
            yield
        except KilledWorker as error:
            raise self._refused(_KILLED, county=county) from error
        except ModuleNotFoundError as error:
            raise self._refused(_OTHER_PROGRAM) from error
        except CancelledError as error:
            raise self._refused(_LOST) from error
        except OSError as error:
            # One of a disk has a number; the library's have none, or how many workers there are: 0.
            if error.errno:
                raise
            gone = _NO_WORKERS if isinstance(error, TimeoutError) else _LOST
            raise self._refused(gone) from error

    def _refused(self, text: str, **values: str) -> Refused:
        return Refused(Message(text, {"address": self.address, **values}))


@contextmanager
def connected(address: str | None, root: Path) -> Iterator[Cluster | None]:
    """The workers behind the scheduler, for work on the project ``root``; None for no address.

    Raises Refused where there is no such scheduler, or it has no workers.
    """
    if address is None:
        yield None
        return
    # All imported late: not everybody has it, it is large, and few ask for it.
    try:
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise Refused(Message(_NOT_INSTALLED)) from error
    import asyncio  # noqa: PLC0415
    import logging  # noqa: PLC0415
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    # Its lines about lost workers tell, in English, what our own sentences say.
    logging.disable()
    try:
        # In a thread of its own: in this one something else may run a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _reach(address)).result()
        folder = root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.NamedTemporaryFile(prefix="run-", dir=folder) as seen,
            distributed.Client(address, set_as_default=False) as client,
        ):
            cluster = Cluster(client, address, Path(seen.name))
            cluster.refuse_others()
            yield cluster
    finally:
        logging.disable(logging.NOTSET)


@cache
def program() -> str:
    """What a county's pages are made by: this program, its templates, Python, and all libraries."""
    templates = folder_digest(template_folders(Path())[1])
    return digest_of(program_digest(), templates).hex()


async def _reach(address: str) -> None:
    """Raise Refused where no scheduler answers; a client that cannot begin cannot be ended either."""
    from distributed import Security  # noqa: PLC0415
    from distributed.comm.core import connect  # noqa: PLC0415

    try:
        settings = Security().get_connection_args("client")
        comm = await connect(address, timeout=_SECONDS_TO_CONNECT, **settings)
        await comm.close()
    # Whatever stands at a mistyped address may answer anything.
    except Exception as error:
        raise Refused(Message(_UNREACHABLE, {"address": address})) from error


@dataclass(frozen=True, slots=True)
class _Run:
    """What a worker holds itself against: the task, its program, and the paths it must see."""

    task: str
    program: str
    needed: tuple[Path, ...]


def _work(run: _Run, content: bytes, county: County) -> Any:
    """In a worker: the task for one county. Raises Refused."""
    # A worker with several threads has one process that reads attachments, and one of each page.
    with _ONE_AT_A_TIME:
        if run.program != program():
            raise Refused(Message(_OTHER_PROGRAM, {"address": platform.node()}))
        for path in run.needed:
            if not path.exists():
                values = {"machine": platform.node(), "folder": str(path.parent)}
                raise Refused(Message(_UNSEEN, values))
        if run.task not in _kept:
            # What belongs to an earlier run goes; the same task is the same by every byte.
            _kept.clear()
            forget_scans()
            _kept[run.task] = pickle.loads(content)  # noqa: S301 - the scheduler runs what it is sent
        return _kept[run.task](county)


_ONE_AT_A_TIME = Lock()
_kept: dict[str, Callable[[County], Any]] = {}

_NOT_INSTALLED = N_(
    "--scheduler needs the library distributed (taizhang[cluster]). Install it here and on every "
    'machine that works: python -m pip install "distributed>=2026.8"'
)
_UNREACHABLE = N_(
    "No scheduler answers at {address}. Give the address that dask scheduler printed when it "
    "started, such as tcp://10.0.0.5:8786, and look whether this machine reaches it."
)
_NO_WORKERS = N_(
    "The scheduler {address} has no workers. Start them on the machines: dask worker {address} "
    "--nworkers -1 --nthreads 1"
)
_OTHER_PROGRAM = N_(
    "A worker of {address} has another version of this program, of Python or of a library. Install "
    "the same on all machines, start scheduler and workers anew, and run the command again."
)
_UNSEEN = N_(
    "The worker on {machine} does not see {folder}. All machines must have the project folder and "
    "the folder of the site under the same path, on one share."
)
_KILLED = N_(
    "{county}: every worker of {address} that began it ended. Look into the workers' own output "
    "(mostly the memory is too small), and run the command again."
)
_LOST = N_(
    "The scheduler {address} or its workers went away. Nothing was written; start them again, and "
    "run the command again."
)
