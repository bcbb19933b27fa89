"""Rows of a ledger that Markdown would take for text: found by their bars, wherever they stand.

A table of Markdown ends at the first empty line, heading or sentence. People group rows by
quarter and leave lines empty; what looks like a row behind a ledger's header is one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.chinese.widths import fold_widths
from generator.load.evidence.cells import split_row
from generator.model.place import Place

# Spaces of any width, then marks of lists and quotations: no repeat inside a repeat.
_MARKS = re.compile(r"[ \t\u00a0\u3000]*(?:(?:[-*+>]|\d{1,3}[.)、])[ \t\u00a0\u3000]*){0,3}(?=\|)")
_IN_TABLE = re.compile(r" {0,3}\|")
_DASHES = re.compile(r"[ \t]*\|?[ \t]*:?-+[-:| \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class StrayRows:
    """The text without its stray rows, line for line; the rows, their marks taken off."""

    text: str
    rows: tuple[tuple[Place, str], ...]


def take_stray_rows(text: str, origin: Place, headers: Collection[tuple[str, ...]]) -> StrayRows:
    """Find the rows below a ledger's header that the table of Markdown does not hold.

    ``origin`` is where the text begins; ``headers`` are the cells of a ledger's first row.
    """
    lines = text.split("\n")
    rows = tuple(_stray_rows(lines, origin, headers))
    for place, _ in rows:
        lines[place.line - origin.line] = ""
    return StrayRows("\n".join(lines), rows)


def fenced_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indices of lines inside code fences, the fences included."""
    fenced, mark = set(), ""
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is not None and not mark:
            mark = match[1]
            fenced.add(at)
        elif mark:
            fenced.add(at)
            if match is not None and match[1].startswith(mark) and not line[match.end() :].strip():
                mark = ""
    return frozenset(fenced)


def _stray_rows(
    lines: Sequence[str], origin: Place, headers: Collection[tuple[str, ...]]
) -> Iterator[tuple[Place, str]]:
    """Yield place and text of each stray row, in order."""
    fenced = fenced_lines(lines)
    below_header, in_table, bars = False, False, 0
    for at, line in enumerate(lines):
        if at in fenced or "|" not in line:
            # Whatever holds no bar ends the table.
            in_table = False
        elif _opens_table(lines, at):
            # A table of another kind is none of the ledger's, nor are the rows behind it.
            below_header, in_table, bars = _is_header(line, headers), True, line.count("|")
        elif below_header and not (in_table and _IN_TABLE.match(line)):
            marks, in_table = _MARKS.match(line), False
            # Fewer bars than half a row has are a sentence with bars in it.
            if marks is not None and line.count("|") * 2 > bars:
                place = Place(origin.path, origin.line + at, marks.end() + 1)
                yield place, line[marks.end() :].rstrip()


def _is_header(line: str, headers: Collection[tuple[str, ...]]) -> bool:
    cells = split_row(line.strip(), _ANYWHERE)
    return tuple(fold_widths(cell.text) for cell in cells) in headers


def _opens_table(lines: Sequence[str], at: int) -> bool:
    """Whether a line of dashes stands below, with as many bars."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    dashes = "|" in below and _DASHES.fullmatch(below) is not None
    return dashes and len(split_row(lines[at], _ANYWHERE)) == len(split_row(below, _ANYWHERE))


_ANYWHERE = Place("", 1)
