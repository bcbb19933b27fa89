"""What was understood of a package, in words for whoever handed it in."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.chinese.unseen import name_unseen
from generator.model.book import CLAUSE_HEAD
from generator.model.handed_row import Joined, ReadSheet
from generator.model.intake import CellPlace, Misread, ReadRow
from generator.model.message import N_, Message
from generator.model.sheet import Unread
from generator.privacy.personal_numbers import find_personal, masked_text
from generator.report.catalogue import Catalogue

_MOST_CELLS, _MOST_ROWS = 8, 5


def place_words(where: CellPlace) -> str:
    """The place as people say it: 台账.xlsx “Sheet1” B7."""
    sheet = f"“{where.sheet}”" if where.sheet else ""
    return " ".join(filter(None, (_name(where.file), sheet, where.cell)))


def _name(path: str) -> str:
    """The name of a file as it may stand anywhere."""
    return name_unseen(masked_text(path, find_personal(path)))


def sheet_lines(sheets: Iterable[ReadSheet], catalogue: Catalogue) -> Iterator[str]:
    """How each sheet was understood, or why nothing was taken from it."""
    for sheet in sheets:
        if sheet.refused is not None:
            values = {"place": place_words(sheet.where), "reason": catalogue.say(sheet.refused)}
            yield catalogue.say(Message(N_("{place}: not taken: {reason}"), values))
            continue
        values = {
            "place": place_words(sheet.where),
            "item": sheet.item,
            "row": str(sheet.header),
            "rows": str(len(sheet.rows)),
            "columns": "、".join(
                name if name == column else f"{name} → {column}" for name, column in sheet.columns
            ),
        }
        text = N_(
            "{place}: indicator {item}, header in row {row}, {rows} entries; columns {columns}"
        )
        yield catalogue.say(Message(text, values))
        if not any(column == CLAUSE_HEAD for _, column in sheet.columns):
            clauses = dict.fromkeys(row.row.clause for row in sheet.rows)
            text = N_("  no column of clauses; the entries are taken for: {clauses}")
            yield catalogue.say(Message(text, {"clauses": "、".join(clauses)}))
        if sheet.unused:
            text = N_("  not used: columns {columns}")
            yield catalogue.say(Message(text, {"columns": "、".join(sheet.unused)}))


def misread_lines(misread: Iterable[Misread], catalogue: Catalogue) -> Iterator[str]:
    """What a person has to look at; what is the same of many cells of a sheet in one line."""
    same: dict[tuple[str, str, str], list[str]] = {}
    for one in misread:
        sentence = catalogue.say(Message(one.text, one.values))
        same.setdefault((one.where.file, one.where.sheet, sentence), []).append(one.where.cell)
    for (file, sheet, sentence), cells in same.items():
        shown = "、".join(filter(None, cells[:_MOST_CELLS])) + ("…" if cells[_MOST_CELLS:] else "")
        times = f"（×{len(cells)}）" if cells[1:] else ""
        yield _line(place_words(CellPlace(file, sheet, shown)), sentence + times, catalogue)


def refused_lines(refused: Iterable[Unread], catalogue: Catalogue) -> Iterator[str]:
    """Files that were not taken, and why."""
    for one in refused:
        yield _line(_name(one.file), catalogue.text(one.reason), catalogue)


def _line(place: str, sentence: str, catalogue: Catalogue) -> str:
    values = {"place": place, "sentence": sentence}
    return name_unseen(catalogue.say(Message(N_("{place}: {sentence}"), values)))


def attachment_lines(sources: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Files that became attachments, under which name."""
    for name, path in sources:
        yield f"{_name(path)} → {PurePosixPath(name).name}"


def joined_lines(joined: Mapping[str, Joined], catalogue: Catalogue) -> Iterator[str]:
    """Rows of each item's file that were changed, or not handed in again."""
    for item, rows in joined.items():
        for row in rows.mended:
            values = {"item": item, "row": _row(row)}
            yield catalogue.say(Message(N_("{item}: changed: {row}"), values))
        for row in rows.absent[:_MOST_ROWS]:
            text = N_("{item}: was not handed in again, and stays unless --whole is given: {row}")
            yield catalogue.say(Message(text, {"item": item, "row": _row(row)}))
        if more := len(rows.absent[_MOST_ROWS:]):
            text = N_("{item}: and {number} more rows that were not handed in again")
            yield catalogue.say(Message(text, {"item": item, "number": str(more)}))


def unmatched_lines(paths: Iterable[str]) -> Iterator[str]:
    """Files that no row speaks of."""
    yield from map(_name, paths)


def _row(row: ReadRow) -> str:
    return " | ".join(filter(None, (row.date, row.matter, row.clause, row.quantity)))
