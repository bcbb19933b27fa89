"""Files of open data: what can be taken away from a site."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file under ``data/``; ``title`` says in Chinese what it holds.

    The content is in pieces of whole lines: those of a hundred counties are never joined.
    """

    name: str
    title: str
    content: tuple[bytes, ...]
    size: int
    digest: str


def data_file(name: str, title: str, content: Iterable[bytes]) -> DataFile:
    """The file with its size in bytes and its SHA-256."""
    pieces, digest = tuple(content), hashlib.sha256()
    for one in pieces:
        digest.update(one)
    return DataFile(name, title, pieces, sum(map(len, pieces)), digest.hexdigest())
