"""What scans of attachments found, cached by digest and ending: a file is scanned once."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.cache import Cache, digest_of, version_of
from generator.load.attachments.file_types import HEAD, is_of_type, seen_type
from generator.load.attachments.scan import (
    Unsearchable,
    fingerprint_and_damage,
    personal_in,
    size_in,
)
from generator.load.attachments.search import Found
from generator.model.attachment import SCANNED, Refusal
from generator.model.passage import SCAN
from generator.model.picture import Size

# Raised when files are scanned in another way; the readers' versions stand in the key beside it.
_EDITION = 8
_READERS = ("pillow", "pypdf", "xlrd")


@dataclass(frozen=True, slots=True)
class ScanResult:
    """``found`` are the personal data and their places; ``trouble`` is why the file could not be searched, "" if it was.

    ``mistyped`` where the content is not of the type of the file's ending; ``seen`` is the
    type that it shows, "" for none that is known. ``picture`` is the fingerprint of a picture,
    ``size`` its size. ``damage`` is why the content proves nothing, None where it may.
    """

    found: tuple[Found, ...]
    trouble: str
    mistyped: bool = False
    seen: str = ""
    picture: str = ""
    size: Size | None = None
    damage: Refusal | None = None


class ScanCache:
    """The scans of one county's attachments; without a cache every file is scanned."""

    def __init__(self, cache: Cache | None, cycle: str, county: str) -> None:
        self._cache = cache
        self._name = f"attachments/{cycle}-{county}.json"
        self._earlier = {} if cache is None else _from_json(cache.get(self._name, _key()))
        # Stored in place of the earlier ones, so that results of deleted files do not pile up.
        self._now: dict[str, ScanResult] = {}

    def scan(self, file: Path) -> tuple[str, ScanResult]:
        """The file's SHA-256 in hexadecimal digits, and what is in the file."""
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        # How a file is read is its ending's matter: the same bytes as text and as a picture.
        key = digest + file.suffix.lower()
        if key not in self._now:
            self._now[key] = self._earlier.get(key) or _scan(content, file.suffix.lower())
        return digest, self._now[key]

    def store(self) -> None:
        """Store the results, unless they are those of the last run."""
        if self._cache is not None and self._now != self._earlier:
            self._cache.put(self._name, _key(), _to_json(self._now))


def _key() -> bytes:
    versions = [f"{library} {version_of(library)}" for library in _READERS]
    return digest_of(*(part.encode() for part in (__version__, str(_EDITION), *versions)))


def _scan(content: bytes, suffix: str) -> ScanResult:
    found: list[Found] = []
    trouble = ""
    try:
        found.extend(personal_in(content, suffix))
    except Unsearchable as error:
        trouble = error.reason
    if any(one.kind == SCAN for one in found):
        trouble = trouble or SCANNED
        found = [one for one in found if one.kind != SCAN]
    head = content[:HEAD]
    picture, damage = fingerprint_and_damage(content, suffix)
    mistyped = not is_of_type(suffix, head)
    # Of a picture under a false name that is what to say, whether it is whole or not.
    if mistyped and damage is Refusal.INCOMPLETE:
        damage = None
    return ScanResult(
        found=tuple(found),
        trouble=trouble,
        mistyped=mistyped,
        seen=seen_type(head),
        picture=picture,
        size=size_in(content, suffix),
        damage=damage,
    )


def _to_json(results: dict[str, ScanResult]) -> bytes:
    rows = {
        key: [
            result.found,
            result.trouble,
            [result.mistyped, result.seen, result.damage],
            result.picture,
            [result.size.width, result.size.height] if result.size else [],
        ]
        for key, result in results.items()
    }
    return json.dumps(rows, ensure_ascii=False).encode()


def _from_json(content: bytes | None) -> dict[str, ScanResult]:
    """The results of an earlier run, none where anything does not read as such."""
    try:
        rows: dict[str, Any] = json.loads(content or b"{}")
        return {key: _result(*row) for key, row in rows.items()}
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def _result(found: Any, trouble: Any, content: Any, picture: Any, size: Any) -> ScanResult:
    passages = tuple(Found(str(kind), str(masked), str(place)) for kind, masked, place in found)
    mistyped, seen, damage = content
    # Raises for a damaged fingerprint here, where the file can still be scanned again.
    bytes.fromhex(picture)
    return ScanResult(
        found=passages,
        trouble=str(trouble),
        mistyped=bool(mistyped),
        seen=str(seen),
        picture=str(picture),
        size=Size(*map(int, size)) if size else None,
        damage=None if damage is None else Refusal(damage),
    )
