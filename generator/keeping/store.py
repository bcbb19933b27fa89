"""Files of kept lines: given back under the key they were kept with, and whole.

JSON, never pickle: whoever could write here could otherwise run what he likes.
"""

import hashlib
import os
from pathlib import Path

FOLDER = ".cache/taizhang/check"
_LINE_END = b"\n"


class Store:
    """The kept files of one project; what cannot be read or written is as if not there."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def has(self, name: str) -> bool:
        """Whether anything is kept under the name."""
        return (self._folder / name).exists()

    def find(self, name: str, key: bytes) -> list[bytes] | None:
        """The lines kept under the name and the key, None for none."""
        try:
            head, *lines = (self._folder / name).read_bytes().split(_LINE_END)
        except OSError:
            return None
        return lines if head == _head(key, lines) else None

    def keep(self, name: str, key: bytes, lines: list[bytes]) -> None:
        """Keep the lines, none of which has a line end in it."""
        beside = self._folder / f"{name}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_LINE_END.join([_head(key, lines), *lines]))
            beside.replace(self._folder / name)
        except OSError:
            # Where nothing can be kept, the next run does its work again.
            beside.unlink(missing_ok=True)


def _head(key: bytes, lines: list[bytes]) -> bytes:
    """The key, and the digest by which lines that were cut or altered are known."""
    return f"{key.hex()} {hashlib.sha256(_LINE_END.join(lines)).hexdigest()}".encode()
