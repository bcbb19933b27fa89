"""Which scores a set of published sums tells, worked out a second time for the tests.

By the space of all changes of the scores that leave every sum as it is: a score that no such change
moves is told; two that each such change moves in one proportion tell each other. Whole numbers
modulo a prime stand for the fractions; standard library only, no code of the package.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

PRIME = 2**61 - 1
Sum = Mapping[tuple[str, ...], Fraction]
"""The share of each score, by judge, item and what else tells one score from another."""


def told(sums: Sequence[Sum]) -> set[tuple[str, ...]]:
    """The scores that everybody, or one judge who knows a score of their own, can work out."""
    names, moves = _names_and_moves(sums)
    by_direction: dict[tuple[int, ...], list[tuple[str, ...]]] = {}
    for name, column in zip(
        names, zip(*moves, strict=True) if moves else [()] * len(names), strict=True
    ):
        by_direction.setdefault(_direction(column), []).append(name)
    found = set()
    for direction, alike in by_direction.items():
        if not any(direction) or len({name[0] for name in alike}) > 1:
            found |= set(alike)
    return found


def follows(one: Sum, sums: Sequence[Sum]) -> bool:
    """Whether whoever knows the sums knows this one: no change that leaves them alone moves it."""
    names, moves = _names_and_moves(sums)
    at = {name: nth for nth, name in enumerate(names)}
    if not one.keys() <= at.keys():
        return False
    shares = [(at[name], _residue(share)) for name, share in one.items()]
    return all(sum(move[nth] * share for nth, share in shares) % PRIME == 0 for move in moves)


def _names_and_moves(sums: Sequence[Sum]) -> tuple[list[tuple[str, ...]], list[list[int]]]:
    names = sorted({name for one in sums for name in one})
    rows = [[_residue(one.get(name, Fraction(0))) for name in names] for one in sums]
    return names, _moves(rows, len(names))


def _residue(number: Fraction) -> int:
    return number.numerator * pow(number.denominator, -1, PRIME) % PRIME


def _direction(column: Iterable[int]) -> tuple[int, ...]:
    """The column divided by its first number that is not 0."""
    numbers = tuple(column)
    first = next((number for number in numbers if number), 1)
    inverse = pow(first, -1, PRIME)
    return tuple(number * inverse % PRIME for number in numbers)


def _moves(matrix: list[list[int]], width: int) -> list[list[int]]:
    """A basis of what the matrix takes to nothing."""
    pivots: list[int] = []
    rows: list[list[int]] = []
    for at in range(width):
        chosen = next((row for row in matrix if row[at]), None)
        if chosen is None:
            continue
        matrix.remove(chosen)
        inverse = pow(chosen[at], -1, PRIME)
        chosen = [number * inverse % PRIME for number in chosen]
        for others in (matrix, rows):
            for nth, row in enumerate(others):
                if row[at]:
                    others[nth] = [
                        (one - row[at] * two) % PRIME for one, two in zip(row, chosen, strict=True)
                    ]
        rows.append(chosen)
        pivots.append(at)
    basis = []
    for free in sorted(set(range(width)) - set(pivots)):
        move = [0] * width
        move[free] = 1
        for pivot, row in zip(pivots, rows, strict=True):
            move[pivot] = -row[free] % PRIME
        basis.append(move)
    return basis
