"""Keys and headings that are wrong in form alone: read as suggested, with the edit for --fix."""

import re
from collections.abc import Sequence
from functools import cache

from generator.load.evidence.markup_faults import commented_lines
from generator.load.evidence.stray_rows import fenced_lines
from generator.load.evidence.suggestions import (
    office_heading,
    suggest_heading,
    suggest_key,
    suggest_row,
)
from generator.model.codes import Code
from generator.model.finding import Edit, Fault
from generator.model.place import Place
from generator.model.rubric import Rubric

_RULE = re.compile(r"-{3,}\s*")


def apply_line_edits(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text, line for line, with keys and the headings of parts in proper form.

    Parts that have their heading are left out: "### 目标" below it belongs to the text.
    """
    lines = text.split("\n")
    head_end = _head_end(lines)
    # No finding may quote a comment: they are on no page, nor in a report.
    untouched = fenced_lines(lines) | commented_lines(lines)
    missing = [part for part in rubric.parts if not _heading(part).search(text)]
    for at, line in enumerate(lines):
        if 0 < at < head_end:
            code, suggestion = _key_edit(line)
        elif at >= head_end and at not in untouched:
            code, suggestion = _line_edit(line, missing)
        else:
            continue
        if suggestion is not None:
            place = Place(path, at + 1)
            values = {"line": line.strip(), "meant": suggestion.strip()}
            faults.append(Fault(code, place, values, edit=Edit(place, line, suggestion)))
            lines[at] = suggestion
            # Of several lines that could be the heading only the first is taken for it.
            missing = [part for part in missing if suggestion != f"## {part}"]
    return "\n".join(lines)


def _key_edit(line: str) -> tuple[Code, str | None]:
    return "misformed-key", suggest_key(line)


def _line_edit(line: str, missing: Sequence[str]) -> tuple[Code, str | None]:
    """Return what is wrong with a line of the text, and the line as it is meant, None for nothing."""
    if (suggestion := suggest_row(line)) is not None:
        return "misformed-row", suggestion
    if missing and (suggestion := suggest_heading(line, missing)) is not None:
        return "misformed-heading", suggestion
    return "office-heading", office_heading(line, missing) if missing else None


@cache
def _heading(part: str) -> re.Pattern[str]:
    # As CommonMark reads headings: up to three spaces before, closing signs behind.
    return re.compile(rf"^ {{0,3}}##[ \t]+{re.escape(part)}[ \t#]*$", re.MULTILINE)


def _head_end(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter, 0 where there is none."""
    if not _RULE.fullmatch(lines[0]):
        return 0
    ends = (at for at, line in enumerate(lines[1:], start=1) if _RULE.fullmatch(line))
    return next(ends, 0)
