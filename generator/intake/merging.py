"""Rows that were handed in joined with those that stand in the ledger already."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.chinese.widths import bare_name
from generator.model.handed_row import Joined
from generator.model.intake import ReadRow


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
    for key in _KEYS:
        free = [at for at in range(len(standing)) if at not in pairs.values()]
        left = [nth for nth in range(len(handed)) if nth not in pairs]
        # What two rows have in common tells neither from the other, but for rows that are equal.
        alone = key not in _KEYS[:2]
        for nth in left:
            own = key(handed[nth])
            found = [at for at in free if own and key(standing[at]) == own]
            rivals = [one for one in left if key(handed[one]) == own]
            if found and not (alone and (len(found) > 1 or len(rivals) > 1)):
                pairs[nth] = found[0]
                free.remove(found[0])
    return pairs


def _number(row: ReadRow) -> tuple[str, ...]:
    return (bare_name(row.number),) if row.number else ()


def _same(row: ReadRow) -> tuple[str, ...]:
    return row.date, bare_name(row.matter), bare_name(row.clause)


def _other_day(row: ReadRow) -> tuple[str, ...]:
    return bare_name(row.matter), bare_name(row.clause)


def _other_words(row: ReadRow) -> tuple[str, ...]:
    return (row.date, bare_name(row.clause)) if row.date else ()


_KEYS: tuple[Callable[[ReadRow], tuple[str, ...]], ...] = (_number, _same, _other_day, _other_words)


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
