"""Names of attachments as an officer writes them into a cell."""

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from generator.chinese.widths import bare_name

_PARTS = re.compile(r"([、，,;；\s]+)")
# A file's name may have spaces and commas of its own: so many parts at the most.
_MOST_PARTS = 8


def names_apart(text: str, files: Collection[str]) -> Iterator[str]:
    """The names in the text; one of the files whose name has spaces or commas stays whole."""
    parts = _PARTS.split(text)
    known = _bare_names(files) if len(parts) > 1 else set()
    at = 0
    while at < len(parts):
        # Names stand at even places, with what is between them at odd ones.
        ends = range(min(len(parts), at + 2 * _MOST_PARTS - 1), at + 1, -2)
        whole = (end for end in ends if bare_name("".join(parts[at:end])) in known)
        end = next(whole, at + 1)
        if name := "".join(parts[at:end]):
            yield name
        at = end + 1


def _bare_names(files: Collection[str]) -> set[str]:
    paths = [PurePosixPath(file) for file in files]
    return {bare_name(name) for path in paths for name in (str(path), path.name, path.stem)}


def named_attachments(text: str, attachments: Collection[str]) -> list[tuple[str, str]] | None:
    """What each name in the text is called and where it leads; None unless all are attachments.

    ``attachments`` are those that the county has, as attachments/name.
    """
    found = []
    for name in names_apart(text, attachments):
        same = [target for target in sorted(attachments) if _same(name, target)]
        if len(same) != 1:
            return None
        found.append((PurePosixPath(same[0]).stem, same[0]))
    return found or None


def _same(name: str, target: str) -> bool:
    path = PurePosixPath(target)
    return bare_name(name) in (bare_name(target), bare_name(path.name), bare_name(path.stem))
