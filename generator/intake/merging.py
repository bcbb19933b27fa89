"""Rows that were handed in joined with those that stand in the ledger already."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from generator.chinese.dates import read_span
from generator.chinese.widths import bare_name
from generator.model.handed_row import Joined
from generator.model.intake import ReadRow

# How much of two names is the same where one is the other with a letter put right.
_ALIKE = 0.7


def join_rows(
    standing: Sequence[ReadRow], handed: Sequence[ReadRow], *, whole: bool = False
) -> Joined:
    """Join the rows; ``whole`` where what was not handed in again is to go."""
    pairs = _pairs(standing, handed)
    mended: list[ReadRow] = []
    rows: list[ReadRow] = []
    by_standing = {at: handed[nth] for nth, at in pairs.items()}
    for at, row in enumerate(standing):
        if at not in by_standing:
            rows += () if whole else (row,)
            continue
        joined = _filled(by_standing[at], row)
        rows.append(joined)
        if joined.cells != row.cells:
            mended.append(joined)
    added = [row for nth, row in enumerate(handed) if nth not in pairs]
    absent = [row for at, row in enumerate(standing) if at not in by_standing]
    return Joined(tuple(_placed(rows, added)), tuple(added), tuple(mended), tuple(absent))


def _pairs(standing: Sequence[ReadRow], handed: Sequence[ReadRow]) -> dict[int, int]:
    """Which row stands for which that was handed in: by number, by all that it says, by less."""
    pairs: dict[int, int] = {}
    for is_same, equal in ((_has_number, True), (_says_the_same, True), (_is_mended, False)):
        free = [at for at in range(len(standing)) if at not in pairs.values()]
        left = [nth for nth in range(len(handed)) if nth not in pairs]
        for nth in left:
            found = [at for at in free if is_same(standing[at], handed[nth])]
            rivals = [one for one in left if found and is_same(standing[found[0]], handed[one])]
            # Of what is only alike nothing tells which of several is meant.
            if found and (equal or len(found) == len(rivals) == 1):
                pairs[nth] = found[0]
                free.remove(found[0])
    return pairs


def _has_number(one: ReadRow, other: ReadRow) -> bool:
    return bool(one.number) and bare_name(one.number) == bare_name(other.number)


def _says_the_same(one: ReadRow, other: ReadRow) -> bool:
    return one.date == other.date and _same_matter(one, other)


def _is_mended(one: ReadRow, other: ReadRow) -> bool:
    """Whether one is the other put right: a day of the same month, or a few letters of its name."""
    if one.clause != other.clause or (one.place and other.place and one.place != other.place):
        return False
    if _same_matter(one, other):
        return one.date[:7] == other.date[:7] or read_span(one.date) is None
    likeness = SequenceMatcher(None, one.matter[:200], other.matter[:200]).ratio()
    return bool(one.date) and one.date == other.date and likeness >= _ALIKE


def _same_matter(one: ReadRow, other: ReadRow) -> bool:
    return bare_name(one.matter) == bare_name(other.matter) and one.clause == other.clause


def _filled(handed: ReadRow, standing: ReadRow) -> ReadRow:
    """The row as handed in, with what only the one that stands has: an office's table lacks columns."""
    return replace(
        handed,
        quantity=handed.quantity or standing.quantity,
        place=handed.place or standing.place,
        people=handed.people or standing.people,
        proof=handed.proof or standing.proof,
        number=handed.number or standing.number,
    )


def _placed(rows: list[ReadRow], added: Sequence[ReadRow]) -> list[ReadRow]:
    """The new rows behind the others, or among them where those stand by date."""
    joined = [*rows, *added]
    dates = [row.date for row in rows]
    in_order = all(first <= second for first, second in pairwise(dates))
    return sorted(joined, key=lambda row: row.date) if rows and in_order else joined
