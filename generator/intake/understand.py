"""A sheet understood: its header, what it is about, its rows; or the sentence that says what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator.chinese.dates import read_span
from generator.chinese.sum_rows import sum_word
from generator.chinese.widths import bare_name, fold_widths
from generator.intake import columns as names
from generator.intake.cells import plain_text
from generator.intake.columns import Header, find_header
from generator.intake.parts import rows_by_item, tables_of
from generator.intake.rows import Ground, RowReader
from generator.intake.subjects import Subject, item_with_clauses, mapped_subject, subject_of
from generator.model.handed_row import ReadSheet
from generator.model.intake import CellPlace
from generator.model.message import N_, Message
from generator.model.rubric import Indicator, Rubric
from generator.model.sheet import Sheet


def understand(sheet: Sheet, rubric: Rubric, maps: Mapping[str, str]) -> tuple[ReadSheet, ...]:
    """How the sheet is understood, table by table; () for one that is no ledger at all.

    ``maps`` are bare names that the user has explained: of columns, files, sheets and clauses.
    """
    targets = {
        name: target for name, target in maps.items() if target in (*names.TARGETS, names.UNUSED)
    }
    header = find_header(sheet, targets)
    if header is None:
        return ()
    if not header.is_ledger:
        # Two names of columns occur in many a table that is no ledger.
        known = {*header.columns} - {names.UNIT, names.PEOPLE, names.NUMBER, names.PROOF}
        return (_refused(sheet, header, _lacking(header)),) if len(known) > 1 else ()
    found: list[ReadSheet] = []
    tables = [*tables_of(sheet, header, rubric, targets)]
    first = "\n".join(_above(sheet, header))
    for table in tables:
        # What stands over the first table says what all are about, unless a table says it better.
        own = replace(table, title=first) if table is not tables[0] else table
        found += _table(own, find_header(own, targets) or header, rubric, maps)
    return tuple(found)


def _table(
    sheet: Sheet, header: Header, rubric: Rubric, maps: Mapping[str, str]
) -> Iterator[ReadSheet]:
    subject = _subject(sheet, header, rubric, maps)
    if subject.item is not None:
        found = _read(Ground(sheet, header, subject.item, rubric, maps), subject)
        yield from () if found is None else (found,)
        return
    parted = rows_by_item(sheet, header, rubric, maps)
    for item, own in parted.sheets.items():
        ground = Ground(own, header, rubric.items[item], rubric, maps)
        found = _read(ground, subject_of((), rubric, Subject(rubric.items[item])))
        yield from () if found is None else (found,)
    if not parted.sheets:
        yield _refused(sheet, header, Message(NO_ITEM, {"name": _called(sheet)}))
        return
    for number in parted.unnamed:
        texts = [text for value in sheet.rows[number].values() if (text := plain_text(value))]
        if texts and not any(map(sum_word, texts[:3])):
            row = str(number)
            yield _refused(
                sheet, header, Message(_ROW_WITHOUT_ITEM, {"row": row, "text": texts[0]})
            )


def _read(ground: Ground, subject: Subject) -> ReadSheet | None:
    reader = RowReader(ground, subject)
    reader.read()
    return _with_rows(ground.sheet, ground.header, ground.item, reader)


def _with_rows(
    sheet: Sheet, header: Header, item: Indicator, reader: RowReader
) -> ReadSheet | None:
    """The sheet with the rows that were read, or why they cannot be taken."""
    # The agenda of one event has times and contents, too.
    if reader.rows and all(read_span(one.row.date) is None for one in reader.rows):
        column = next(name for name, meaning in _columns(header) if meaning in _DAYS)
        table = sheet.file.lower().endswith(".docx")
        return None if table else _refused(sheet, header, Message(NO_DAY, {"column": column}))
    if not reader.rows:
        return _refused(sheet, header, Message(_NO_ROWS))
    if any(not one.row.clause for one in reader.rows):
        clauses = "、".join(clause.name for clause in item.clauses)
        values = {"name": _called(sheet), "clauses": clauses, "item": item.id}
        return _refused(sheet, header, Message(NO_CLAUSE, values))
    return ReadSheet(
        where=CellPlace(sheet.file, sheet.name),
        header=header.first,
        item=item.id,
        columns=tuple(_columns(header)),
        unused=tuple(name for name in header.unused if bare_name(name) not in names.SILENT),
        rows=tuple(reader.rows),
        left_out=tuple(reader.left_out),
        doubts=tuple(reader.doubts),
    )


def _subject(sheet: Sheet, header: Header, rubric: Rubric, maps: Mapping[str, str]) -> Subject:
    path = PurePosixPath(sheet.file)
    given = Subject()
    for name in (sheet.name, path.name, path.stem, sheet.file, *(one.name for one in path.parents)):
        mapped = mapped_subject(name, maps, rubric) if name else None
        if mapped is not None:
            given = Subject(given.item or mapped.item, given.clause or mapped.clause)
    if given.item is None:
        given = Subject(_item_in_column(sheet, header, rubric), given.clause)
    if given.item is None and names.ITEM in header.columns:
        return given
    above = _above(sheet, header)
    texts = [*above, sheet.name if sheet.lettered else "", sheet.title, path.stem]
    texts += [folder.name for folder in path.parents]
    found = subject_of(texts, rubric, given)
    if found.item is None:
        cells = _cells(sheet, header, names.CLAUSE)
        cells = [maps.get(bare_name(text), text) for text in cells]
        found = Subject(item_with_clauses(cells, rubric), found.clause)
    return found


def _above(sheet: Sheet, header: Header) -> list[str]:
    """What stands above the header, from the nearest up."""
    return [
        plain_text(value)
        for number in sorted(sheet.rows, reverse=True)
        if number < header.first
        for value in dict.fromkeys(sheet.rows[number].values())
    ]


def _item_in_column(sheet: Sheet, header: Header, rubric: Rubric) -> Indicator | None:
    """The item that a column of its own names the same in all rows."""
    ids = {fold_widths(text).upper().zfill(2) for text in _cells(sheet, header, names.ITEM)}
    return rubric.items.get(next(iter(ids))) if len(ids) == 1 else None


def _cells(sheet: Sheet, header: Header, name: str) -> Sequence[str]:
    column = header.column(name)
    found = (
        (plain_text(row.get(column)) for number, row in sheet.rows.items() if number > header.last)
        if column is not None
        else ()
    )
    return [text for text in found if text]


def _columns(header: Header) -> Iterable[tuple[str, str]]:
    for name, columns in header.columns.items():
        yield from ((header.names[column], name) for column in columns)
    if header.months:
        written = [header.names[column] for column in header.months]
        yield f"{written[0]}…{written[-1]}", names.WHEN


def _lacking(header: Header) -> Message:
    lacking = [] if header.is_dated else [names.WHEN]
    lacking += [] if names.TITLE in header.columns else [names.TITLE]
    values = {
        "row": str(header.first),
        "columns": "、".join(name for name in header.names.values() if name),
        "lacking": "、".join(lacking),
        "example": lacking[0],
    }
    return Message(NO_COLUMN, values)


def _refused(sheet: Sheet, header: Header, why: Message) -> ReadSheet:
    return ReadSheet(
        where=CellPlace(sheet.file, sheet.name),
        header=header.first,
        columns=tuple(_columns(header)),
        refused=why,
    )


def _called(sheet: Sheet) -> str:
    """What --map calls the sheet: its own name where it tells sheets apart, else the file's."""
    own = sheet.name if sheet.lettered else ""
    return own if own and not own.lower().startswith("sheet") else PurePosixPath(sheet.file).name


NO_COLUMN = N_(
    "row {row} looks like the header ({columns}), but no column is taken for {lacking}; "
    'say which it is, as --map "name of the column={example}"'
)
NO_ITEM = N_(
    "it does not say which indicator it is about; write the number before the name of the file "
    '(such as 05 …), or add --map "{name}=05"'
)
_ROW_WITHOUT_ITEM = N_("row {row} ({text}) does not say which indicator it is about")
NO_CLAUSE = N_(
    "rows do not say which clause of {item} they belong to; add a column 条款, or "
    '--map "{name}=…" with one of: {clauses}'
)
NO_DAY = N_(
    "none of the days in the column {column} can be read; write them as 2018-03-12, or say "
    "with --map which column has them"
)
_DAYS = (names.WHEN, names.MONTH)
_NO_ROWS = N_("no row with an event stands below the header")
