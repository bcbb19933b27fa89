"""Names of files: which are safe on every system, and which clash on some."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\<>:"|?*\x00-\x1f\x7f]')
# Names that mean a device on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
# Unicode categories that show nothing: controls, formats, unassigned, surrogates, separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
# In bytes: file systems allow 255, and a file that is being written has a longer name.
_LONGEST = 200


def is_safe_name(step: str) -> bool:
    """Whether a file of this name can exist, and is visible, on every system."""
    hidden = any(unicodedata.category(letter) in _INVISIBLE for letter in step)
    # Windows drops dots and spaces at the end; a dash in front reads as an option.
    edges = step != step.strip(" \u3000") or step.endswith(".") or step.startswith((".", "-"))
    odd = _FORBIDDEN.search(step) or _DEVICES.fullmatch(step)
    composed = unicodedata.normalize("NFC", step) == step
    short = len(step.encode("utf-8", "surrogateescape")) <= _LONGEST
    return bool(step) and composed and short and not (hidden or edges or odd)


def can_be_written(path: str) -> bool:
    """Whether the path can stand in a text: it has no control characters, and its bytes are UTF-8."""
    # What is no UTF-8 in a name on the disk, such as GBK, Python gives as lone surrogates.
    return all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in path)


def foreign_kind(path: str) -> str:
    """What of a project, and never of a county's folder, the path in such a folder leads to.

    "project", "private", "cache" or "git"; "" for what may be a county's.
    """
    for nth, step in enumerate(path.split("/")):
        # As Windows and macOS read it: without what cannot be seen, dots and spaces at its end.
        seen = "".join(sign for sign in step if unicodedata.category(sign) not in _INVISIBLE)
        name = folded_name(seen).rstrip(". ")
        if _GIT.fullmatch(name):
            return "git"
        # Folders of content may lie deeper: attachments/content/a.pdf.
        if name in _OF_A_PROJECT or (name == "content" and not nth):
            return "project"
        if name in ("private", ".cache"):
            return name.removeprefix(".")
    return ""


_OF_A_PROJECT = frozenset(
    {"rubric.yaml", "rubric.yml", "mkdocs.yaml", "mkdocs.yml", "site_templates"}
)
# With the short names that Windows gives to .git and .gitmodules; .gitkeep keeps an empty folder.
_GIT = re.compile(r"\.git(?!keep$).*|git~\d+|gitmod~\d+|gi[0-9a-f]{4}~\d+")


def printable_name(path: str) -> str:
    """Return the path with every invisible character as an escape."""
    return "".join(
        letter
        if letter.isprintable() and unicodedata.category(letter) != "Cf"
        else f"\\u{ord(letter):04x}"
        for letter in path
    )


def folded_name(path: str) -> str:
    """Return the form in which file systems that ignore case and form compare names."""
    return unicodedata.normalize("NFKC", path).casefold()
