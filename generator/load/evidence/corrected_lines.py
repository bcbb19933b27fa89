"""Lines that are wrong in form alone, read as they were meant and told with their mend."""

import re
from functools import cache

from generator.load.evidence.suggestions import suggest_heading, suggest_key
from generator.model.finding import Edit, Fault
from generator.model.place import Place
from generator.model.rubric import Rubric

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"-{3,}\s*")


def correct_lines(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text, line for line, with keys and the headings of parts in proper form.

    A part that has its heading is not looked for: "### 目标" below it is a part of the text.
    """
    lines = text.split("\n")
    head_ends = _head_end(lines)
    missing = [one for one in rubric.parts if not _heading(one).search(text)]
    fenced = False
    for at, line in enumerate(lines):
        fenced ^= at >= head_ends and _FENCE.match(line) is not None
        if 0 < at < head_ends:
            meant, code = suggest_key(line), "misformed-key"
        elif missing and at >= head_ends and not fenced:
            meant, code = suggest_heading(line, missing), "misformed-heading"
        else:
            continue
        if meant is not None:
            place = Place(path, at + 1)
            values = {"line": line.strip(), "meant": meant.strip()}
            faults.append(Fault(code, place, values, edit=Edit(place, line, meant)))
            lines[at] = meant
            missing = [one for one in missing if meant != f"## {one}"]
    return "\n".join(lines)


@cache
def _heading(part: str) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}##[ \t]+{re.escape(part)}[ \t#]*$", re.MULTILINE)


def _head_end(lines: list[str]) -> int:
    """The line after the front matter, 0 where there is none."""
    if not _RULE.fullmatch(lines[0]):
        return 0
    ends = (at for at, line in enumerate(lines[1:], start=1) if _RULE.fullmatch(line))
    return next(ends, 0)
