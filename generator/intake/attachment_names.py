"""Names for attachments: safe on every system, and the same for the same input."""

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from generator.chinese.widths import composed
from generator.file_names import folded_name, is_safe_name
from generator.privacy.personal_numbers import find_personal, masked_text

# What stands for something else in links, shells and file systems.
_UNSAFE = re.compile(r"[^\w＊\-.]+")
_DASHES = re.compile(r"-{2,}")
_LONGEST = 150
_DIGEST = 8


def attachment_names(files: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The names of the files, each path to its item and ending: "attachments/05-签到表.pdf".

    Where two would have one name, the name of their folder stands before it.
    """
    names: dict[str, str] = {}
    short = {path: _name(path, item, suffix, steps=1) for path, (item, suffix) in files.items()}
    for path, (item, suffix) in sorted(files.items()):
        name = short[path]
        if _is_taken(name, short.values()):
            name = _name(path, item, suffix, steps=2)
        if _is_taken(name, names.values(), most=0):
            name = with_digest(name, path)
        names[path] = name
    return {path: f"attachments/{name}" for path, name in names.items()}


def _is_taken(name: str, names: Collection[str], *, most: int = 1) -> bool:
    return sum(folded_name(name) == folded_name(other) for other in names) > most


def _name(path: str, item: str, suffix: str, *, steps: int) -> str:
    parts = PurePosixPath(path).parts[-steps:]
    stem = "-".join((*parts[:-1], PurePosixPath(parts[-1]).stem))
    stem = masked_text(stem, find_personal(stem))
    stem = _DASHES.sub("-", _UNSAFE.sub("-", composed(stem, "NFKC"))).strip("-.")
    name = f"{item}-{stem}{suffix}" if stem else f"{item}{suffix}"
    if len(name.encode()) > _LONGEST:
        short = name.encode()[: _LONGEST - _DIGEST - 8].decode(errors="ignore")
        name = with_digest(short + suffix, path)
    return name if is_safe_name(name) else with_digest(f"{item}{suffix}", path)


def with_digest(name: str, path: str) -> str:
    """The name told apart from others by what it stands for."""
    digest = hashlib.sha256(path.encode()).hexdigest()[:_DIGEST]
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{digest}{dot}{suffix}"
