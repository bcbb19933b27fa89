"""A sheet that holds several tables, or rows of several items, as one sheet each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.chinese.widths import bare_name, fold_widths
from generator.intake import columns as names
from generator.intake.cells import plain_text
from generator.intake.columns import Header, header_at
from generator.intake.subjects import Subject, clause_named, subject_of
from generator.model.rubric import Indicator, Rubric
from generator.model.sheet import Sheet

_FEWEST = 3


def tables_of(
    sheet: Sheet, header: Header, rubric: Rubric, mapped: Mapping[str, str]
) -> Iterator[Sheet]:
    """The tables of a sheet that stand one below the other, each with what stands above it.

    A header that is repeated begins no table, unless a title before it names an item or a clause.
    """
    numbers = sorted(sheet.rows)
    starts = [numbers[0]]
    for at, number in enumerate(numbers):
        if number <= header.last:
            continue
        found = header_at(sheet, number, mapped)
        if found is None or not found.is_ledger or len(found.columns) < _FEWEST:
            continue
        titles = _titles(sheet, numbers[:at])
        named = subject_of(titles, rubric, Subject())
        is_other = {*found.names.values()} != {*header.names.values()}
        if is_other or named.item is not None:
            starts.append(numbers[at - len(titles)])
    for start, end in zip(starts, [*starts[1:], numbers[-1] + 1], strict=True):
        rows = {number: row for number, row in sheet.rows.items() if start <= number < end}
        yield replace(sheet, rows=rows)


def _titles(sheet: Sheet, above: Sequence[int]) -> list[str]:
    """What stands alone in the rows right above, from the nearest up."""
    titles: list[str] = []
    for number in reversed(above[-3:]):
        texts = {*map(plain_text, sheet.rows[number].values())}
        if len(texts) != 1:
            break
        titles += texts
    return titles


@dataclass(frozen=True, slots=True)
class ItemRows:
    """The rows of a sheet by item, and the numbers of those that name none."""

    sheets: Mapping[str, Sheet]
    unnamed: tuple[int, ...]


def rows_by_item(sheet: Sheet, header: Header, rubric: Rubric, maps: Mapping[str, str]) -> ItemRows:
    """Part the rows below the header by the item that they name."""
    head = {number: row for number, row in sheet.rows.items() if number <= header.last}
    found: dict[str, set[int]] = {}
    unnamed: list[int] = []
    for number, row in sheet.rows.items():
        if number <= header.last:
            continue
        texts = {name: plain_text(row.get(header.column(name) or 0)) for name in _NAMING}
        item = _item(texts if header.column(names.ITEM) is not None else {}, rubric)
        if item is None and header.column(names.CLAUSE) is not None:
            item = _item_of_clause(
                maps.get(bare_name(texts[names.CLAUSE]), texts[names.CLAUSE]), rubric
            )
        if item is None:
            unnamed.append(number)
        else:
            found.setdefault(item.id, set()).add(number)
    sheets = {
        item: replace(sheet, rows={**head, **{at: sheet.rows[at] for at in sorted(numbers)}})
        for item, numbers in found.items()
    }
    return ItemRows(sheets, tuple(unnamed))


_NAMING = (names.ITEM, names.CLAUSE)


def _item(texts: Mapping[str, str], rubric: Rubric) -> Indicator | None:
    text = texts.get(names.ITEM, "")
    own = fold_widths(text).strip().upper()
    if own.zfill(2) in rubric.items:
        return rubric.items[own.zfill(2)]
    return subject_of([text], rubric, Subject()).item if text else None


def _item_of_clause(text: str, rubric: Rubric) -> Indicator | None:
    found = [item for item in rubric.items.values() if text and clause_named(text, item.clauses)]
    return found[0] if len(found) == 1 else None
