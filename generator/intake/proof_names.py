"""Names of attachments as an officer writes them into a cell."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from generator.chinese.widths import bare_name

_PARTS = re.compile(r"[、，,;；\s]+")


def named_attachments(text: str, attachments: Collection[str]) -> list[tuple[str, str]] | None:
    """What each name in the text is called and where it leads; None unless all are attachments.

    ``attachments`` are those that the county has, as attachments/name.
    """
    names = [name for name in _PARTS.split(text) if name]
    found = []
    for name in names:
        same = [target for target in sorted(attachments) if _same(name, target)]
        if len(same) != 1:
            return None
        found.append((PurePosixPath(same[0]).stem, same[0]))
    return found or None


def _same(name: str, target: str) -> bool:
    path = PurePosixPath(target)
    return bare_name(name) in (bare_name(target), bare_name(path.name), bare_name(path.stem))
