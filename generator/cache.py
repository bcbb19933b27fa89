"""A cache of values that are costly to make, keyed by a digest of all they are made from.

An entry has a name and a key; one of the same name replaces it. A value is bytes: JSON or an archive, never a pickle, since whoever can write here could then run code.
An entry that is cut, altered, of another key, too large, no plain file or behind a link counts as absent.
Whoever can write here can also make an entry up: what is published or decided rests on none.
"""

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.atomic_write import write_atomically

FOLDER_VARIABLE = "TAIZHANG_CACHE"
"""The environment variable that names another folder than the project's own."""

FOLDER = ".cache/taizhang"
_DIGEST_BYTES = 32
_LARGEST = 100_000_000
# Folders that one user builds into: the rest of them are built anew.
_SITES, _MOST_SITES = "sites", 12
# Neither follows a link nor waits for the other end of a pipe; Windows knows neither.
_PLAINLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def digest_of(*parts: bytes) -> bytes:
    """The SHA-256 of the parts, each set apart from the next by its length."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.digest()


def version_of(library: str) -> str:
    """The installed version of a library, "" where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


class Cache:
    """The entries of one folder; one value a name, replaced when its key is another."""

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """The cache in ``folder``; below ``own``, if not the folder itself, no link is followed."""
        self._folder = folder
        self._own = own or folder

    @classmethod
    def of_project(cls, root: Path) -> "Cache":
        """The cache of a project folder, or the one that the environment names."""
        named = os.environ.get(FOLDER_VARIABLE)
        return cls(Path(named)) if named else cls(root / FOLDER, root)

    @classmethod
    def of_site(cls, out: Path) -> "Cache | None":
        """The cache of what is built into a folder, which nobody but this user can write to.

        None where there can be none, and in CI: jobs for strangers' changes may share the user
        with those that publish.
        """
        if os.environ.get("CI"):
            return None
        # Imported late, since the program within a browser has no such folder.
        from platformdirs import user_cache_path  # noqa: PLC0415

        # Never one that a project names or holds: there others could put what they like.
        own = user_cache_path("taizhang", appauthor=False)
        try:
            own.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = own.lstat()
        except OSError:
            return None
        # What it holds of drafts is for nobody else to read.
        is_private = not hasattr(os, "getuid") or (
            found.st_uid == os.getuid() and not found.st_mode & 0o077
        )
        if not is_private:
            return None
        cls(own).prune(_SITES, _MOST_SITES)
        return cls(own / _SITES / digest_of(os.fsencode(out)).hex()[:32], own)

    @property
    def reports(self) -> Path:
        """Where faults of the program are reported; no value of the cache stands there."""
        return self._folder / "faults"

    def get(self, name: str, key: bytes, most: int = _LARGEST) -> bytes | None:
        """The value stored under the name with that key, None where it is absent or damaged.

        What has more than ``most`` bytes is not read.
        """
        content = None if self._is_linked(name) else read_plainly(self._folder / name, most)
        if content is None:
            return None
        head, value = content[: 2 * _DIGEST_BYTES], content[2 * _DIGEST_BYTES :]
        if head != _head(key, value):
            return None
        with suppress(OSError):
            # Its time says when it was last used, by which prune chooses.
            os.utime(self._folder / name)
        return value

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Store the value; where the folder cannot be written, the next run makes it again."""
        with suppress(OSError):
            if not self._is_linked(name):
                # What a loss of power leaves of it does not read back.
                write_atomically(self._folder / name, _head(key, value) + value, flushed=False)

    def prune(self, folder: str, most: int) -> None:
        """Delete the entries of a folder but the ``most`` that were used last."""
        with suppress(OSError):
            files = sorted(
                () if self._is_linked(folder) else (self._folder / folder).iterdir(),
                key=lambda file: file.stat().st_mtime,
                reverse=True,
            )
            for file in files[most:]:
                shutil.rmtree(file) if file.is_dir() else file.unlink()

    def _is_linked(self, name: str) -> bool:
        # A repository can hold a link in place of any of these folders.
        inner = (self._folder / name).relative_to(self._own)
        return is_behind_link(self._own, inner)


def is_behind_link(root: Path, inner: Path) -> bool:
    """Whether one of the folders between ``root`` and the file at ``inner`` in it is a link."""
    return any((root / part).is_symlink() for part in inner.parents[:-1])


def read_plainly(file: Path, most: int) -> bytes | None:
    """The bytes of a plain file of at most that size, None for anything else."""
    try:
        # Before it is opened, since opening a device may already do something.
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with os.fdopen(os.open(file, os.O_RDONLY | _PLAINLY), "rb") as opened:
            plain = stat.S_ISREG(os.fstat(opened.fileno()).st_mode)
            content = opened.read(most + 1) if plain else None
    except OSError:
        return None
    return content if content is not None and len(content) <= most else None


def _head(key: bytes, value: bytes) -> bytes:
    return digest_of(key) + digest_of(value)
