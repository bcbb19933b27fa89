"""Files of kept lines: given back under the key they were kept with, and whole.

JSON, never pickle: whoever could write here could otherwise run what he likes.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = ".cache/taizhang/check"
_LINE_END = b"\n"


class Store:
    """The kept files of one project; what cannot be read or written is as if not there."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def has(self, name: str) -> bool:
        """Whether anything is kept under the name."""
        try:
            return (self._folder / name).exists()
        except OSError:
            return False

    def find(self, name: str, key: bytes) -> list[bytes] | None:
        """The lines kept under the name and the key, None for none."""
        try:
            head, *lines = (self._folder / name).read_bytes().split(_LINE_END)
        except OSError:
            return None
        whole = hashlib.sha256()
        for line in lines:
            whole.update(_LINE_END + line)
        return lines if head == _head(key, whole.digest()) else None

    def keep(self, name: str, key: bytes, lines: Iterable[bytes]) -> None:
        """Keep the lines, none of which has a line end in it; they are gone through once."""
        beside = self._folder / f"{name}.{os.getpid()}"
        whole = hashlib.sha256()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                # Known when all are written; it is always as long.
                file.write(_head(key, whole.digest()))
                for line in lines:
                    whole.update(_LINE_END + line)
                    file.write(_LINE_END + line)
                file.seek(0)
                file.write(_head(key, whole.digest()))
            beside.replace(self._folder / name)
        except OSError:
            # Where nothing can be kept, the next run does its work again.
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _head(key: bytes, digest: bytes) -> bytes:
    """The key, and the digest by which lines that were cut or altered are known."""
    return f"{key.hex()} {digest.hex()}".encode()
