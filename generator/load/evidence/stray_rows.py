"""Rows of a ledger that Markdown would take for text: found by their bars, wherever they stand.

A table of Markdown ends at the first empty line, heading or sentence. People group rows by
quarter and leave lines empty; what looks like a row behind a ledger's header is one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.load.evidence.cells import header_words, split_row
from generator.load.evidence.suggestions import suggest_row
from generator.model.evidence import PEOPLE
from generator.model.finding import Fault
from generator.model.place import Place

# Spaces of any width, then marks of lists and quotations: no repeat inside a repeat.
_MARKS = re.compile(
    r"^[ \t\u00a0\u3000]*(?:(?:[-*+>]|\d{1,3}[.)、]|\[[ xX]\])[ \t\u00a0\u3000]*){0,3}"
)
_IN_TABLE = re.compile(r" {0,3}\|")
# A list or a quotation, which goes on to the next empty line.
_BLOCK = re.compile(r" {0,3}(?:[-*+>]|\d{1,9}[.)])(?: |$)")
_DASHES = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-+[-:| \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class StrayRows:
    """The text without its stray rows, line for line; the rows, their marks taken off.

    ``fenced`` are where rows stand in a code block: they are shown as code and do not count.
    ``peopled`` are the rows whose header has the column 参加人数.
    """

    text: str
    rows: tuple[tuple[Place, str], ...]
    fenced: tuple[Place, ...]
    peopled: frozenset[Place]


def take_stray_rows(text: str, origin: Place, headers: Collection[tuple[str, ...]]) -> StrayRows:
    """Find the rows below a ledger's header that the table of Markdown does not hold.

    ``origin`` is where the text begins; ``headers`` are the cells of a ledger's first row.
    """
    finder = _Finder(text.split("\n"), headers)
    rows: list[tuple[Place, str]] = []
    fenced: list[Place] = []
    peopled: set[Place] = set()
    for at, line, marks in finder.rows():
        place = Place(origin.path, origin.line + at, marks + 1)
        if at in finder.fenced:
            fenced.append(place)
        else:
            rows.append((place, line[marks:].rstrip()))
            peopled.update([place] if finder.people else [])
            finder.taken.append(at)
    for at in finder.taken:
        finder.lines[at] = ""
    return StrayRows("\n".join(finder.lines), tuple(rows), tuple(fenced), frozenset(peopled))


def overfull_rows(
    text: str, origin: Place, headers: Collection[tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield a fault a row with more cells than its table has columns: no page shows what is over.

    Not of a ledger's table, whose rows are read cell by cell.
    """
    lines = text.split("\n")
    fenced, columns = fenced_lines(lines), 0
    for at, line in enumerate(lines):
        if at in fenced or "|" not in line:
            columns = 0
        elif not columns and _opens_table(lines, at):
            columns = 0 if _is_header(line, headers) else len(header_words(line))
        elif columns and (cells := len(split_row(line, _ANYWHERE))) > columns:
            values = {"cells": str(cells), "columns": str(columns)}
            yield Fault("misformed-row", Place(origin.path, origin.line + at), values)


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


class _Finder:
    """Goes through the lines once; ``taken`` are those of a header that Markdown does not see.

    ``people`` is whether the last header has the column 参加人数.
    """

    def __init__(self, lines: list[str], headers: Collection[tuple[str, ...]]) -> None:
        self.lines = lines
        self.headers = headers
        self.fenced = fenced_lines(lines)
        self.taken: list[int] = []
        self.people = False

    def rows(self) -> Iterator[tuple[int, str, int]]:
        """Yield index, line and length of the marks before it for each stray row, in order."""
        # ``least``: fewer bars than half a row has are a sentence with bars in it; without a header
        # above, or behind a table of another kind, only a whole row is one of a ledger.
        bars = min(map(len, self.headers), default=-1) + 2
        # It may lack its first bar, or its last, and the column that may be left out.
        least, dashes, in_table, in_block = bars - 2, -1, False, False
        for at, written in enumerate(self.lines):
            # Elsewhere tabs and full-width bars have been replaced before.
            line = suggest_row(written) or written if at in self.fenced else written
            in_block = bool(line.strip()) and (in_block or _BLOCK.match(line) is not None)
            if "|" not in line:
                # Whatever holds no bar ends the table.
                in_table = False
            elif at not in self.fenced and _opens_table(self.lines, at):
                own = _is_header(line, self.headers)
                bars = line.count("|") if own else bars
                self.people = PEOPLE in line if own else self.people
                least = bars // 2 + 1 if own else bars - 2
                # Close below a list or quotation the header belongs to that for Markdown.
                in_table = not (own and in_block)
                if not in_table:
                    dashes = at + 1
                    self.taken += [at, dashes]
            elif at != dashes and not (in_table and _IN_TABLE.match(line)):
                in_table = False
                marks = len(line) - len(_MARKS.sub("", line, count=1))
                fewest = least if line[marks] == "|" else bars - 2
                if line.count("|") >= fewest and not self.is_head(line[marks:]):
                    yield at, line, marks

    def is_head(self, line: str) -> bool:
        """Whether the line is a header, or a line of dashes, that no table of Markdown holds."""
        return _is_header(line, self.headers) or _DASHES.fullmatch(line) is not None


def _is_header(line: str, headers: Collection[tuple[str, ...]]) -> bool:
    return header_words(line.strip()) in headers


def _opens_table(lines: Sequence[str], at: int) -> bool:
    """Whether a line of dashes stands below, with as many bars."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    dashes = "|" in below and _DASHES.fullmatch(below) is not None
    return dashes and len(header_words(lines[at])) == len(header_words(below))


_ANYWHERE = Place("", 1)
