"""Characters in a county's text that nobody sees: read as seen, with the edit for --fix."""

import re

from generator.chinese.unseen import seen_text, unseen_signs
from generator.load.evidence.front_matter import head_lines
from generator.load.evidence.stray_rows import fenced_lines
from generator.model.finding import Edit, Fault
from generator.model.place import Place

# Where a link leads is never changed: a file may have that very name.
_TARGET = re.compile(
    r"(\]\((?:<[^<>\n]*>|(?:[^()\n]|\([^()\n]*\))*)\)|https?://[^\s|<>]+)", re.ASCII
)
_FEWEST_BARS = 4


def replace_unseen(text: str, path: str, faults: list[Fault]) -> str:
    """Return the text, line for line, without characters that nobody sees; a fault a line."""
    if text == seen_text(text, strict=True):
        return text
    lines = text.split("\n")
    fenced, head = fenced_lines(lines), head_lines(lines)
    for at, line in enumerate(lines):
        if at in fenced:
            continue
        strict = at in head or line.startswith("#") or line.count("|") >= _FEWEST_BARS
        pieces = _TARGET.split(line)
        seen = "".join(
            piece if nth % 2 else seen_text(piece, strict=strict)
            for nth, piece in enumerate(pieces)
        )
        if (fault := _fault(line, seen, Place(path, at + 1), pieces)) is not None:
            faults.append(fault)
        lines[at] = seen
    return "\n".join(lines)


def _fault(line: str, seen: str, place: Place, pieces: list[str]) -> Fault | None:
    if seen != line:
        pairs = enumerate(zip(line, seen, strict=False))
        first = next((nth for nth, (written, read) in pairs if written != read), len(seen))
        signs = unseen_signs("".join(pieces[::2]), seen)
        return Fault(
            "invisible-character",
            place._replace(column=first + 1),
            {"signs": signs, "link": ""},
            edit=Edit(place, line, seen),
        )
    # A link to a file has a finding of its own where it leads nowhere.
    links = "".join(piece for piece in pieces[1::2] if "://" in piece)
    seen_links = seen_text(links, strict=False)
    if links == seen_links:
        return None
    return Fault(
        "invisible-character", place, {"signs": unseen_signs(links, seen_links), "link": "yes"}
    )
