"""Files whose name says that they are a copy of one beside them."""

import re
from collections.abc import Container
from pathlib import Path

from generator.load.files import LARGEST_TEXT, is_plain_file

# What Windows, WPS, macOS and browsers put into the name of a copy, and what editors put behind it.
_MARKS = re.compile(
    r"^(?:复件|副本|copy of)\s*[-_]?\s*"
    r"|\s*[-_]?\s*(?:的?副本|复件|拷贝|copy)\s*\d*(?=\.|$|\s*[(（])"
    r"|\s*[(（]\d+[)）]|~$|\.(?:bak|orig|old)$",
    re.IGNORECASE,
)


def original_of(name: str, names: Container[str]) -> str | None:
    """The one of the names that the file is a copy of, None where it is none.

    Only what stands beside its original is a copy: else the mark is all that is wrong.
    """
    bare = _MARKS.sub("", name).strip()
    return bare if bare != name and bare in names else None


def copy_values(copy: Path, original: str) -> dict[str, str]:
    """What a finding says of a copy: its name, the original's, and whether both say the same."""
    same = _bytes(copy) == _bytes(copy.with_name(original))
    return {"written": copy.name, "original": original, "same": "yes" if same else ""}


def _bytes(file: Path) -> bytes:
    """The file's bytes with plain line ends, its name where it is no file: that is like no other."""
    if not is_plain_file(file) or file.stat().st_size > LARGEST_TEXT:
        return file.name.encode(errors="surrogateescape")
    return file.read_bytes().replace(b"\r\n", b"\n")
