"""Keys and headings that are wrong in form alone: read as suggested, with the edit for --fix."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from generator.load.evidence.front_matter import head_lines
from generator.load.evidence.markup_faults import commented_lines
from generator.load.evidence.stray_rows import fenced_lines
from generator.load.evidence.suggestions import (
    office_heading,
    suggest_heading,
    suggest_key,
    suggest_links,
    suggest_row,
)
from generator.model.codes import Code
from generator.model.finding import Edit, Fault
from generator.model.place import Place


def apply_line_edits(text: str, path: str, parts: Sequence[str], faults: list[Fault]) -> str:
    """Return the text, line for line, with keys and the headings of parts in proper form.

    A text without ``parts`` has no front matter. Parts that have their heading are left out:
    "### 目标" below it belongs to the text.
    """
    lines = text.split("\n")
    head = head_lines(lines) if parts else range(0)
    # No finding may quote a comment: they are on no page, nor in a report.
    commented = commented_lines(lines)
    fenced = {at + head.stop for at in fenced_lines(lines[head.stop :])}
    missing = [part for part in parts if not _heading(part).search(text)]
    for at in range(len(lines)):
        if at in commented:
            continue
        if at in head:
            edits = _KEY_EDITS
        elif at >= head.stop and at not in fenced:
            edits = _LINE_EDITS + (_HEADING_EDITS if missing else ())
        else:
            continue
        for code, suggest in edits:
            suggestion = suggest(lines[at], missing)
            if suggestion is not None:
                place = Place(path, at + 1)
                values = {"line": lines[at].strip(), "meant": suggestion.strip()}
                faults.append(Fault(code, place, values, edit=Edit(place, lines[at], suggestion)))
                lines[at] = suggestion
                # Of several lines that could be the heading only the first is taken for it.
                missing = [part for part in missing if suggestion != f"## {part}"]
    return "\n".join(lines)


_Suggest = Callable[[str, Collection[str]], str | None]
# What can be wrong with a line, and the line as it is meant, None for nothing; in this order.
_KEY_EDITS: tuple[tuple[Code, _Suggest], ...] = (
    ("misformed-key", lambda line, _: suggest_key(line)),
)
_LINE_EDITS: tuple[tuple[Code, _Suggest], ...] = (
    ("misformed-row", lambda line, _: suggest_row(line)),
    ("misformed-link", lambda line, _: suggest_links(line)),
)
_HEADING_EDITS: tuple[tuple[Code, _Suggest], ...] = (
    ("misformed-heading", suggest_heading),
    ("office-heading", office_heading),
)


@cache
def _heading(part: str) -> re.Pattern[str]:
    # As CommonMark reads headings: up to three spaces before, closing signs behind.
    return re.compile(rf"^ {{0,3}}##[ \t]+{re.escape(part)}[ \t#]*$", re.MULTILINE)
