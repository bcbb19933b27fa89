"""What a county's text may hold at most, looked at before anything else reads it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.load.evidence.front_matter import head_lines
from generator.load.files import ProjectFiles, UnreadableFile
from generator.model import limits
from generator.model.finding import Fault

_SIGN = re.compile(f"[{re.escape(limits.SIGNS)}]")
_LINK = re.compile(r"\]\(|://")
# With signs before it, or underlined.
_HEADING = re.compile(r" {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)")
# A line with one bar may be a sentence.
_FEWEST_BARS = 2


def limited_text(files: ProjectFiles, path: str) -> str:
    """The file's text. Raises UnreadableFile where it holds more than any honest one."""
    text = files.text(path)
    # Counted first: what follows makes a list of all lines.
    if len(text) > limits.MOST_LETTERS:
        raise UnreadableFile(path, 1, limits.LETTERS)
    for line, reason in _excesses(text.split("\n")):
        raise UnreadableFile(path, line, reason)
    return text


def limit_paragraph(written: str, path: str, line: int) -> None:
    """Raise UnreadableFile for a paragraph, parsed as a block, whose text is too long to be parsed."""
    if len(written) > limits.LONGEST_PARAGRAPH:
        raise UnreadableFile(path, line, limits.PARAGRAPH)


def first_of_each(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the first faults of each kind in a file, then one with the number of the others.

    Those with an edit stay all: ``--fix`` mends them at once.
    """
    numbers: Counter[tuple[str, str]] = Counter()
    beyond: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        kind: tuple[str, str] = (fault.code, fault.values.get("kind", ""))
        numbers[kind] += fault.edit is None
        if fault.edit is not None or numbers[kind] <= limits.MOST_FINDINGS:
            yield fault
        else:
            beyond.setdefault(kind, fault)
    for kind, fault in beyond.items():
        more = str(numbers[kind] - limits.MOST_FINDINGS)
        yield replace(fault, values={**fault.values, "more": more})


def _excesses(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the line at which each limit is passed, with the reason."""
    if len(lines) > limits.MOST_LINES:
        yield limits.MOST_LINES + 1, limits.LINES
    # Most texts are too short to hold too many of anything; a link has two signs at least.
    letters = sum(map(len, lines))
    short = len(lines) <= limits.MOST_HEADINGS and letters <= 2 * limits.MOST_LINKS
    counted = {limits.ROWS: 0, limits.LINKS: 0, limits.HEADINGS: 0, limits.MARKUP: 0}
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.LONGEST_LINE:
            yield number, limits.LINE
        bars = line.count("|")
        if bars > limits.MOST_CELLS + 1:
            yield number, limits.CELLS
        if short:
            continue
        counted[limits.ROWS] += bars >= _FEWEST_BARS
        counted[limits.LINKS] += sum(1 for _ in _LINK.finditer(line))
        counted[limits.HEADINGS] += _HEADING.match(line) is not None
        counted[limits.MARKUP] += sum(1 for _ in _SIGN.finditer(line))
        for reason, number_found in counted.items():
            if number_found > _MOST[reason]:
                yield number, reason
    head = head_lines(lines)
    if sum(len(lines[at]) + 1 for at in head) > limits.LONGEST_FRONT_MATTER:
        yield head.start + 1, limits.FRONT_MATTER


_MOST = {
    limits.ROWS: limits.MOST_ROWS,
    limits.LINKS: limits.MOST_LINKS,
    limits.HEADINGS: limits.MOST_HEADINGS,
    limits.MARKUP: limits.MOST_SIGNS,
}
