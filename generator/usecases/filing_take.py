"""Files dropped into the filing tool: ledgers become rows of the drafts, the rest attachments."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.chinese.widths import bare_name, fold_widths
from generator.intake.merging import join_rows
from generator.load.attachments.listed import digest_of_file
from generator.load.attachments.scan_cache import known_scan
from generator.load.intake.package import LARGEST_FILE, TOO_LARGE, HandedFile, read_package
from generator.model.attachment import SCANNED
from generator.model.errors import Refused
from generator.model.intake import ReadItem
from generator.model.message import N_, Message
from generator.model.sheet import Unread
from generator.report.intake_text import (
    misread_lines,
    refused_lines,
    sheet_lines,
    unmatched_lines,
)
from generator.usecases.county_workbook import read_workbook
from generator.usecases.filing import Filing, numbered
from generator.usecases.filing_params import handed_over
from generator.usecases.filing_questions import lacks_item, questions_of
from generator.usecases.intake import Intake, Reader, known_attachments, row_key

_SEPARATOR = "、"


def take_files(filing: Filing, params: Mapping[str, Any]) -> dict[str, Any]:
    """Take files for the county; ``item`` is what a ledger is about that does not say it.

    Where something is to be asked nothing is taken yet, unless all has been ``asked``.
    """
    with handed_over():
        given = [*_given(params["files"])]
        maps = {
            bare_name(fold_widths(str(name))): str(to)
            for name, to in params.get("maps", {}).items()
        }
    files = [*_handed(given)]
    reader = _read(filing, files, maps)
    if (item := str(params.get("item") or "")) in filing.project.rubric.items:
        unsaid = {sheet.where.file: item for sheet in reader.sheets if lacks_item(sheet)}
        if unsaid:
            maps |= {bare_name(name.rpartition("/")[2]): item for name in unsaid}
            reader = _read(filing, files, maps)
    questions = [*questions_of(filing, reader)]
    if questions and not params.get("asked"):
        understood = [sheet for sheet in reader.sheets if sheet.refused is None]
        nothing: dict[str, Any] = {"items": {}}
        nothing |= {key: [] for key in ("files", "look_at", "refused", "unmatched")}
        told = [*sheet_lines(understood, filing.catalogue)]
        return nothing | {"understood": told, "questions": questions}
    return {**_taken(filing, reader, files), "questions": questions}


def attach_file(filing: Filing, params: Mapping[str, Any]) -> dict[str, Any]:
    """Give a file that no row spoke of to a row of an item."""
    with handed_over():
        source, item = str(params["file"]), filing.project.rubric.items[params["item"]].id
        files = [HandedFile(source, filing.pending[source])]
    draft = filing.draft(item)
    with handed_over():
        row = draft["rows"][int(params["row"])]
    row["proof"] = _SEPARATOR.join(filter(None, (row["proof"], source)))
    filing.write(item, draft)
    return _taken(filing, _read(filing, files, {}), files, {item})


def read_back(filing: Filing, params: Mapping[str, Any]) -> dict[str, Any]:
    """A package read back: every draft and new file that it holds, in place of those at hand."""
    with handed_over():
        ((name, content),) = _given([params])
    files = [*_handed([(name, content)])]
    reader = _read(filing, files, {})
    if not reader.own:
        raise Refused(Message(_NO_PACKAGE, {"file": name}))
    # Before anything is forgotten: whether it is one of this county and cycle.
    read_workbook(filing.project, filing.county, reader.own)
    for item in [*filing.drafts]:
        filing.take_back(item)
    taken = _taken(filing, reader, files)
    drafts = {item: found["draft"] for item, found in taken["items"].items()}
    return {
        "drafts": drafts,
        "files": taken["files"],
        "state": {item: filing.draft(item) for item in drafts},
        "troubles": [*taken["refused"], *taken["unmatched"]],
    }


def _given(files: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    yield from ((str(file["name"]), bytes(file["bytes"])) for file in files)


def _handed(files: Iterable[tuple[str, bytes]]) -> Iterator[HandedFile | Unread]:
    for name, content in files:
        if name.lower().endswith(".zip"):
            with tempfile.TemporaryDirectory() as folder:
                archive = Path(folder, "package.zip")
                archive.write_bytes(content)
                yield from read_package(archive)
        elif len(content) > LARGEST_FILE:
            yield Unread(name, TOO_LARGE)
        else:
            yield HandedFile(name, content)


def _read(filing: Filing, files: Iterable[HandedFile | Unread], maps: Mapping[str, str]) -> Reader:
    reader = Reader(filing.project.rubric, maps, replaces=False)
    for file in files:
        reader.take(file)
    return reader


def _standing(filing: Filing) -> dict[str, ReadItem]:
    """What the form says, as a workbook of ours would: files are matched to its rows, too."""
    found: dict[str, ReadItem] = {}
    for item in filing.project.rubric.items:
        read = filing.standing(item)
        if read is not None and read.rows:
            found[item] = numbered(read)
    return found


@dataclass(slots=True)
class _Change:
    """An item with what was taken in it, and how many rows are new or changed."""

    read: ReadItem
    added: int = 0
    changed: int = 0


def _taken(
    filing: Filing,
    reader: Reader,
    files: Iterable[HandedFile | Unread],
    touched: Iterable[str] = (),
) -> dict[str, Any]:
    own, empty = read_workbook(filing.project, filing.county, reader.own)
    known = known_attachments(filing.folder)
    standing = _standing(filing)
    intake = reader.joined(known, {**standing, **own}, tuple(empty), filing.sought)
    changes = _changes(filing, intake, standing, own)
    for sheet in reader.sheets:
        filing.sought |= {row_key(row.item, row.row): row.proofs for row in sheet.rows}
    placed = [
        name for name, content in intake.attachments.items() if _is_new(filing, name, content)
    ]
    for name in placed:
        filing.place_file(name, intake.attachments[name], intake.sources[name])
    for change in changes.values():
        filing.put(numbered(change.read))
    _keep_pending(filing, files, intake)
    items = {
        item: {"draft": filing.draft(item), "added": change.added, "changed": change.changed}
        for item, change in changes.items()
    }
    items |= {
        item: {"draft": filing.draft(item), "added": 0, "changed": 0}
        for item in touched
        if item not in items
    }
    return {"items": items, "files": [*_files(filing, intake, placed)], **_said(filing, intake)}


def _changes(
    filing: Filing,
    intake: Intake,
    standing: Mapping[str, ReadItem],
    own: Mapping[str, ReadItem],
) -> dict[str, _Change]:
    changes: dict[str, _Change] = {}
    for item, read in intake.own.items():
        before = standing.get(item)
        if item in own:
            changes[item] = _Change(read, len(read.rows or ()))
        elif before is not None and _cells(before) != _cells(read):
            changed = sum(a != b for a, b in zip(_cells(before), _cells(read), strict=True))
            changes[item] = _Change(read, 0, changed)
    for read in intake.items:
        item = read.item
        change = changes.get(item)
        before = change.read if change else intake.own.get(item) or filing.standing(item)
        before = before or ReadItem(item=item)
        joined = join_rows(before.rows or (), read.rows or ())
        added, mended = len(joined.added), len(joined.mended)
        changes[item] = _Change(replace(before, rows=joined.rows), added, mended)
    return changes


def _cells(read: ReadItem) -> list[tuple[str, ...]]:
    return [row.cells for row in read.rows or ()]


def _is_new(filing: Filing, name: str, content: bytes) -> bool:
    file = filing.folder / name
    return not file.is_file() or digest_of_file(file) != _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _keep_pending(filing: Filing, files: Iterable[HandedFile | Unread], intake: Intake) -> None:
    unmatched = {*intake.unmatched}
    for file in files:
        if isinstance(file, HandedFile) and file.path in unmatched:
            filing.pending[file.path] = file.content
        else:
            filing.pending.pop(file.path if isinstance(file, HandedFile) else file.file, None)


def _files(filing: Filing, intake: Intake, placed: Iterable[str]) -> Iterator[dict[str, Any]]:
    rows = filing.rows_by_attachment()
    for name in placed:
        content = intake.attachments[name]
        digest = _digest(content)
        look = known_scan(digest, "." + name.rpartition(".")[2].lower())
        yield {
            "name": name,
            "source": intake.sources[name],
            "bytes": content,
            "size": len(content),
            "digest": digest,
            "rows": rows.get(name, []),
            "scanned": bool(look and look[1] == SCANNED),
            "look": look,
        }


def _said(filing: Filing, intake: Intake) -> dict[str, Any]:
    """What was understood, in the officer's words."""
    catalogue = filing.catalogue
    # Of rows that stood in the form already the check says what they lack.
    handed = [one for one in intake.misread if one.where.file]
    understood = [sheet for sheet in intake.sheets if sheet.refused is None]
    return {
        "understood": [*sheet_lines(understood, catalogue)],
        "look_at": [*misread_lines(handed, catalogue)],
        "refused": [*refused_lines(intake.refused, catalogue)],
        "unmatched": [*unmatched_lines(intake.unmatched)],
    }


_NO_PACKAGE = N_("{file} is no package of this tool. Drop ledgers and photos on the form instead.")
