"""What several tests need: a project to break, sites to read, and a clean import path for helpers."""

import atexit
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from project_copy import copy_invented
from repository_sites import Sites, repository_site

from generator.cache import FOLDER_VARIABLE

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder is made in it
_PREFIX = "taizhang-test-run-"
_ENOUGH = 6 * 2**30

# The many programs that tests start compile what they import once, not each anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# The same examples in each run, however slow the machine; the long batteries take others too.
settings.register_profile(
    "tests", deadline=None, derandomize="TAIZHANG_LONG" not in os.environ, database=None
)
settings.load_profile("tests")


def _write_to_memory() -> None:
    """Make temporary files in memory where there is enough: else tests wait mostly for the disk.

    They go when the tests end; those of a run that was killed go when the next begins. The
    variable TMPDIR, where it is set, names another folder, in which stays what failing tests have
    written; workers have it from whoever starts them.
    """
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    for left in _MEMORY.glob(f"{_PREFIX}*"):
        if _held(left) is not None:
            shutil.rmtree(left, ignore_errors=True)
    disk = os.statvfs(_MEMORY)
    if disk.f_bavail * disk.f_frsize >= _ENOUGH and not disk.f_flag & os.ST_NOEXEC:
        own = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_MEMORY))
        # Not, where another run has just taken it for one that was left.
        if _held(own) is not None:
            atexit.register(shutil.rmtree, own, ignore_errors=True)
            os.environ["TMPDIR"] = str(own)
            tempfile.tempdir = None


def _held(folder: Path) -> int | None:
    """Hold a folder of this user's until the process ends, however it does; None if it is held."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        if os.fstat(opened).st_uid == os.getuid():
            with suppress(BlockingIOError):
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return opened
        os.close(opened)
    return None


_write_to_memory()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes what the snapshots are compared with."""
    parser.addoption("--update-snapshots", action="store_true", help="write tests/snapshots/ anew")


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _shared_cache(session_folder: Path) -> None:
    """Render each shell of the theme once a session; tests about the cache unset the variable.

    What builds keep for the next is kept as for a user at home, but in the session's folder.
    """
    os.environ[FOLDER_VARIABLE] = str(session_folder / "cache")
    os.environ["XDG_CACHE_HOME"] = str(session_folder / "user-cache")
    os.environ.pop("CI", None)


@pytest.fixture(scope="session", autouse=True)
def _stop_browsers() -> Iterator[None]:
    """Stop the browsers that the worker's tests have started."""
    yield
    if "walking" in sys.modules:
        sys.modules["walking"].CHROMIUMS.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the invented project."""
    return copy_invented(tmp_path)


@pytest.fixture
def own_cache(
    project: Path, session_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Let the project have a cache of its own, in its folder; it begins with the session's shells."""
    monkeypatch.delenv(FOLDER_VARIABLE)
    shared, own = session_folder / "cache/theme", project / ".cache/taizhang/theme"
    _link_entries(shared, own)
    yield
    _link_entries(own, shared)


def _link_entries(source: Path, target: Path) -> None:
    """Link the cache's entries of one folder into another; each is replaced, never changed."""
    target.mkdir(parents=True, exist_ok=True)
    for file in source.glob("[0-9a-f]*"):
        with suppress(FileExistsError, FileNotFoundError):
            (target / file.name).hardlink_to(file)


@pytest.fixture(scope="session")
def sites(session_folder: Path) -> Sites:
    """This repository's sites by name: public, reviewers, and each with -offline."""
    return partial(repository_site, session_folder / "sites")


@pytest.fixture(scope="session")
def public_site(sites: Sites) -> Path:
    """The public's site of this repository."""
    return sites("public")


@pytest.fixture(scope="session")
def reviewers_site(sites: Sites) -> Path:
    """The reviewers' site of this repository, which has every page kind."""
    return sites("reviewers")
