"""What a set of public sums tells of the single scores in them.

Each sum is a row over single scores with shares that everybody knows. By the echelon form of all
rows: no equations are solved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

# Judge, item, points: a score that was changed is another score.
Score = tuple[str, str, Fraction]
Row = Mapping[Score, Fraction]
# What a figure is made of: the scores of each group, apart by what a mean counts for in it.
Parts = Mapping[tuple[str, Fraction], Row]


def told(public: Iterable[Parts]) -> set[Score]:
    """The scores that some combination of the figures tells to everybody, or to one other judge.

    Scores are whole steps of a scale: of a sum of few of them each part can often be told from its
    fractions, so that it is taken for known.
    """
    rows = [row for parts in public for row in parts.values()]
    found = _alone_or_paired(reduced(rows))
    # Who changed a score knows both: together they are what this judge knows of the cell.
    versions: defaultdict[tuple[str, str], set[Score]] = defaultdict(set)
    for score in {score for row in rows for score in row}:
        versions[score[:2]].add(score)
    for own in versions.values():
        if len(own) > 1:
            basis = reduced([*rows, *({score: Fraction(1)} for score in own)])
            found |= {next(iter(row)) for row in basis.values() if len(row) == 1} - own
    return found


def _alone_or_paired(basis: Mapping[Score, Row]) -> set[Score]:
    found: set[Score] = set()
    alike: defaultdict[frozenset[tuple[Score, Fraction]], set[Score]] = defaultdict(set)
    for pivot, row in basis.items():
        rest = {score: share for score, share in row.items() if score != pivot}
        if not rest:
            found.add(pivot)
        elif len(rest) == 1:
            found |= _of_two_judges({pivot, *rest})
        if rest:
            # Two rows that differ by a factor leave a combination of their two pivots alone.
            lead = rest[min(rest)]
            alike[frozenset((score, share / lead) for score, share in rest.items())].add(pivot)
    for pivots in alike.values():
        found |= _of_two_judges(pivots)
    return found


def _of_two_judges(scores: set[Score]) -> set[Score]:
    """The scores, unless all are one judge's: the difference of an old and a new one may be told."""
    return scores if len({judge for judge, *_ in scores}) > 1 else set()


def reduced(rows: Iterable[Row]) -> Mapping[Score, Row]:
    """The rows in reduced echelon form, by pivot: no row holds the pivot of another."""
    basis: dict[Score, dict[Score, Fraction]] = {}
    for given in rows:
        row = dict(given)
        for pivot in [score for score in row if score in basis]:
            _subtract(row, basis[pivot], row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        lead = row[pivot]
        row = {score: share / lead for score, share in row.items()}
        for other in basis.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        basis[pivot] = row
    return basis


def follows(row: Row, basis: Mapping[Score, Row]) -> bool:
    """Whether the row is a combination of the rows that were ``reduced`` to the basis."""
    left = dict(row)
    for pivot in [score for score in row if score in basis]:
        _subtract(left, basis[pivot], left[pivot])
    return not left


def _subtract(row: dict[Score, Fraction], other: Row, factor: Fraction) -> None:
    for score, share in other.items():
        left = row.get(score, Fraction(0)) - factor * share
        if left:
            row[score] = left
        else:
            row.pop(score, None)


def added(rows: Iterable[Row]) -> Row:
    """The sum of the rows."""
    total: defaultdict[Score, Fraction] = defaultdict(Fraction)
    for row in rows:
        for score, share in row.items():
            total[score] += share
    return {score: share for score, share in total.items() if share}
