"""How much of one county's folder is read: so many files, and no longer than a minute."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from generator.model.finding import Fault
from generator.model.place import Place

# Thirty times what the largest county has handed in, and far from what would fill a disk.
MOST_FILES = 2_000
# Attachments come first, since texts are shown with the sizes of pictures; texts take moments.
ATTACHMENT_SECONDS, ALL_SECONDS = 50, 60


File = TypeVar("File")


class Allowance:
    """What may still be read of a county's folder; counted from when it is made."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def of_number(self, files: Sequence[File], place: Place, faults: list[Fault]) -> Sequence[File]:
        """The files that are read by their number; one fault for all that are left out."""
        if len(files) > MOST_FILES:
            values = {"most": str(MOST_FILES), "count": str(len(files) - MOST_FILES)}
            faults.append(Fault("oversized-folder", place, values))
        return files[:MOST_FILES]

    def in_time(
        self, files: Sequence[File], seconds: int, place: Place, faults: list[Fault]
    ) -> Iterator[File]:
        """Yield file after file until the time is over; one fault for all that are left out."""
        for at, file in enumerate(files):
            if time.monotonic() - self._began > seconds:
                values = {"seconds": str(seconds), "count": str(len(files) - at)}
                faults.append(Fault("oversized-folder", place, values))
                return
            yield file
