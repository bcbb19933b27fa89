"""Mends that are beyond doubt, written into the files: those lines and no other byte."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from generator.model.finding import ChangedLine, Edit
from generator.model.place import COUNTIES


def settled(root: Path, edits: Iterable[Edit]) -> Mapping[Edit, Edit]:
    """The edits that fit the files as they stand, each with the exact column of its old text."""
    exact = {}
    ordered = sorted(set(edits), key=lambda one: (one.place.path, one.place.line))
    for path, group in groupby(ordered, lambda one: one.place.path):
        lines = _read(root / path)
        for edit in group:
            number = edit.place.line
            at = _where(lines[number - 1], edit) if number <= len(lines) else None
            if at is not None:
                exact[edit] = replace(edit, place=edit.place._replace(column=at + 1))
    return exact


def planned_changes(root: Path, edits: Iterable[Edit]) -> Mapping[str, tuple[ChangedLine, ...]]:
    """The lines that settled edits change, by path; an edit that meets another's is left out."""
    plan: dict[str, tuple[ChangedLine, ...]] = {}
    inside = {one for one in edits if one.place.path.startswith(f"{COUNTIES}/")}
    ordered = sorted(inside, key=lambda one: (one.place.path, one.place.line, -one.place.column))
    for path, group in groupby(ordered, lambda one: one.place.path):
        lines = _read(root / path)
        changes = (_change(path, lines, list(one)) for _, one in groupby(group, _line_of))
        kept = tuple(one for one in changes if one is not None)
        if kept:
            plan[path] = kept
    return plan


def write_changes(root: Path, plan: Mapping[str, tuple[ChangedLine, ...]]) -> None:
    """Write the planned lines. A line that is no longer what it was is left as it is."""
    for path, changes in plan.items():
        lines = _read(root / path)
        for one in changes:
            if lines[one.line - 1] == one.before:
                lines[one.line - 1] = one.after
        _write(root / path, "\n".join(lines))


def save_as_utf8(root: Path, path: str, encoding: str) -> None:
    """Save the file's text as UTF-8; its line ends stay. Raises UnicodeDecodeError, OSError."""
    file = root / path
    _write(file, file.read_bytes().decode(encoding))


def _line_of(edit: Edit) -> int:
    return edit.place.line


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


def _where(line: str, edit: Edit) -> int | None:
    """Where the old text stands: at its column, or behind it in one place alone."""
    at = edit.place.column - 1
    if line.startswith(edit.old, at):
        return at
    return line.index(edit.old, at) if edit.old and line.count(edit.old, at) == 1 else None


def _read(file: Path) -> list[str]:
    # Line ends other than \n stay at the ends of their lines; a byte-order mark is set apart.
    return file.read_bytes().decode("utf-8-sig").split("\n")


def _write(file: Path, text: str) -> None:
    mark = b"\xef\xbb\xbf" if file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    import tempfile  # noqa: PLC0415 - most checks mend nothing

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".mend-")
    with os.fdopen(handle, "wb") as beside:
        beside.write(mark + text.encode())
    Path(name).chmod(file.stat().st_mode)
    Path(name).replace(file)
