"""What editors and merges leave in a text: comments, HTML, marks of a merge conflict.

No HTML of a county's is ever rendered. What would stand on a page as code, or as a note to
oneself, is reported; comments and marks of conflicts are on no page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.load.evidence.front_matter import head_lines
from generator.load.evidence.stray_rows import fenced_lines
from generator.model.evidence import Status
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place

_OPEN, _CLOSE = "<!--", "-->"
# Code, and where a link leads: a path with a space stands in angle brackets.
_NO_TAG = re.compile(r"`[^`\n]*`|\]\(<[^<>\n]*>")
# A tag, never an address in angle brackets, which has a colon or an at-sign in its first word.
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])[^<>\n]*>")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")


def blank_conflicts(text: str, path: str, faults: list[Fault]) -> str:
    """Return the text, line for line, without marks of a merge conflict; each is a fault.

    A line of equal signs alone is one only between the other two: it also underlines headings.
    """
    lines, inside = text.split("\n"), False
    for at, line in enumerate(lines):
        if not _CONFLICT.fullmatch(line.rstrip()) or (line.startswith("=") and not inside):
            continue
        inside = not line.startswith(">") if inside or line.startswith("<") else inside
        faults.append(Fault("merge-conflict", Place(path, at + 1), {"mark": line.rstrip()[:7]}))
        lines[at] = ""
    return "\n".join(lines)


def blank_comments(text: str, path: str) -> tuple[str, tuple[Place, ...]]:
    """Return the text, line for line, without comments, and the places to report.

    A comment that nothing ends goes on to the next empty line: what was meant as a note is
    rather not shown than published.
    """
    lines, places = text.split("\n"), list[Place]()
    for at, kept, columns in _commented(lines):
        places += (Place(path, at + 1, column + 1) for column in columns)
        lines[at] = kept
    return "\n".join(lines), tuple(places)


def comment_faults(places: Iterable[Place], status: Status) -> Iterator[Fault]:
    """Yield the faults of the comments of a file of that status."""
    return (Fault("html-comment", place, {"status": status.value}) for place in places)


def commented_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indices of lines that a comment covers, wholly or in part."""
    return frozenset(at for at, _, _ in _commented(lines))


def _commented(lines: Sequence[str]) -> Iterator[tuple[int, str, list[int]]]:
    """Yield index, text without comments, and columns to report, of each line with a comment.

    In a block of code as well: what was meant as a note to oneself is on no page.
    """
    head = head_lines(lines).stop
    # A comment that begins in the front matter does not hide the line that ends it.
    yield from _commented_between(lines, 0, head)
    yield from _commented_between(lines, head, len(lines))


def _commented_between(
    lines: Sequence[str], first: int, end: int
) -> Iterator[tuple[int, str, list[int]]]:
    last_close = max((at for at in range(first, end) if _CLOSE in lines[at]), default=-1)
    inside = False
    for at in range(first, end):
        line = lines[at]
        if not (inside or _OPEN in line):
            continue
        unended = inside and at > last_close
        if unended and not line.strip():
            inside = False
            continue
        kept, starts, inside = _without_comments(line, inside=inside)
        # What a comment without an end takes along may never have been meant as one.
        yield at, kept, [0, *starts] if unended else starts


def html_faults(text: str, origin: Place) -> Iterator[Fault]:
    """Yield a fault a line that holds HTML outside code."""
    lines = text.split("\n")
    fenced = fenced_lines(lines)
    for at, line in enumerate(lines):
        if "<" not in line or at in fenced:
            continue
        match = _TAG.search(_NO_TAG.sub(lambda found: " " * len(found[0]), line))
        if match is not None:
            tag = match[1].lower()
            values = {"tag": f"<{tag}>", "instead": _INSTEAD.get(tag, _TEXT)}
            place = Place(origin.path, origin.line + at, match.start() + 1)
            yield Fault("raw-html", place, values, frozenset({"instead"}))


def _without_comments(line: str, *, inside: bool) -> tuple[str, list[int], bool]:
    """Return the line without comments, where each begins, and whether one goes on."""
    kept, starts, at = "", list[int](), 0
    while at < len(line):
        if inside:
            end = line.find(_CLOSE, at)
            if end < 0:
                return kept, starts, True
            at, inside = end + len(_CLOSE), False
            continue
        begin = line.find(_OPEN, at)
        if begin < 0:
            return kept + line[at:], starts, False
        kept += line[at:begin]
        starts.append(begin)
        at, inside = begin + len(_OPEN), True
    return kept, starts, inside


_TEXT = N_("plain text, or **bold** and *slanted* text")
_TABLE = N_("a table of Markdown: cells between bars, a line of dashes under the first row")
_INSTEAD = {
    "img": N_("a picture of Markdown: ![what it shows](attachments/name.jpg)"),
    "a": N_("a link of Markdown: [text](attachments/name.pdf)"),
    "br": N_("an empty line where a paragraph ends; in a cell a comma or semicolon"),
    "p": N_("an empty line where a paragraph ends"),
    "div": N_("an empty line where a paragraph ends"),
    "b": N_("bold text of Markdown: **text**"),
    "strong": N_("bold text of Markdown: **text**"),
    **dict.fromkeys(("ul", "ol", "li"), N_("a list of Markdown: a line each, begun with - or 1.")),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th"), _TABLE),
}
