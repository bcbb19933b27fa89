"""Names of files: which are the same on every system, and which are one file on some."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\<>:"|?*\x00-\x1f\x7f]')
# Names that mean a device on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
# Controls, what has no shape or no meaning, and bytes that are no text at all.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
_LONGEST = 200


def is_safe_name(step: str) -> bool:
    """Whether a file of the name is the same on every system, and is seen on all of them."""
    hidden = any(unicodedata.category(letter) in _UNSEEN for letter in step)
    edges = step != step.strip(" \u3000") or step.endswith(".") or step.startswith((".", "-"))
    odd = _FORBIDDEN.search(step) or _DEVICES.fullmatch(step)
    composed = unicodedata.normalize("NFC", step) == step
    short = len(step.encode("utf-8", "surrogateescape")) <= _LONGEST
    return bool(step) and composed and short and not (hidden or edges or odd)


def printable_name(path: str) -> str:
    """The path with every letter that is not seen written out."""
    return "".join(
        letter
        if letter.isprintable() and unicodedata.category(letter) != "Cf"
        else f"\\u{ord(letter):04x}"
        for letter in path
    )


def folded_name(path: str) -> str:
    """The form in which file systems that fold names take two of them for one."""
    return unicodedata.normalize("NFKC", path).casefold()
