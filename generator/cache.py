"""One cache of what is costly to make, found again by what it was made from.

An entry has a name and a key; the key is a digest of everything the value rests on. A value
is bytes: JSON or an archive, never a pickle, since whoever can write here could then run code.
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

    def get(self, name: str, key: bytes) -> bytes | None:
        """The value stored under the name with that key, None for none that can be believed."""
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        head, value = content[: 2 * _DIGEST_BYTES], content[2 * _DIGEST_BYTES :]
        return value if head == _head(key, value) else None

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Store the value; where the folder cannot be written, the next run makes it again."""
        with suppress(OSError):
            write_atomically(self._folder / name, _head(key, value) + value)


def _head(key: bytes, value: bytes) -> bytes:
    return digest_of(key) + digest_of(value)
