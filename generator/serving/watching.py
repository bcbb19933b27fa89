"""Which files of a project were saved: their times and sizes, looked at again and again.

That works on every system, network drives too, and needs no library.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# In seconds. Where looking takes long, on a network drive, it is done as seldom as costs a tenth.
_PAUSE = 0.12
_SHARE = 10
# A save may be several writes: what is built is what stands once nothing changes any more.
_QUIET = 0.04
_LONGEST = 1.0

Seen = Mapping[str, tuple[int, int]]


class Watcher:
    """Looks at files and folders of a project, by their paths in it."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self._root = root
        self._paths = tuple(paths)
        self._cost = 0.0
        self._seen = self._look()

    def wait(self) -> frozenset[str]:
        """The paths of files that came, went or changed since the last time; waits for the first."""
        changed: frozenset[str] = frozenset()
        while not changed:
            time.sleep(max(_PAUSE, self._cost * _SHARE))
            changed = self.changed()
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            time.sleep(_QUIET)
            more = self.changed()
            if not more:
                break
            changed |= more
        return changed

    def changed(self) -> frozenset[str]:
        """The paths of files that came, went or changed since the last time."""
        before, self._seen = self._seen, self._look()
        return frozenset(path for path, _ in before.items() ^ self._seen.items())

    def _look(self) -> Seen:
        begun = time.monotonic()
        seen = dict(entry for path in self._paths for entry in _below(self._root, path))
        self._cost = time.monotonic() - begun
        return seen


def _below(root: Path, path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The file, or the files in the folder and those below it, of which no link is followed."""
    name = path.rpartition("/")[2]
    # What editors and systems write beside a file is none of its saves.
    if name.startswith((".", "~$")):
        return
    place = root / path
    try:
        if place.is_dir() and not place.is_symlink():
            with os.scandir(place) as entries:
                names = [entry.name for entry in entries]
            for inner in names:
                yield from _below(root, f"{path}/{inner}")
            return
        about = place.lstat()
    # Gone between the two: it is looked for again soon.
    except OSError:
        return
    yield path, (about.st_mtime_ns, about.st_size)
