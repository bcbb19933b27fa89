"""What was found in attachments, kept by their digests: a file is searched once."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.load.searching import Unsearchable, personal_in

FOLDER = ".cache/taizhang/attachments"
# A change of how files are searched makes what was kept void.
_EDITION = f"{__version__}-1"


@dataclass(frozen=True, slots=True)
class Result:
    """Kinds and masked texts; ``trouble`` is why the file could not be searched, "" if it was."""

    found: tuple[tuple[str, str], ...]
    trouble: str


class Searched:
    """One county's results; what cannot be read of them is made again."""

    def __init__(self, root: Path, county: str) -> None:
        self._file = root / FOLDER / f"{county}.json"
        self._kept = _read(self._file)
        self._now: dict[str, Result] = {}
        self._digests: dict[Path, str] = {}

    def look(self, file: Path) -> Result:
        """What is in the file."""
        digest = self.digest(file)
        if digest not in self._now:
            self._now[digest] = self._kept.get(digest) or _search(file)
        return self._now[digest]

    def digest(self, file: Path) -> str:
        """The file's SHA-256."""
        if file not in self._digests:
            self._digests[file] = hashlib.sha256(file.read_bytes()).hexdigest()
        return self._digests[file]

    def keep(self) -> None:
        """Write the results for the next run, where they are not what was kept."""
        if self._now == self._kept:
            return
        results = {key: [one.found, one.trouble] for key, one in self._now.items()}
        text = json.dumps({"edition": _EDITION, "results": results}, ensure_ascii=False)
        beside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            # Where nothing can be kept, the next run searches again.
            beside.unlink(missing_ok=True)


def _search(file: Path) -> Result:
    found: list[tuple[str, str]] = []
    try:
        found.extend(personal_in(file))
    except Unsearchable as error:
        return Result(tuple(found), error.reason)
    return Result(tuple(found), "")


def _read(file: Path) -> dict[str, Result]:
    try:
        document: Any = json.loads(file.read_text(encoding="utf-8"))
        if document["edition"] != _EDITION:
            return {}
        return {
            key: Result(tuple((str(kind), str(masked)) for kind, masked in found), str(trouble))
            for key, (found, trouble) in document["results"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
