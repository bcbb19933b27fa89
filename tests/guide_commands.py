"""The commands of the organiser's guide, in the order in which they stand there."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from project_copy import REPOSITORY

GUIDE = REPOSITORY / "content/pages/guide"
_BLOCK = re.compile(r"^```(?:sh|bat)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A line of a block: its words, and whether it is run by a county and not by the office."""

    words: tuple[str, ...]
    county: bool

    def __str__(self) -> str:
        return " ".join(self.words)


def commands_of(page: Path) -> Iterator[Command]:
    """Yield each command of each block; a comment above them says on whose computer."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        county = False
        for line in block.splitlines():
            if line.startswith("#"):
                county = "县的电脑" in line or "county's computer" in line
                continue
            words = tuple(shlex.split(line, comments=True, posix="\\" not in line))
            if words:
                yield Command(words, county)
