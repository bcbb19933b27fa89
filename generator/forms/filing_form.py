"""The form of the filing tool as JSON: what it asks, and what is typed into it.

A draft is what stands in the form for one file, every text as it is typed::

    {"status": "已提交", "parts": {"目标": "…"}, "claims": {"学术会议": "2 场"},
     "rows": [{"date", "event", "clause", "quantity", "place", "participants", "proof", "number"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.chinese.numbers import shown_number
from generator.forms.evidence import asked
from generator.model import book as words
from generator.model.evidence import LEDGER
from generator.model.intake import CellPlace, ReadItem, ReadRow, row_of
from generator.model.rubric import Clause, County, Indicator, Rubric, Target

KEYS = ("date", "event", "clause", "quantity", "place", "participants", "proof", "number")
"""What a draft calls the columns of the ledger."""

Draft = Mapping[str, Any]


def form_columns() -> list[dict[str, str]]:
    """The columns of the table, as a draft and as people call them."""
    pairs = zip(KEYS, words.ITEM_COLUMNS, strict=True)
    return [{"key": key, "name": name} for key, name in pairs]


def form_items(rubric: Rubric, county: County) -> Iterator[dict[str, Any]]:
    """What is asked of the county, item by item."""
    for block in rubric.blocks:
        for item in block.items:
            parts = () if item.bonus else rubric.parts
            yield {
                "id": item.id,
                "name": item.name,
                "section": block.id,
                "section_name": block.name,
                "points": shown_number(item.points),
                "bonus": item.bonus,
                "applies": rubric.applies(item, county),
                "text": item.text,
                "parts": [part for part in parts if part != LEDGER],
                "clauses": [_clause(rubric, county, clause) for clause in item.clauses],
            }


def _clause(rubric: Rubric, county: County, clause: Clause) -> dict[str, Any]:
    target = rubric.target(clause, county)
    return {
        "id": clause.id,
        "name": clause.name,
        "text": clause.text,
        "asked": asked(target),
        "unit": clause.demand.unit if clause.demand is not None else "",
        "kind": target.comparison.value if isinstance(target, Target) else target.value,
        "default_quantity": words.default_quantity(clause),
    }


def draft_of(read: ReadItem | None, item: Indicator | None) -> dict[str, Any]:
    """What was read as a draft; ``item`` is None for the statement."""
    draft: dict[str, Any] = {"parts": {} if read is None else dict(read.parts or {})}
    if item is None:
        return draft
    rows = () if read is None else read.rows or ()
    draft["status"] = read.status if read is not None and read.status else words.STATUS_WORDS[0]
    draft["claims"] = {} if read is None else dict(read.claims or {})
    draft["rows"] = [_typed(row, item) for row in rows]
    return draft


def _typed(row: ReadRow, item: Indicator) -> dict[str, str]:
    clause = next((clause for clause in item.clauses if clause.name == row.clause), None)
    cells = dict(zip(KEYS, row.cells, strict=True))
    if not row.quantity and words.default_quantity(clause):
        cells["quantity"] = words.NO_QUANTITY
    return cells


def read_of(item: Indicator | str, draft: Draft) -> ReadItem | None:
    """What a draft says, None where it says nothing; a row's place is its number in the draft."""
    parts = {str(name): str(text).strip() for name, text in _mapping(draft.get("parts")).items()}
    if isinstance(item, str):
        return ReadItem(item=item, parts=parts) if any(parts.values()) else None
    rows = tuple(_rows(item, draft))
    claims = {
        str(name): str(text).strip()
        for name, text in _mapping(draft.get("claims")).items()
        if str(text).strip()
    }
    if not rows and not any(parts.values()) and not claims:
        return None
    status = str(draft.get("status") or "") or None
    return ReadItem(item=item.id, rows=rows, parts=parts, claims=claims, status=status)


def _rows(item: Indicator, draft: Draft) -> Iterator[ReadRow]:
    clauses = {clause.name: clause for clause in item.clauses}
    for number, row in enumerate(draft.get("rows") or ()):
        texts = tuple(str(_mapping(row).get(key) or "").strip() for key in KEYS)
        if any(texts):
            yield row_of(words.with_quantity(texts, clauses), CellPlace("", "", str(number)))


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}
