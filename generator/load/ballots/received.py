"""What was received of each judge: every version, in a file of its own that is never changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

RECEIVED = "received"
# To the microsecond: what two people receive in the same second has two names.
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(\d{2,6})-(\d{8}T\d{12})(?:-([a-z]+))?\.(yaml|xlsx|json)")


@dataclass(frozen=True, slots=True)
class Version:
    """A version by its number, when it came, and its ballot, None where receiving was cut short."""

    number: int
    time: datetime
    ballot: Path | None
    sheets: tuple[Path, ...]


def received_versions(private: Path, judge: str) -> tuple[Version, ...]:
    """The versions of a judge in their order."""
    found: dict[tuple[int, str], list[Path]] = {}
    for file, number, stamp in _files(private / RECEIVED / judge):
        found.setdefault((number, stamp), []).append(file)
    return tuple(
        Version(
            number=number,
            time=datetime.strptime(stamp, _STAMP).astimezone(),
            ballot=next((file for file in files if file.suffix == ".yaml"), None),
            sheets=tuple(file for file in files if file.suffix != ".yaml"),
        )
        for (number, stamp), files in sorted(found.items())
    )


def version_path(judge: str, number: int, time: datetime, suffix: str) -> str:
    """The path of a file of a version in the private folder; ``suffix`` as in -first.xlsx."""
    return f"{RECEIVED}/{judge}/{number:02}-{time.strftime(_STAMP)}{suffix}"


def _files(folder: Path) -> Iterator[tuple[Path, int, str]]:
    for file in sorted(folder.glob("[0-9]*")):
        if match := _NAME.fullmatch(file.name):
            yield file, int(match[1]), match[2]
