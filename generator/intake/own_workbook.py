"""A workbook of our own shape, filled in: its sheets to what stands in each file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from generator.model import book as words
from generator.model.evidence import LEDGER
from generator.model.intake import CellPlace, ReadItem, ReadRow, row_of
from generator.model.rubric import Indicator, Rubric
from generator.model.sheet import Sheet, Value

_NO_ROW = ("", "", "", "", "", "", "", "")


def own_title(sheet: Sheet) -> tuple[str, ...]:
    """The item, its name, the county and the cycle of a sheet of ours; () for another."""
    first = sheet.rows.get(1, {}).get(0, "")
    steps = tuple(step.strip() for step in str(first).split("·"))
    return steps if len(steps) == 4 and steps[-1].endswith("年") else ()


def read_own_sheet(sheet: Sheet, rubric: Rubric) -> ReadItem | None:
    """What stands in a sheet of ours; None for an empty one, or one of an item that is unknown."""
    item = own_title(sheet)[0]
    if item == words.STATEMENT_SHEET:
        names = {name: name for name in rubric.statement}
        parts = dict(_boxes(sheet, {words.PREFACE_LABEL: "", **names}))
        return ReadItem(item="index", parts=parts) if any(parts.values()) else None
    if item not in rubric.items:
        return None
    own = {name: name for name in rubric.parts if name != LEDGER}
    labels = {words.PREFACE_LABEL: "", words.LEDGER_LABEL: LEDGER, **own}
    parts = dict(_boxes(sheet, labels))
    rows = tuple(_rows(sheet, rubric.items[item]))
    claims = _claims(sheet)
    if not rows and not any(parts.values()) and not claims:
        return None
    return ReadItem(item=item, rows=rows, parts=parts, claims=claims, status=_status(sheet))


def _text(value: Value | None) -> str:
    """The cell as a person sees it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value) if value.denominator == 1 else f"{float(value):.12g}"
    return value.strip()


def cell_texts(sheet: Sheet) -> Iterator[tuple[int, Mapping[int, str]]]:
    """The rows of a sheet by their numbers, their cells as a person sees them."""
    for number in sorted(sheet.rows):
        yield number, {at: _text(value) for at, value in sheet.rows[number].items()}


def _header(sheet: Sheet) -> int:
    """The row of the ledger's header, 0 where there is none."""
    heads = set(words.ITEM_COLUMNS[:2])
    return next((at for at, cells in cell_texts(sheet) if heads <= set(cells.values())), 0)


def _boxes(sheet: Sheet, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    end = _header(sheet) or max(sheet.rows, default=0) + 1
    for number, cells in cell_texts(sheet):
        label = cells.get(0, "")
        if 1 < number < end and label in labels and cells.get(1) != words.TOO_LONG:
            yield labels[label], cells.get(1, "")


def _status(sheet: Sheet) -> str | None:
    found = (cells.get(1) for _, cells in cell_texts(sheet) if cells.get(0) == words.STATUS_LABEL)
    return next(found, None) or None


def _claims(sheet: Sheet) -> Mapping[str, str] | None:
    """The claims beside the clauses; None where their column is gone."""
    claims: dict[str, str] | None = None
    at = 0
    for _, cells in cell_texts(sheet):
        if cells.get(0) == words.STATUS_LABEL:
            break
        if claims is not None and cells.get(0) and cells.get(at):
            claims[cells[0]] = cells[at]
        if cells.get(0) == words.CLAUSE_HEAD and words.CLAIM_HEAD in cells.values():
            at = next(column for column, text in cells.items() if text == words.CLAIM_HEAD)
            claims = {}
    return claims


def _rows(sheet: Sheet, item: Indicator) -> Iterator[ReadRow]:
    header = _header(sheet)
    if not header:
        return
    titles = {text: column for column, text in dict(cell_texts(sheet))[header].items()}
    columns = [titles.get(name, -1) for name in words.ITEM_COLUMNS]
    clauses = {clause.name: clause for clause in item.clauses}
    for number, cells in cell_texts(sheet):
        texts = tuple(cells.get(column, "") for column in columns)
        if number > header and texts != _NO_ROW:
            where = CellPlace(sheet.file, sheet.name, sheet.cell(number, _first(columns, texts)))
            yield row_of(words.with_quantity(texts, clauses), where)


def _first(columns: Iterable[int], texts: Iterable[str]) -> int:
    return next(column for column, text in zip(columns, texts, strict=True) if text)
