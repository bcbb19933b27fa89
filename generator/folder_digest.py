"""All that can be seen of a folder, as one digest: whether anything that is read of it was changed."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path


def folder_digest(folder: Path, *, followed: bool = False) -> bytes:
    """The SHA-256 of names, kinds and bytes of everything below the folder, and of itself.

    Where a link leads counts. What is there counts where links are ``followed``, as by what reads
    the folder; one to a folder then makes every digest another, since it might lead back.
    """
    whole = hashlib.sha256()
    for path, seen in _entries(str(folder.resolve() if followed else folder), "", followed):
        for part in (os.fsencode(path), seen):
            # With its length, so that no letter can move from a name into the content behind it.
            whole.update(len(part).to_bytes(8) + part)
    return whole.digest()


def _entries(file: str, path: str, followed: bool) -> Iterator[tuple[str, bytes]]:  # noqa: FBT001
    """What is seen of the file by its path in the folder, then of all below it, by name."""
    try:
        kind = stat.S_IFMT(os.lstat(file).st_mode)
        seen = _seen(file, kind, followed)
        below = os.listdir(file) if kind == stat.S_IFDIR else []  # noqa: PTH208 - thousands
    except OSError as error:
        seen, below = b"error %d" % (error.errno or 0), []
    yield path, seen
    for name in sorted(below):
        yield from _entries(os.path.join(file, name), f"{path}/{name}", followed)  # noqa: PTH118 - thousands


def _seen(file: str, kind: int, followed: bool) -> bytes:  # noqa: FBT001
    if kind == stat.S_IFLNK and followed:
        kind = stat.S_IFMT(os.stat(file).st_mode)  # noqa: PTH116 - thousands
        if kind == stat.S_IFDIR:
            return os.urandom(16)
    if kind == stat.S_IFREG:
        with open(file, "rb") as content:  # noqa: PTH123 - thousands
            return b"file " + hashlib.file_digest(content, "sha256").digest()
    if kind == stat.S_IFLNK:
        return b"link " + os.fsencode(os.readlink(file))  # noqa: PTH115 - thousands
    # A pipe would be waited for, a device has no end.
    return b"kind %d" % kind


def program_digest() -> bytes:
    """The SHA-256 of this program and of the versions of all libraries beside it."""
    package = Path(__file__).parent
    files = sorted(file for kind in ("*.py", "*.mo", "*.json") for file in package.rglob(kind))
    libraries = sorted(
        library.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for library in folder.iterdir()
        if library.suffix in (".dist-info", ".egg-info")
    )
    whole = hashlib.sha256(repr((sys.version, sys.platform, libraries)).encode())
    for file in files:
        content = file.read_bytes()
        whole.update(repr((file.relative_to(package).as_posix(), len(content))).encode() + content)
    return whole.digest()
