"""The rows of a table in a text file (.csv)."""

import csv
from collections.abc import Iterator

from generator.model.message import N_
from generator.model.passage import Table, place_in


def csv_table(text: str) -> Table:
    """The lines of the text as rows, parted at tabs, semicolons or commas."""

    def place(row: int, column: int) -> str:
        return place_in(N_("row {} column {}"), str(row), str(column + 1))

    return Table("", [*_rows(text)], place)


def _rows(text: str) -> Iterator[tuple[int, dict[int, str]]]:
    # By line: one quote that is never closed would take the whole rest for a cell.
    for number, line in enumerate(text.splitlines(), start=1):
        sign = next((sign for sign in "\t,;，" if sign in line), ",")
        try:
            cells = next(csv.reader([line], delimiter=sign), [])
        except csv.Error:
            cells = line.split(sign)
        yield number, {column: cell for column, cell in enumerate(cells) if cell.strip()}
