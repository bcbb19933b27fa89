"""Keys and headings that are wrong in form alone: read as suggested, with the edit for --fix."""

import re
from functools import cache

from generator.load.evidence.suggestions import suggest_heading, suggest_key
from generator.model.codes import Code
from generator.model.finding import Edit, Fault
from generator.model.place import Place
from generator.model.rubric import Rubric

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"-{3,}\s*")


def apply_line_edits(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text, line for line, with keys and the headings of parts in proper form.

    Parts that have their heading are left out: "### 目标" below it belongs to the text.
    """
    lines = text.split("\n")
    head_end = _head_end(lines)
    missing = [part for part in rubric.parts if not _heading(part).search(text)]
    fenced = False
    code: Code
    for at, line in enumerate(lines):
        # A heading inside a code block is an example.
        fenced ^= at >= head_end and _FENCE.match(line) is not None
        if 0 < at < head_end:
            suggestion = suggest_key(line)
            code = "misformed-key"
        elif missing and at >= head_end and not fenced:
            suggestion = suggest_heading(line, missing)
            code = "misformed-heading"
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
