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


def digest_of(*parts: bytes) -> bytes:
    """One digest of several texts, each told from the next."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.digest()


def folder_digest(folder: Path) -> bytes:
    """The digest of every name, kind and byte in the folder, or that it is not there.

    Links are told by where they lead and never followed. Raises OSError.
    """
    return digest_of(*_entries(folder, b"")) if os.path.lexists(folder) else digest_of()


@cache
def program_digest() -> bytes:
    """The digest of our own sources, the libraries beneath them, and Python."""
    sources = sorted(PROGRAM.rglob("*.py"))
    libraries = [f"{name} {version_of(name)}".encode() for name in LIBRARIES]
    return digest_of(sys.version.encode(), *libraries, *(one.read_bytes() for one in sources))


def _entries(path: Path, name: bytes) -> Iterator[bytes]:
    kind = path.lstat().st_mode
    yield name
    if stat.S_ISLNK(kind):
        yield b"link " + os.fsencode(path.readlink())
    elif stat.S_ISREG(kind):
        with path.open("rb") as file:
            yield b"file " + hashlib.file_digest(file, "sha256").digest()
    elif stat.S_ISDIR(kind):
        yield b"folder"
        for one in sorted(path.iterdir()):
            yield from _entries(one, name + b"/" + os.fsencode(one.name))
    else:
        yield b"other"
