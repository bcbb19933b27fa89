"""A table on its way from the worker: what JSON can carry."""

from collections.abc import Iterable, Sized
from typing import Any

MOST_ROWS = 5_000
MOST_COLUMNS = 200
_MOST_CELLS = 100_000
_LONGEST_CELL = 32_767


class TooLarge(Exception):
    """More sheets, rows or cells than any ledger has."""


def refuse_many(things: Sized, most: int) -> None:
    """Raise TooLarge where there are more than that."""
    if len(things) > most:
        raise TooLarge


class RawSheet:
    """Cells by row and column, each its kind and text; merged areas filled."""

    def __init__(
        self, name: str, *, hidden: bool = False, lettered: bool = True, title: str = ""
    ) -> None:
        self._head = [name[:200], hidden, lettered, title[:1000]]
        self._rows: dict[int, dict[int, list[str]]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._cells = 0

    def put(self, row: int, column: int, cell: list[str]) -> None:
        """Put a cell. Raises TooLarge."""
        self._cells += 1
        self._rows.setdefault(row, {})[column] = [cell[0], cell[1][:_LONGEST_CELL]]
        if self._cells > _MOST_CELLS or len(self._rows) > MOST_ROWS:
            raise TooLarge

    def merge(self, areas: Iterable[tuple[int, int, int, int]]) -> None:
        """Fill areas from their first cell; each is top, left, bottom, right."""
        last = max(self._rows, default=0)
        for top, left, bottom, right in areas:
            cell = self._rows.get(top, {}).get(left)
            end, edge = min(bottom, last), min(right, MOST_COLUMNS)
            if cell is None:
                continue
            for row in range(top, end + 1):
                for column in range(left, edge + 1):
                    self.put(row, column, cell)
            if end > top:
                self._merged.append((top, left, end, edge))

    def to_json(self) -> list[Any]:
        """The sheet as JSON."""
        rows = [[number, list(row.items())] for number, row in sorted(self._rows.items())]
        return [*self._head, rows, self._merged]
