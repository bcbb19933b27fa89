"""A disk that is full or closed, said in a sentence."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.errors import SiteError
from generator.model.message import N_, Message

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# A process that ended, and a library that copies many files, give the number in a text alone.
_NUMBER = re.compile(r"\[Errno (\d+)\]|\(os error (\d+)\)")


@contextmanager
def disk_faults(out: Path) -> Iterator[None]:
    """Raise SiteError for what the disk or its rights refuse where ``out`` is published.

    Other errors pass as they are.
    """
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else ""
        if (full := full_disk(str(error), name or str(out))) is not None:
            raise SiteError(full) from error
        if error.errno == errno.EROFS or (name and _is_beside(Path(name), out)):
            values = {"place": name or str(out), "reason": error.strerror or ""}
            raise SiteError(Message(_NOT_WRITTEN, values)) from error
        raise


def full_disk(text: str, place: str) -> Message | None:
    """The sentence for an error, or the output of a program, that says so; None for any other."""
    numbers = {int(first or second) for first, second in _NUMBER.findall(text)}
    return Message(_DISK_FULL, {"place": place}) if numbers & _FULL else None


def _is_beside(place: Path, out: Path) -> bool:
    """Whether the place belongs to publishing: the folder, those around it, and what is built."""
    if place in (out, *out.parents):
        return True
    first = place.relative_to(out.parent).parts[0] if out.parent in place.parents else ""
    return first == out.name or first.startswith(f".{out.name}.")


_DISK_FULL = N_(
    "Nothing was published: the disk is full, or a limit of space is reached ({place}). Make room "
    "and run the command again; what was published before still stands."
)
_NOT_WRITTEN = N_(
    "Nothing was published: {place} cannot be written. You may not have the right, the disk may "
    "be read-only, or something else may have that name. What was published before still "
    "stands.\nThe system says: {reason}"
)
