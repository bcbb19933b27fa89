"""Which item and clause a table is about, by the words around it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.chinese.widths import bare_name, fold_widths
from generator.model.rubric import Clause, Indicator, Rubric

# An id of two signs, not a part of a date or a number of things.
_ID = re.compile(r"(?:指标)?(0\d|1\d|2\d|[Bb]\d)(?![\d年月日号.\-/季])")
_NUMBERED = re.compile(r"(?:指标|第)(\d{1,2})(?:项|号|$)")
_SHORTEST = 2
# Before the name of a clause in a heading: 一、 （二） 3.
_MARK = re.compile(
    r"^(?:第?[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:\.\d{1,2})?)[)）、.．:：\s]?)+"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """An item, and the clause that rows without one of their own belong to; None for not known."""

    item: Indicator | None = None
    clause: Clause | None = None


def subject_of(texts: Iterable[str], rubric: Rubric, given: Subject) -> Subject:
    """What the texts, nearest first, say that a table is about; ``given`` is known already."""
    item, clause = given.item, given.clause
    for text in texts:
        found = [*_named(text, rubric, item)]
        items = {one.id: one for one, _ in found}
        if item is None and len(items) == 1:
            item = next(iter(items.values()))
        if clause is None and item is not None:
            clauses = {own.id: own for one, own in found if own is not None and one.id == item.id}
            clause = next(iter(clauses.values())) if len(clauses) == 1 else None
    if item is not None and clause is None and len(item.clauses) == 1:
        clause = item.clauses[0]
    return Subject(item, clause)


def _named(
    text: str, rubric: Rubric, item: Indicator | None
) -> Iterator[tuple[Indicator, Clause | None]]:
    """Items and clauses whose name stands in the text, none within a longer one that does."""
    bare = bare_name(text)
    names: dict[str, list[tuple[Indicator, Clause | None]]] = {}
    for one in rubric.items.values() if item is None else (item,):
        for name, clause in ((one.name, None), *((own.name, own) for own in one.clauses)):
            plain = bare_name(name)
            if len(plain) >= _SHORTEST and plain in bare:
                names.setdefault(plain, []).append((one, clause))
    longest = [
        name for name in names if not any(name != other and name in other for other in names)
    ]
    if longest:
        yield from (pair for name in longest for pair in names[name])
        return
    plain = fold_widths(text)
    match = _ID.match(plain.strip()) or _NUMBERED.search(plain)
    found = match and rubric.items.get(match[1].upper().zfill(2))
    if found and item is None:
        yield found, None


def clause_named(text: str, clauses: Iterable[Clause]) -> Clause | None:
    """The clause that the text names, by its name or id, with a number or mark before it."""
    plain = " ".join(fold_widths(text).split())
    known = {clause.id: clause for clause in clauses}
    if plain in known:
        return known[plain]
    bare = {bare_name(clause.name): clause for clause in known.values()}
    return bare.get(bare_name(plain)) or bare.get(bare_name(_MARK.sub("", plain)))


def item_with_clauses(texts: Iterable[str], rubric: Rubric) -> Indicator | None:
    """The one item that has all the clauses that the texts name, None for none or several."""
    wanted = {text for text in texts if text}
    found = [
        item
        for item in rubric.items.values()
        if wanted and all(clause_named(text, item.clauses) is not None for text in wanted)
    ]
    return found[0] if len(found) == 1 else None


def mapped_subject(name: str, maps: Mapping[str, str], rubric: Rubric) -> Subject | None:
    """What the user says that a file or sheet is about: an item's id, or a clause's name."""
    target = maps.get(bare_name(name))
    if target is None:
        return None
    if (item := rubric.items.get(target.upper().zfill(2))) is not None:
        return Subject(item)
    clauses = [
        Subject(item, clause)
        for item in rubric.items.values()
        for clause in item.clauses
        if bare_name(clause.name) == bare_name(target) or clause.id == target
    ]
    return clauses[0] if len(clauses) == 1 else None
