"""What a finding rests on, as one digest: bytes of files and folders, program and Python."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.installed import version_of

PROGRAM = Path(__file__).parent.parent
LIBRARIES = ("markdown-it-py", "nh3", "pillow", "pydantic", "pypdf", "pyyaml")
"""The outside libraries that reading and checking rest on; the rest draw pages."""

# Sources, and the sentences that they say.
_OURS = (b".py", b".mo")
_CHUNK = 65_536


class LinkedFolder(OSError):
    """A link leads to a folder: what it holds is not told by where it is."""


def digest_of(*parts: bytes) -> bytes:
    """One digest of several texts, each told from the next."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.digest()


def folder_digest(folder: Path) -> bytes:
    """The digest of every name, kind and byte in the folder, or that it is not there.

    Links to files are told by where they lead and never followed. Raises OSError, for a link
    to a folder as well.
    """
    try:
        kind = folder.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return digest_of()
    if stat.S_ISLNK(kind):
        raise LinkedFolder(folder)
    return digest_of(*(_inside(os.fsencode(folder), b"") if stat.S_ISDIR(kind) else [b"other"]))


@cache
def program_digest() -> bytes:
    """The digest of our own sources and sentences, the libraries beneath them, and Python."""
    libraries = [f"{name} {version_of(name)}".encode() for name in LIBRARIES]
    return digest_of(sys.version.encode(), *libraries, *_ours(os.fsencode(PROGRAM)))


def _ours(folder: bytes) -> Iterator[bytes]:
    for one in _listed(folder):
        if one.name.endswith(_OURS):
            yield one.name
            yield _content(one.path)
        elif one.is_dir():
            yield one.name
            yield from _ours(one.path)


def _inside(folder: bytes, above: bytes) -> Iterator[bytes]:
    yield b"folder"
    for one in _listed(folder):
        name = above + b"/" + one.name
        yield name
        if one.is_symlink():
            if one.is_dir():
                raise LinkedFolder(one.path)
            # Some files are asked for alone whether they are there.
            there = b"link " if one.is_file() else b"dead "
            yield there + os.fsencode(Path(os.fsdecode(one.path)).readlink())
        elif one.is_dir():
            yield from _inside(one.path, name)
        else:
            yield b"file " + _content(one.path) if one.is_file() else b"other"


def _listed(folder: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda one: one.name)


def _content(path: bytes) -> bytes:
    """The digest of the file's bytes."""
    whole = hashlib.sha256()
    # Most files are one chunk: a buffer would cost more, and so would a Path.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
    return whole.digest()
