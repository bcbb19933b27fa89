"""What a published folder held when it was written, so that a file that stands is not made again."""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.cache import Cache, digest_of
from generator.stored_types import StoredType

_NAME = "files"
# A file may change unseen within a tick of the clock that file systems use; some have whole seconds.
_TICK, _SECONDS = 20_000_000, 2_100_000_000
_SECOND = 1_000_000_000

Stamp = tuple[int, int, int, int]
"""Size, inode, and in nanoseconds when content and when anything of the file was changed."""

_FILES = StoredType[dict[str, tuple[str, Stamp]]](dict[str, tuple[str, Stamp]])


class Outputs:
    """The files of one published folder, and of the one that is to take its place.

    ``out`` is resolved; ``cache`` is that of the folder alone, None where nothing is remembered.
    ``written`` are the SHA-256 of the new folder's files that are known already, by path.
    """

    def __init__(self, out: Path, cache: Cache | None) -> None:
        self._out, self.cache = out, cache
        self._key = digest_of(os.fsencode(out))
        self._known = self._read()
        self._stamps: dict[str, Stamp] = {}
        self.written: dict[str, str] = {}

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file of the published folder, None for what is no regular file."""
        now, reused = stamp_of(f"{self._out}/{path}"), self._stamps.get(path)
        digest, then = self._known.get(path, ("", None))
        if now and now == then:
            return digest
        # A second name has changed the last of its times alone.
        if now and reused and now[:3] == reused[:3]:
            return self.written[path]
        return file_digest(f"{self._out}/{path}")

    def reuse(self, files: Mapping[str, str], building: Path) -> bool:
        """Put the published files into the new folder; False where one is not as it was written."""
        stamps = {path: stamp_of(f"{self._out}/{path}") for path in files}
        if any(self.digest(path) != digest for path, digest in files.items()):
            return False
        for folder in {path.rpartition("/")[0] for path in files}:
            (building / folder).mkdir(parents=True, exist_ok=True)
        for path in files:
            put_same(f"{self._out}/{path}", f"{building}/{path}")
        self._stamps |= {path: stamp for path, stamp in stamps.items() if stamp}
        self.written |= files
        return True

    def digests(self, folder: Path) -> dict[str, str]:
        """The SHA-256 of each file of the new folder, by path."""
        found = {}
        for path in files_in(folder):
            then, now = self._stamps.get(path), stamp_of(f"{folder}/{path}")
            # Under its second name it has another time of change alone, unless somebody wrote to it.
            same = then is None or (now is not None and now[:3] == then[:3])
            digest = self.written.get(path) if same else None
            digest = digest or file_digest(f"{folder}/{path}")
            if digest and now:
                found[path], self._stamps[path] = digest, now
        self.written = found
        return dict(found)

    def save(self) -> None:
        """Remember the files of the folder, now that it is published."""
        if self.cache is None:
            return
        time.sleep(_TICK / _SECOND)
        now = time.time_ns()
        kept: dict[str, tuple[str, Stamp]] = {}
        for path, digest in self.written.items():
            stamp, then = stamp_of(f"{self._out}/{path}"), self._stamps.get(path)
            if stamp and then and stamp[:3] == then[:3] and _is_past(stamp, now):
                kept[path] = (digest, stamp)
        content = _FILES.encode(kept)
        if content is not None:
            self.cache.put(_NAME, self._key, content)

    def _read(self) -> dict[str, tuple[str, Stamp]]:
        content = None if self.cache is None else self.cache.get(_NAME, self._key)
        return ({} if content is None else _FILES.decode(content)) or {}


# Paths are texts: a site has many thousands, and of each little is asked.
def files_in(folder: Path) -> Iterator[str]:
    """The path in the folder of everything below it that is no folder. Raises OSError."""
    for below, _, names in os.walk(folder, onerror=refuse_unread):
        inner = below[len(str(folder)) + 1 :].replace(os.sep, "/")
        yield from (f"{inner}/{name}" if inner else name for name in names)


def refuse_unread(error: OSError) -> None:
    """Raise it: a folder that cannot be read would else be taken for an empty one."""
    raise error


def stamp_of(file: str) -> Stamp | None:
    """What tells that a regular file was changed, None for anything else."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def file_digest(file: str) -> str | None:
    """The SHA-256 of a regular file, None for anything else."""
    if stamp_of(file) is None:
        return None
    with open(file, "rb") as content:  # noqa: PTH123 - a text
        return hashlib.file_digest(content, "sha256").hexdigest()


def put_same(source: str, target: str) -> None:
    """Put a file under a second name, or a copy of it where the file system has none."""
    try:
        # It costs nothing, and the old site stays whole.
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _is_past(stamp: Stamp, now: int) -> bool:
    """Whether a later change of the file must show in its times."""
    coarse = any(when % _SECOND == 0 for when in stamp[2:])
    return now - max(stamp[2:]) >= (_SECONDS if coarse else _TICK)
