"""Attachments that lie elsewhere: in the filing tool a county's files are known by size and digest alone.

In their place stands an empty file, so that names are read as everywhere.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ListedFile:
    """How large a file is, and the SHA-256 of its content in hexadecimal digits."""

    size: int
    digest: str


_LISTED: dict[Path, ListedFile] = {}


def list_file(file: Path, listed: ListedFile) -> None:
    """Put an empty file in the place of one that lies elsewhere."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    _LISTED[file] = listed


def unlist(file: Path) -> None:
    """The file is there itself from now on, or gone."""
    _LISTED.pop(file, None)


def listed_file(file: Path) -> ListedFile | None:
    """What is known of a file that lies elsewhere, None for one that is there."""
    return _LISTED.get(file)


def size_of_file(file: Path) -> int:
    """How many bytes the file has, wherever it lies."""
    listed = _LISTED.get(file)
    return file.stat().st_size if listed is None else listed.size


def digest_of_file(file: Path) -> str:
    """The SHA-256 of the file in hexadecimal digits, wherever it lies."""
    listed = _LISTED.get(file)
    return hashlib.sha256(file.read_bytes()).hexdigest() if listed is None else listed.digest
