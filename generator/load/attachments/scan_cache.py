"""What scans of attachments found, cached by digest and ending: a file is scanned once."""

import hashlib
import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from generator import __version__
from generator.cache import Cache, digest_of, version_of
from generator.load.attachments.file_types import HEAD, is_of_type, seen_type
from generator.load.attachments.listed import listed_file
from generator.load.attachments.scan import (
    Unsearchable,
    fingerprint_and_damage,
    personal_in,
    refuse_large_picture,
    size_in,
)
from generator.load.attachments.scan_process import SCANNER, FileTooCostly, most_seconds
from generator.load.attachments.search import PUPILS, Found
from generator.model.attachment import OUT_OF_TIME, SCANNED, TOO_COSTLY, Refusal
from generator.model.passage import POSITION, SCAN
from generator.model.picture import FINGERPRINT_BYTES, Size
from generator.privacy.personal_numbers import PersonalKind

# Raised when files are scanned in another way; the readers' versions stand in the key beside it.
_EDITION = 10
_READERS = ("pillow", "pypdf", "xlrd")
# Processor time for all files of a county that are not cached.
_MOST_FOR_COUNTY = 40.0
# Bounds what is stored and reported of one file.
_MOST_FOUND = 1000
_LONGEST_TEXT = 500
_LARGEST_SIDE = 10_000_000
_LARGEST_ENTRY = 10_000_000
_KINDS = frozenset([*PersonalKind, POSITION, PUPILS])


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
        stored = cache and cache.get(self._name, _key(), most=_LARGEST_ENTRY)
        self._earlier = _from_json(stored) if stored else {}
        self._spent = 0.0
        # Stored in place of the earlier ones, so that results of deleted files do not pile up.
        self._now: dict[str, ScanResult] = {}

    def scan(self, file: Path) -> tuple[str, ScanResult]:
        """The file's SHA-256 in hexadecimal digits, and what is in the file."""
        listed = listed_file(file)
        content = b"" if listed is not None else file.read_bytes()
        digest = hashlib.sha256(content).hexdigest() if listed is None else listed.digest
        # How a file is read is its ending's matter: the same bytes as text and as a picture.
        key = digest + file.suffix.lower()
        result = self._earlier.get(key) or _SCANNED.get(key)
        if result is None:
            result, lasting = self._scan(content, file.suffix.lower())
            # What a slow machine or other files are to blame for is tried again the next time.
            if not lasting:
                return digest, result
            _SCANNED[key] = result
        self._now[key] = result
        return digest, result

    def scan_handed(self, content: bytes, suffix: str) -> ScanResult:
        """What is in a file that lies in no county's folder yet."""
        key = hashlib.sha256(content).hexdigest() + suffix
        if (known := _SCANNED.get(key)) is not None:
            return known
        result, lasting = self._scan(content, suffix)
        if lasting:
            _SCANNED[key] = result
        return result

    def _scan(self, content: bytes, suffix: str) -> tuple[ScanResult, bool]:
        if self._spent > _MOST_FOR_COUNTY:
            return ScanResult((), OUT_OF_TIME), False
        try:
            answer = SCANNER.ask(content, suffix)
            self._spent += answer.seconds
            return _result(*answer.found), True
        except FileTooCostly as error:
            self._spent += most_seconds(len(content))
            return ScanResult((), TOO_COSTLY), error.lasting
        # What the worker says is no more trusted than the file that it read.
        except _MALFORMED:
            return ScanResult((), TOO_COSTLY), True

    def store(self) -> None:
        """Store the results, unless they are those of the last run."""
        if self._cache is not None and self._now != self._earlier:
            self._cache.put(self._name, _key(), _to_json(self._now))


def known_scan(digest: str, suffix: str) -> list[Any] | None:
    """What this run knows of a file, as JSON."""
    result = _SCANNED.get(digest + suffix)
    return None if result is None else to_row(result)


def remember_scan(digest: str, suffix: str, row: Any) -> bool:
    """Take what another run found in a file for known; whether it reads as such."""
    try:
        _SCANNED[digest + suffix] = _result(*row)
    except _MALFORMED:
        return False
    return True


def forget_scans() -> None:
    """Forget what was scanned: another run begins in this process."""
    _SCANNED.clear()


def _key() -> bytes:
    versions = [f"{library} {version_of(library)}" for library in _READERS]
    return digest_of(*(part.encode() for part in (__version__, str(_EDITION), *versions)))


def scan_content(content: bytes, suffix: str) -> ScanResult:
    """Search a file and look at it. Only a worker does that: a hostile file may end it."""
    found: list[Found] = []
    trouble = ""
    head = content[:HEAD]
    mistyped = not is_of_type(suffix, head)
    try:
        refuse_large_picture(content, suffix)
    except Unsearchable as error:
        return ScanResult((), error.reason, mistyped, seen_type(head))
    try:
        found.extend(personal_in(content, suffix))
    except Unsearchable as error:
        trouble = error.reason
    if any(one.kind == SCAN for one in found):
        trouble = trouble or SCANNED
        found = [one for one in found if one.kind != SCAN]
    picture, damage = fingerprint_and_damage(content, suffix)
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


def to_row(result: ScanResult) -> list[Any]:
    """The result as JSON, as a worker answers it and the cache holds it."""
    found = islice(dict.fromkeys(result.found), _MOST_FOUND)
    return [
        [[text[:_LONGEST_TEXT] for text in passage] for passage in found],
        result.trouble,
        [result.mistyped, result.seen, result.damage],
        result.picture,
        [result.size.width, result.size.height] if result.size else [],
    ]


def _to_json(results: dict[str, ScanResult]) -> bytes:
    return json.dumps({key: to_row(result) for key, result in results.items()}).encode()


def _from_json(content: bytes) -> dict[str, ScanResult]:
    """The results of an earlier run, none where anything does not read as such."""
    try:
        rows: dict[str, Any] = json.loads(content)
        return {key: _result(*row) for key, row in rows.items()}
    except _MALFORMED:
        return {}


_MALFORMED = (ValueError, TypeError, AttributeError, RecursionError, OverflowError)


def _result(found: Any, trouble: Any, content: Any, picture: Any, size: Any) -> ScanResult:
    """The result of a row that may be anything. Raises one of _MALFORMED."""
    passages = tuple(
        Found(_kind(kind), _text(masked), _text(place)) for kind, masked, place in found
    )
    mistyped, seen, damage = content
    if len(bytes.fromhex(picture)) not in (0, FINGERPRINT_BYTES) or len(found) > _MOST_FOUND:
        raise ValueError(picture)
    return ScanResult(
        found=passages,
        trouble=_text(trouble),
        mistyped=bool(mistyped),
        seen=_text(seen),
        picture=_text(picture),
        size=_size(*size) if size else None,
        damage=None if damage is None else Refusal(damage),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > max(_LONGEST_TEXT, 2 * FINGERPRINT_BYTES):
        raise ValueError
    # Raises for half of a pair of surrogates, which no report could hold.
    value.encode()
    return value


def _kind(value: Any) -> str:
    if value not in _KINDS:
        raise ValueError(value)
    return str(value)


def _size(width: Any, height: Any) -> Size:
    if (
        type(width) is not int
        or type(height) is not int
        or not (0 < min(width, height) <= max(width, height) < _LARGEST_SIDE)
    ):
        raise ValueError(width, height)
    return Size(width, height)


# What was scanned in this run: a site in two forms, or a check after a mend, asks again.
_SCANNED: dict[str, ScanResult] = {}
