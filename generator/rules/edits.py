"""Edits of ``check --fix``: located in the files and written; no other byte changes."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from generator.model.finding import ChangedLine, Edit
from generator.model.place import COUNTIES


def locate_edits(root: Path, edits: Iterable[Edit]) -> Mapping[Edit, Edit]:
    """The edits whose old text is still in its line, each to itself with the exact column."""
    located = {}
    ordered = sorted(set(edits), key=lambda edit: (edit.place.path, edit.place.line))
    for path, group in groupby(ordered, lambda edit: edit.place.path):
        lines = _read(root / path)
        for edit in group:
            number = edit.place.line
            at = _index_of_old(lines[number - 1], edit) if number <= len(lines) else None
            if at is not None:
                located[edit] = replace(edit, place=edit.place._replace(column=at + 1))
    return located


def planned_changes(root: Path, edits: Iterable[Edit]) -> Mapping[str, tuple[ChangedLine, ...]]:
    """The lines that located edits change, by path; an edit that overlaps another is left out."""
    plan: dict[str, tuple[ChangedLine, ...]] = {}
    inside = {edit for edit in edits if edit.place.path.startswith(f"{COUNTIES}/")}
    ordered = sorted(
        inside, key=lambda edit: (edit.place.path, edit.place.line, -edit.place.column)
    )
    for path, group in groupby(ordered, lambda edit: edit.place.path):
        lines = _read(root / path)
        by_line = groupby(group, lambda edit: edit.place.line)
        changes = [_change(path, lines, list(edits_of_line)) for _, edits_of_line in by_line]
        changed = tuple(change for change in changes if change is not None)
        if changed:
            plan[path] = changed
    return plan


def write_changes(root: Path, plan: Mapping[str, tuple[ChangedLine, ...]]) -> None:
    """Write the planned lines. A line that is no longer what it was is left as it is."""
    for path, changes in plan.items():
        lines = _read(root / path)
        for change in changes:
            if lines[change.line - 1] == change.before:
                lines[change.line - 1] = change.after
        _write(root / path, "\n".join(lines))


def save_as_utf8(root: Path, path: str, encoding: str) -> None:
    """Save the file's text as UTF-8; its line ends stay. Raises UnicodeDecodeError, OSError."""
    file = root / path
    _write(file, file.read_bytes().decode(encoding))


def _change(path: str, lines: list[str], edits: list[Edit]) -> ChangedLine | None:
    """The line with its edits applied, from the last column to the first: none moves another."""
    number = edits[0].place.line
    if number > len(lines):
        return None
    before = after = lines[number - 1]
    for edit in edits:
        at = edit.place.column - 1
        if after.startswith(edit.old, at):
            after = after[:at] + edit.new + after[at + len(edit.old) :]
    return ChangedLine(path, number, before, after) if after != before else None


def _index_of_old(line: str, edit: Edit) -> int | None:
    """Where the old text stands: at its column, else behind it if it stands there once."""
    at = edit.place.column - 1
    if line.startswith(edit.old, at):
        return at
    return line.index(edit.old, at) if edit.old and line.count(edit.old, at) == 1 else None


def _read(file: Path) -> list[str]:
    # A carriage return stays at the end of its line; a byte-order mark is taken off.
    return file.read_bytes().decode("utf-8-sig").split("\n")


def _write(file: Path, text: str) -> None:
    mark = b"\xef\xbb\xbf" if file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    import tempfile  # noqa: PLC0415 - most checks fix nothing

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".mend-")
    with os.fdopen(handle, "wb") as beside:
        beside.write(mark + text.encode())
    Path(name).chmod(file.stat().st_mode)
    Path(name).replace(file)
