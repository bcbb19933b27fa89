"""What a published folder held when it was written, so that a file that stands is not made again."""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.cache import Cache, digest_of
from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.stored_types import StoredType

_NAME = "files"
# A file may change unseen within a tick of the clock that file systems use; some have whole seconds.
_TICK, _SECONDS = 20_000_000, 2_100_000_000
_SECOND = 1_000_000_000

Stamp = tuple[int, int, int, int]
"""Size, inode, and in nanoseconds when content and when anything of the file was changed."""

Known = tuple[str, dict[str, tuple[str, Stamp]]]
"""What a site was made from, and of each of its files the SHA-256 and the stamp, by path."""

_KNOWN = StoredType[Known](Known)


class Outputs:
    """The files of one published folder, and of the one that is to take its place.

    ``out`` is resolved; ``cache`` is that of the folder alone, None where nothing is remembered.
    ``written`` are the SHA-256 of the new folder's files that are known already, by path.
    ``made_from`` is a digest of all that the new site is made from, "" where that is not known.
    The published folder ``stands`` where it is just what would take its place.
    """

    def __init__(self, out: Path, cache: Cache | None) -> None:
        self._out, self.cache = out, cache
        self._key = digest_of(os.fsencode(out))
        self._made_from, self._known = self._read()
        self._reused: dict[str, Stamp] = {}
        self._stamps: dict[str, Stamp] = {}
        self.written: dict[str, str] = {}
        self.made_from = ""
        self.stands = False

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file of the published folder, None for what is no regular file."""
        reused = self._reused.get(path)
        # A second name has changed the last of its times alone.
        if reused and (now := stamp_of(f"{self._out}/{path}")) and now[:3] == reused[:3]:
            return self.written[path]
        return self._seen(path)[0]

    def recorded_digest(self, path: str) -> str | None:
        """The SHA-256 of a file of the published folder as it was written, None for others."""
        return self._known[path][0] if path in self._known else None

    def reuse(self, files: Mapping[str, str]) -> bool:
        """Take published files for the new site; False where one is not as it was written."""
        seen = {path: self._seen(path) for path in files}
        if any(seen[path][0] != digest for path, digest in files.items()):
            return False
        self._reused |= {path: stamp for path, (_, stamp) in seen.items() if stamp}
        self.written |= files
        return True

    def keep_standing(self, building: Path) -> bool:
        """Whether the published folder stands, since nothing in ``building`` would change it."""
        self.stands = (
            bool(self.made_from)
            and self.made_from == self._made_from
            and all(stamp_of(f"{self._out}/{path}") == at for path, (_, at) in self._known.items())
            and not any(files_in(building))
        )
        return self.stands

    def put_reused(self, building: Path) -> None:
        """Put what was taken of the published folder into the new one. Raises SiteError."""
        for folder in {path.rpartition("/")[0] for path in self._reused}:
            (building / folder).mkdir(parents=True, exist_ok=True)
        for path, then in self._reused.items():
            source, target = f"{self._out}/{path}", f"{building}/{path}"
            put_same(source, target)
            now = stamp_of(target)
            # Under its second name it has another time of change alone; a copy is another file.
            if now is None or (now[:3] != then[:3] and file_digest(target) != self.written[path]):
                raise SiteError(Message(_CHANGED, {"file": source}))

    def digests(self, folder: Path) -> dict[str, str]:
        """The SHA-256 of each file of the new folder, by path."""
        found = {}
        for path in files_in(folder):
            now = stamp_of(f"{folder}/{path}")
            digest = self.written.get(path) or file_digest(f"{folder}/{path}")
            if digest and now:
                found[path], self._stamps[path] = digest, now
        self.written = found
        return dict(found)

    def add(self, folder: Path, path: str) -> None:
        """Add a file that was written into the new folder after its ``digests`` were asked for."""
        digest, now = file_digest(f"{folder}/{path}"), stamp_of(f"{folder}/{path}")
        if digest and now:
            self.written[path], self._stamps[path] = digest, now

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
        content = _KNOWN.encode((self.made_from if len(kept) == len(self.written) else "", kept))
        if content is not None:
            self.cache.put(_NAME, self._key, content)

    def _seen(self, path: str) -> tuple[str | None, Stamp | None]:
        """The SHA-256 of a published file and its stamp, from before its content was read."""
        file = f"{self._out}/{path}"
        now, (digest, then) = stamp_of(file), self._known.get(path, ("", None))
        return (digest if now and now == then else file_digest(file)), now

    def _read(self) -> Known:
        content = None if self.cache is None else self.cache.get(_NAME, self._key)
        return (None if content is None else _KNOWN.decode(content)) or ("", {})


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


_CHANGED = N_(
    "Nothing was published, since {file} was changed while the site was being built. Run the "
    "command again; what was published before still stands."
)
