"""A table as an office keeps it: its cells as they stand, merged ones filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, table of a document or text file.

    ``file`` is the file's name in what was handed in, ``name`` the sheet's, "" where it has none.
    ``rows`` are cells by column from 0, by the row's number as people count; an empty cell is
    absent. ``merged`` says of each cell of an area of several rows where the area begins, and how
    many rows it has. ``lettered`` where columns have letters, as in a workbook. ``title`` stands
    above a table of a document.
    """

    file: str
    name: str
    rows: Mapping[int, Mapping[int, "Value"]]
    merged: Mapping[tuple[int, int], tuple[int, int]]
    hidden: bool = False
    lettered: bool = True
    title: str = ""

    def cell(self, row: int, column: int) -> str:
        """What people call the cell: B7, or the row of a table without letters."""
        if not self.lettered:
            return f"第 {row} 行"
        letters, column = "", column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{row}"


Value = str | Fraction | date


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a sheet of one, that was not taken: the sentence that says why."""

    file: str
    reason: str
    sheet: str = ""
