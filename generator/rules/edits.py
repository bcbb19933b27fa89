"""Edits that findings propose: where exactly they stand, and the lines that they change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from generator.model.finding import ChangedLine, Edit, Finding
from generator.model.place import COUNTIES


def with_exact_edits(
    findings: Sequence[Finding], contents: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """The findings, each edit at its exact column or left out where it does not fit its line.

    ``contents`` are the bytes of the files that were read, by path.
    """
    exact = locate_edits((finding.edit for finding in findings if finding.edit), contents)
    return tuple(
        finding if finding.edit is None else replace(finding, edit=exact.get(finding.edit))
        for finding in findings
    )


def locate_edits(edits: Iterable[Edit], contents: Mapping[str, bytes]) -> Mapping[Edit, Edit]:
    """The edits that fit the files, each with the exact column of its old text."""
    exact = {}
    ordered = sorted(set(edits), key=lambda edit: (edit.place.path, edit.place.line))
    for path, group in groupby(ordered, lambda edit: edit.place.path):
        lines = lines_of(contents[path])
        for edit in group:
            number = edit.place.line
            at = _column(lines[number - 1], edit) if number <= len(lines) else None
            if at is not None:
                exact[edit] = replace(edit, place=edit.place._replace(column=at + 1))
    return exact


def changed_lines(
    edits: Iterable[Edit], contents: Mapping[str, bytes]
) -> Mapping[str, tuple[ChangedLine, ...]]:
    """The lines of counties' files that located edits change, by path.

    Of edits that meet in one place the first is taken.
    """
    plan: dict[str, tuple[ChangedLine, ...]] = {}
    # What the organiser has set is never edited by a program.
    inside = {edit for edit in edits if edit.place.path.startswith(f"{COUNTIES}/")}
    ordered = sorted(
        inside, key=lambda edit: (edit.place.path, edit.place.line, -edit.place.column)
    )
    for path, group in groupby(ordered, lambda edit: edit.place.path):
        lines = lines_of(contents[path])
        changes = (
            _change(path, lines, list(in_line))
            for _, in_line in groupby(group, lambda edit: edit.place.line)
        )
        found = tuple(change for change in changes if change is not None)
        if found:
            plan[path] = found
    return plan


def lines_of(content: bytes) -> list[str]:
    r"""The lines of a file in UTF-8, without its byte-order mark.

    Line ends other than ``\n`` stay at the ends of their lines.
    """
    return content.decode("utf-8-sig").split("\n")


def _change(path: str, lines: list[str], edits: list[Edit]) -> ChangedLine | None:
    """All edits of one line, the last column first, so that none moves another."""
    number = edits[0].place.line
    if number > len(lines):
        return None
    before = after = lines[number - 1]
    for edit in edits:
        at = edit.place.column - 1
        if after.startswith(edit.old, at):
            after = after[:at] + edit.new + after[at + len(edit.old) :]
    return ChangedLine(path, number, before, after) if after != before else None


def _column(line: str, edit: Edit) -> int | None:
    """Where the old text stands: at its column, or behind it in one place alone."""
    at = edit.place.column - 1
    if line.startswith(edit.old, at):
        return at
    # Some findings know only where their cell begins.
    return line.index(edit.old, at) if edit.old and line.count(edit.old, at) == 1 else None
