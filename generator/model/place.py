"""Where a value stands, so that every finding can name its line."""

from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

RUBRIC = "rubric.yaml"
"""What the organiser has set."""

CONTENT = "content"
"""Holds the counties, the archive and the results."""

COUNTIES = "content/counties"
"""Holds a folder a county."""

RESULTS = "content/results"
"""Holds a folder a cycle: its log and its announcements."""

PEOPLE = "deploy/people.yml"
"""Whose account is whose, for the workflows."""

ARCHIVE = "content/archive"
"""Holds a folder a past cycle: a project folder by itself."""


class Place(NamedTuple):
    """A file relative to the project folder; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    @property
    def county(self) -> str | None:
        """The county whose folder the file stands in."""
        steps = self.path.split("/")
        return steps[2] if self.path.startswith(f"{COUNTIES}/") and len(steps) > 2 else None

    @property
    def past_cycle(self) -> str | None:
        """The past cycle whose folder the file stands in, None for the current one."""
        steps = self.path.split("/")
        return steps[2] if self.path.startswith(f"{ARCHIVE}/") else None

    @property
    def item(self) -> str | None:
        """The indicator or bonus item whose evidence file this is."""
        # index.md is the county's account of its whole year.
        steps = self.path.split("/")
        if self.county is None or len(steps) != 4 or not steps[3].endswith(".md"):
            return None
        stem = steps[3].removesuffix(".md")
        return None if stem == "index" else stem


def is_in_county(folder: PurePath) -> bool:
    """Whether the folder is that of all counties or lies below it: never a project of its own."""
    # In any capitals: some systems take Content for content.
    steps = [step.casefold() for step in folder.parts]
    return ("content", "counties") in pairwise(steps)
