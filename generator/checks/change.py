"""A county's change held against what it may touch: its own folder, as plain files."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.model.attachment import LARGEST, size_values
from generator.model.change import ChangedPath
from generator.model.finding import Fault
from generator.model.place import Place

COUNTIES = "content/counties/"
_DELETED = "000000"
_FORBIDDEN = re.compile(r'[\\<>:"|?*\x00-\x1f\x7f]')
# Names that mean a device on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
_PLAIN, _LINK, _SUBMODULE = "100644", "120000", "160000"


def counties_touched(paths: Iterable[ChangedPath], known: Iterable[str]) -> frozenset[str]:
    """The counties whose folders the change reaches into."""
    return frozenset(
        county for county in known for one in paths if one.path.startswith(f"{COUNTIES}{county}/")
    )


def change_faults(paths: Iterable[ChangedPath], county: str) -> Iterator[Fault]:
    """Yield what the county may not do, one fault a path: the gravest."""
    for one in paths:
        code = _code(one, f"{COUNTIES}{county}/")
        if code is not None:
            values = {
                "name": _printable(one.path),
                "folder": f"{COUNTIES}{county}/",
                "twin": "、".join(_printable(twin) for twin in one.twins),
                **size_values(one.size),
            }
            yield Fault(code, Place(_printable(one.path)), values)


def _code(one: ChangedPath, folder: str) -> str | None:
    """The gravest thing to say of the path, None for nothing."""
    inside = one.path.startswith(folder)
    there = inside and one.mode != _DELETED
    steps = one.path.removeprefix(folder).split("/")
    wrong = {
        "path-outside-county": not inside,
        "link-in-change": there and one.mode == _LINK,
        "submodule-in-change": there and one.mode == _SUBMODULE,
        "unsafe-name": there and not all(_is_safe(step) for step in steps),
        "clashing-name": there and bool(one.twins),
        "oversized-file": there and one.size > LARGEST,
        "executable-in-change": there and one.mode != _PLAIN,
    }
    return next((code for code, is_wrong in wrong.items() if is_wrong), None)


def _is_safe(step: str) -> bool:
    """Whether a file of the name is the same on every system, and is seen on all of them."""
    hidden = any(
        unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp") for letter in step
    )
    edges = step != step.strip(" \u3000") or step.endswith(".") or step.startswith((".", "-"))
    odd = _FORBIDDEN.search(step) or _DEVICES.fullmatch(step)
    composed = unicodedata.normalize("NFC", step) == step
    return bool(step) and composed and not (hidden or edges or odd) and len(step.encode()) <= 200


def _printable(path: str) -> str:
    """The path with every letter that is not seen written out."""
    return "".join(
        letter
        if letter.isprintable() and unicodedata.category(letter) != "Cf"
        else f"\\u{ord(letter):04x}"
        for letter in path
    )
