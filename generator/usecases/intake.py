"""What an office hands in taken into a county's folder: read, matched, planned, then written."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.file_names import is_safe_name
from generator.intake.attachment_names import attachment_names, with_digest
from generator.intake.cells import plain_text
from generator.intake.matching import Matches, match_files, proof_cell, split_proof
from generator.intake.own_workbook import own_title
from generator.intake.understand import understand
from generator.load.attachments.listed import digest_of_file
from generator.load.files import files_below, is_plain_file
from generator.load.intake.ask import read_sheets
from generator.load.intake.package import HandedFile, read_package
from generator.load.intake.proofs import Proof, as_proof
from generator.load.intake.tables import TABLE_TYPES
from generator.load.project import Project
from generator.model.errors import NotTaken, Refused
from generator.model.handed_row import HandedRow, ReadSheet
from generator.model.intake import CellPlace, Misread, ReadItem, ReadRow
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County, Rubric
from generator.model.sheet import Sheet, Unread
from generator.usecases.county_workbook import read_workbook

RowKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What was understood of a package, and what it makes of the county's folder.

    ``attachments`` are contents by their path in the county's folder, ``sources`` what each was
    called. ``own`` are the items that stood in a workbook of ours, which says all that there is of them;
    ``empty`` are its sheets with nothing in them. ``unmatched`` are files that no row speaks of,
    ``misread`` what a person has to look at.
    """

    sheets: tuple[ReadSheet, ...]
    refused: tuple[Unread, ...]
    items: tuple[ReadItem, ...]
    own: Mapping[str, ReadItem]
    empty: tuple[str, ...]
    attachments: Mapping[str, bytes]
    sources: Mapping[str, str]
    unmatched: tuple[str, ...]
    misread: tuple[Misread, ...]


def read_intake(project: Project, county: County, source: Path, maps: Mapping[str, str]) -> Intake:
    """Read a package, writing nothing. Raises Refused where nothing can be taken."""
    reader = Reader(project.rubric, maps)
    for file in read_package(source):
        reader.take(file)
    if reader.is_empty:
        raise Refused(Message(N_("There is no file in {file}."), {"file": source.name}))
    if not (reader.sheets or reader.own or reader.refused):
        raise Refused(Message(_NO_LEDGER, {"file": source.name}))
    own, empty = read_workbook(project, county, reader.own)
    known = known_attachments(project.root / COUNTIES / county.id)
    return reader.joined(known, own, tuple(empty))


def known_attachments(folder: Path) -> Mapping[str, str]:
    """The county's attachments, each with the SHA-256 of its content."""
    top = folder / "attachments"
    if folder.is_symlink() or top.is_symlink():
        return {}
    files = sorted(file for file in files_below(top, lambda _: None) if is_plain_file(file))
    return {file.relative_to(folder).as_posix(): digest_of_file(file) for file in files}


class Reader:
    """Takes the files of a package one by one: the tables in them, and what proves something."""

    def __init__(self, rubric: Rubric, maps: Mapping[str, str], *, replaces: bool = True) -> None:
        """Where it ``replaces``, a file takes the place of another that has its name."""
        self.rubric, self.maps, self.replaces = rubric, maps, replaces
        self.sheets: list[ReadSheet] = []
        self.own: list[Sheet] = []
        self.refused: list[Unread] = []
        self.proofs: dict[str, Proof] = {}
        self.troubles: dict[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to take or to refuse."""
        return not (self.sheets or self.own or self.refused or self.proofs)

    def take(self, file: HandedFile | Unread) -> None:
        """Take a file as a ledger where it is one, else as what may prove an entry."""
        if isinstance(file, Unread):
            self.refused.append(file)
            return
        suffix = PurePosixPath(file.path).suffix.lower()
        if suffix in TABLE_TYPES and self._ledgers(file, suffix):
            return
        try:
            self.proofs[file.path] = as_proof(file.content, suffix)
        except NotTaken as error:
            self.refused.append(Unread(file.path, self.troubles.get(file.path, error.reason)))

    def _ledgers(self, file: HandedFile, suffix: str) -> bool:
        """Whether the file holds a ledger, understood or not."""
        try:
            sheets = read_sheets(file.content, suffix, file.path)
        except NotTaken as error:
            self.troubles[file.path] = error.reason
            return False
        # Hidden sheets hold lists for drop-downs, and what somebody has put aside.
        shown = [sheet for sheet in sheets if not sheet.hidden]
        own = [sheet for sheet in shown if own_title(sheet)]
        self.own += own
        if own:
            return True
        found = [one for sheet in shown for one in understand(sheet, self.rubric, self.maps)]
        self.sheets += found
        return bool(found)

    def joined(
        self,
        known: Mapping[str, str],
        own: Mapping[str, ReadItem],
        empty: tuple[str, ...],
        sought: Mapping[RowKey, Sequence[str]] | None = None,
    ) -> Intake:
        """All of it together, files matched to rows; ``known`` are attachments and their digests.

        ``sought`` are names of files that rows of ``own`` spoke of when they were handed in.
        """
        rows = [
            *_own_rows(own, sought or {}, {*self.proofs, *known}),
            *(row for sheet in self.sheets for row in sheet.rows),
        ]
        linked = self._linked(rows, own)
        loose = [path for path in self.proofs if path not in linked]
        matches = match_files(rows, loose, known)
        names = self._names(_items_of_files(rows, matches), known) | {one: one for one in linked}
        whole = _with_proofs(rows, matches, names)
        number = sum(len(read.rows or ()) for read in own.values())
        misread = [one for sheet in self.sheets for one in (*sheet.left_out, *sheet.doubts)]
        misread += (
            Misread(rows[at].row.where, _UNFOUND, {"text": text[:60]})
            for at, text in matches.unfound
        )
        misread += (
            Misread(CellPlace(path), _SCANNED) for path in names if self.proofs[path].scanned
        )
        return Intake(
            sheets=tuple(self.sheets),
            refused=tuple(self.refused),
            items=tuple(_items(self.rubric, whole[number:])),
            own={item: _own_item(read, whole[:number]) for item, read in own.items()},
            empty=empty,
            attachments={name: self.proofs[path].content for path, name in names.items()},
            sources={name: path for path, name in names.items()},
            unmatched=tuple(matches.unmatched),
            misread=tuple(misread),
        )

    def _linked(self, rows: Sequence[HandedRow], own: Mapping[str, ReadItem]) -> list[str]:
        """Files of a package that lie where its workbook's links lead: the filing tool names them."""
        parts = (text for read in own.values() for text in (read.parts or {}).values())
        links = "\n".join((*(row.row.proof for row in rows), *parts))
        return [
            path
            for path, proof in self.proofs.items()
            if f"({path})" in links and _is_attachment(path, proof.suffix)
        ]

    def _names(self, items: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
        """The name of each file that proves something; what the county has already keeps its own."""
        names = attachment_names(
            {path: (item, self.proofs[path].suffix) for path, item in items.items()}
        )
        standing = {digest: name for name, digest in known.items()}
        for path, name in names.items():
            digest = hashlib.sha256(self.proofs[path].content).hexdigest()
            if known.get(name) == digest:
                continue
            apart = name if self.replaces or name not in known else with_digest(name, digest)
            names[path] = standing.get(digest, apart)
        return names


def _is_attachment(path: str, suffix: str) -> bool:
    """Whether the path is one that an attachment with that ending may have."""
    folder, _, name = path.partition("/")
    return folder == "attachments" and is_safe_name(name) and name.endswith(suffix)


def row_key(item: str, row: ReadRow) -> RowKey:
    """What tells a row from others while files for it are still to come."""
    return item, row.date, row.matter


def _own_rows(
    own: Mapping[str, ReadItem], sought: Mapping[RowKey, Sequence[str]], files: Collection[str]
) -> Iterable[HandedRow]:
    """The rows of a workbook of ours, with the names of files in their cells."""
    for item, read in own.items():
        for row in read.rows or ():
            names = split_proof(row.proof, files)[1]
            found = names if row.proof else sought.get(row_key(item, row), ())
            yield HandedRow(item, row, tuple(found))


def _own_item(read: ReadItem, rows: Iterable[HandedRow]) -> ReadItem:
    if read.rows is None:
        return read
    return replace(read, rows=tuple(row.row for row in rows if row.item == read.item))


def _items_of_files(rows: Sequence[HandedRow], matches: Matches) -> dict[str, str]:
    """The item of the first row that each file belongs to."""
    items: dict[str, str] = {}
    for at in sorted(matches.files):
        for file in matches.files[at]:
            items.setdefault(file, rows[at].item)
    return items


def _with_proofs(
    rows: Sequence[HandedRow], matches: Matches, names: Mapping[str, str]
) -> list[HandedRow]:
    titles = {name: plain_text(PurePosixPath(path).stem) for path, name in names.items()}
    joined: list[HandedRow] = []
    for at, row in enumerate(rows):
        targets = [names[file] for file in matches.files.get(at, ())]
        targets += (target for target in matches.known.get(at, ()) if target not in targets)
        # Links that a cell holds already stay as they are, and so does a name without a file.
        links, _ = split_proof(row.row.proof)
        new = [target for target in targets if f"({target})" not in links]
        missing = [text for nth, text in matches.unfound if nth == at and row.row.proof]
        cell = " ".join(filter(None, (links, proof_cell(new, titles), "、".join(missing))))
        proof = cell if new else row.row.proof
        joined.append(replace(row, row=replace(row.row, proof=proof)))
    return joined


def _items(rubric: Rubric, rows: Sequence[HandedRow]) -> Iterable[ReadItem]:
    for item in rubric.items:
        own = tuple(row.row for row in rows if row.item == item)
        if own:
            yield ReadItem(item=item, rows=own)


_NO_LEDGER = N_(
    "There is no ledger in {file}: a table (.xlsx, .xls, .csv, or in .docx) with a row of names such as "
    "时间, 活动名称, 地点. Save one of another kind (.doc, .pdf, .wps) in such a form first."
)
_UNFOUND = N_("there is no file “{text}” in what was handed in, or more than one")
_SCANNED = N_(
    "its pages are pictures that no program can search: look through it for personal data"
)
