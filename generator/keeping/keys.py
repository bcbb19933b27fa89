"""By what a check and its parts are known again: a key is the same where all it rests on is."""

import os
import stat
from pathlib import Path

from generator.keeping.digest import digest_of, folder_digest, program_digest
from generator.model.place import ARCHIVE, CONTENT, COUNTIES, RESULTS, RUBRIC

PAST = "_past"
"""The archive among the counties: no id of a county begins so."""


class Keys:
    """The keys of one project as it stood when each was first asked for.

    None stands for what cannot be told from another: nothing is kept of it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._base = self._frame()
        self._names = self._names_in(COUNTIES)
        self._beside = self._around()
        self._known: dict[str, bytes | None] = {}

    @property
    def frame_stands(self) -> bool:
        """Whether program, rubric, results and what stands beside them are what they were."""
        now = (self._frame(), self._names_in(COUNTIES), self._around())
        return (self._base, self._names, self._beside) == now

    def of(self, part: str) -> bytes | None:
        """The key of a county, or of PAST, with all that its check rests on."""
        if part not in self._known:
            self._known[part] = self._now(part)
        return self._known[part]

    def settled(self, part: str) -> bytes | None:
        """The same once the part has been read, None where it was changed meanwhile."""
        if self.of(part) != self._now(part):
            self._known[part] = None
        return self._known[part]

    def learn(self, part: str, key: bytes | None) -> None:
        """Take the key that another process has settled."""
        self._known[part] = key

    def whole(self) -> bytes | None:
        """The key of the whole check."""
        return self._together([PAST, *self._names])

    def compared(self, counties: list[str]) -> bytes | None:
        """The key of what compares those counties with one another and the past."""
        return self._together([PAST, *counties])

    def _together(self, parts: list[str]) -> bytes | None:
        keys = [self.of(one) for one in parts]
        told = [one for one in keys if one is not None]
        if self._base is None or len(told) < len(keys):
            return None
        named = [digest_of(*map(os.fsencode, names)) for names in (self._names, *self._beside)]
        return digest_of(self._base, *named, *told)

    def _frame(self) -> bytes | None:
        """What every part rests on: our program, the rubric and the results with their log."""
        file = self._root / RUBRIC
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                # A link is refused, whatever it leads to.
                return None
            rubric = file.read_bytes()
            return digest_of(program_digest(), rubric, folder_digest(self._root / RESULTS))
        except (OSError, RecursionError):
            return None

    def _around(self) -> list[list[str]]:
        """What stands at the root and beside the counties: ballots must not."""
        around = [self._names_in(folder) for folder in ("", CONTENT)]
        # The root holds hidden folders that every run may write to.
        return [[name for name in names if not name.startswith(".")] for names in around]

    def _names_in(self, folder: str) -> list[str]:
        try:
            return sorted(one.name for one in (self._root / folder).iterdir())
        except OSError:
            return []

    def _now(self, part: str) -> bytes | None:
        if self._base is None:
            return None
        path = ARCHIVE if part == PAST else f"{COUNTIES}/{part}"
        try:
            return digest_of(self._base, os.fsencode(part), folder_digest(self._root / path))
        except (OSError, RecursionError):
            return None
