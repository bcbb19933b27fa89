"""What was found in attachments, kept by digest and ending: a file is searched once."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.installed import version_of
from generator.load.attachments.file_types import HEAD, is_of_type, seen_type
from generator.load.attachments.scan import Unsearchable, fingerprint_in, personal_in, size_in
from generator.model.picture import Size

FOLDER = ".cache/taizhang/attachments"
# A change of how files are searched makes what was kept void, here or in what reads them.
_EDITION = f"{__version__}-4"
_READERS = ("pillow", "pypdf")


@dataclass(frozen=True, slots=True)
class Result:
    """Kinds and masked texts; ``trouble`` is why the file could not be searched, "" if it was.

    ``mistyped`` where the content is not of the type of the file's ending; ``seen`` is the
    type that it shows, "" for none that is known. ``picture`` is the fingerprint of a picture,
    ``size`` its size.
    """

    found: tuple[tuple[str, str], ...]
    trouble: str
    mistyped: bool = False
    seen: str = ""
    picture: str = ""
    size: Size | None = None


class ScanCache:
    """One county's results; what cannot be read of them is made again."""

    def __init__(self, root: Path, county: str) -> None:
        self._file = root / FOLDER / f"{county}.json"
        self._kept = _read(self._file)
        self._now: dict[str, Result] = {}
        self._digests: dict[Path, str] = {}
        self._heads: dict[Path, bytes] = {}

    def look(self, file: Path) -> Result:
        """What is in the file."""
        # How a file is read is its ending's matter: the same bytes as text and as a picture.
        key = self.digest(file) + file.suffix.lower()
        if key not in self._now:
            self._now[key] = self._kept.get(key) or _search(file, self._heads[file])
        return self._now[key]

    def digest(self, file: Path) -> str:
        """The file's SHA-256."""
        if file not in self._digests:
            content = file.read_bytes()
            self._heads[file] = content[:HEAD]
            self._digests[file] = hashlib.sha256(content).hexdigest()
        return self._digests[file]

    def keep(self) -> None:
        """Write the results for the next run, where they are not what was kept."""
        if self._now == self._kept:
            return
        results = {
            key: [
                one.found,
                one.trouble,
                one.mistyped,
                one.seen,
                one.picture,
                [one.size.width, one.size.height] if one.size else [],
            ]
            for key, one in self._now.items()
        }
        text = json.dumps({"edition": _edition(), "results": results}, ensure_ascii=False)
        beside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            # Where nothing can be kept, the next run searches again.
            beside.unlink(missing_ok=True)


def _edition() -> str:
    return " ".join((_EDITION, *(f"{one} {version_of(one)}" for one in _READERS)))


def _search(file: Path, head: bytes) -> Result:
    found: list[tuple[str, str]] = []
    trouble = ""
    try:
        found.extend(personal_in(file))
    except Unsearchable as error:
        trouble = error.reason
    mistyped = not is_of_type(file.suffix.lower(), head)
    return Result(
        tuple(found), trouble, mistyped, seen_type(head), fingerprint_in(file), size_in(file)
    )


def _read(file: Path) -> dict[str, Result]:
    try:
        document: Any = json.loads(file.read_text(encoding="utf-8"))
        if document["edition"] != _edition():
            return {}
        return {key: _result(*one) for key, one in document["results"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _result(found: Any, trouble: Any, mistyped: Any, seen: Any, picture: Any, size: Any) -> Result:
    passages = tuple((str(kind), str(masked)) for kind, masked in found)
    bytes.fromhex(picture)
    shape = Size(*map(int, size)) if size else None
    return Result(passages, str(trouble), bool(mistyped), str(seen), str(picture), shape)
