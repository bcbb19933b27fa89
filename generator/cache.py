"""A cache of values that are costly to make, keyed by a digest of all they are made from.

An entry has a name and a key; one of the same name replaces it. A value is bytes: JSON or an archive, never a pickle, since whoever can write here could then run code.
An entry that is cut, altered, of another key or cannot be read counts as absent.
"""

import hashlib
import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.atomic_write import write_atomically

FOLDER_VARIABLE = "TAIZHANG_CACHE"
"""The environment variable that names another folder than the project's own."""

_FOLDER = ".cache/taizhang"
_DIGEST_BYTES = 32


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

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_project(cls, root: Path) -> "Cache":
        """The cache of a project folder, or the one that the environment names."""
        named = os.environ.get(FOLDER_VARIABLE)
        return cls(Path(named) if named else root / _FOLDER)

    @property
    def reports(self) -> Path:
        """Where faults of the program are reported; no value of the cache stands there."""
        return self._folder / "faults"

    def get(self, name: str, key: bytes) -> bytes | None:
        """The value stored under the name with that key, None where it is absent or damaged."""
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
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
            write_atomically(self._folder / name, _head(key, value) + value)

    def prune(self, folder: str, most: int) -> None:
        """Delete the entries of a folder but the ``most`` that were used last."""
        with suppress(OSError):
            files = sorted(
                (self._folder / folder).iterdir(),
                key=lambda file: file.stat().st_mtime,
                reverse=True,
            )
            for file in files[most:]:
                file.unlink()


def _head(key: bytes, value: bytes) -> bytes:
    return digest_of(key) + digest_of(value)
