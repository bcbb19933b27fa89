"""A county's workbook as an officer fills it in, without a program for tables."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.forms.county_book import county_book
from generator.intake.own_workbook import own_title
from generator.load.intake.ask import read_sheets
from generator.load.project import Project
from generator.model.book import ITEM_COLUMNS, BookCell, BookSheet
from generator.model.rubric import County
from generator.model.sheet import Sheet
from generator.report.office_book import draw_book
from generator.usecases.county_workbook import read_workbook
from generator.usecases.evidence_files import (
    PlannedFile,
    plan_files,
    read_sources,
    write_planned,
)
from generator.usecases.open_project import open_project


@dataclass(frozen=True)
class TakenWorkbook:
    """What a workbook of ours says, file by file; ``empty`` are the sheets with nothing in them."""

    planned: tuple[PlannedFile, ...]
    empty: tuple[str, ...]


def own_sheets(file: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook of ours."""
    return tuple(filter(own_title, read_sheets(file.read_bytes(), ".xlsx", file.name)))


def take_workbook(project: Project, county: County, sheets: Iterable[Sheet]) -> TakenWorkbook:
    """Read the sheets of ours, and plan what they make of the files."""
    reads, empty = read_workbook(project, county, sheets)
    return TakenWorkbook(tuple(plan_files(project, county, reads.values())), tuple(empty))


class FilledBook:
    """The workbook of one county of a project, some of its cells written anew."""

    def __init__(self, root: Path, county: str = "jia") -> None:
        self.project = open_project(root)
        self.county = self.project.rubric.county_by_id[county]
        items = list(self.project.rubric.items.values())
        known = read_sources(self.project, self.county, [*(item.id for item in items), "index"])
        read = {item: source.read for item, source in known.sources.items()}
        self.book = county_book(self.project.rubric, self.county, items, read)
        self.cells = [
            {(cell.row, cell.column): cell for cell in sheet.cells} for sheet in self.book.sheets
        ]

    def sheet(self, item: str) -> int:
        """Which sheet is that of the item; 自述 is the statement's."""
        return next(
            at for at, sheet in enumerate(self.book.sheets) if sheet.name.split()[0] == item
        )

    def rows(self, item: str) -> tuple[int, int]:
        """The first row of the ledger, and the first below its last."""
        cells = self.cells[self.sheet(item)]
        heads = [at for (at, column), cell in cells.items() if not column and cell.text == "日期"]
        return heads[0] + 1, max(at for at, _ in cells) + 1

    def write_row(self, item: str, *texts: str, at: int = -1) -> None:
        """Write a row of the ledger: the next one, or another."""
        _, free = self.rows(item)
        row = free if at < 0 else self.rows(item)[0] + at
        for column in range(len(ITEM_COLUMNS)):
            text = texts[column] if column < len(texts) else ""
            self.cells[self.sheet(item)][row, column] = BookCell(row, column, text)

    def write_beside(self, item: str, label: str, text: str, column: int = 1) -> None:
        """Write the cell beside one that says ``label``."""
        cells = self.cells[self.sheet(item)]
        row = next(at for (at, first), cell in cells.items() if not first and cell.text == label)
        cells[row, column] = replace(cells[row, column], text=text)

    def save(self, file: Path) -> Path:
        """Draw the workbook."""
        pairs = zip(self.book.sheets, self.cells, strict=True)
        sheets: tuple[BookSheet, ...] = tuple(
            replace(sheet, cells=tuple(cells.values())) for sheet, cells in pairs
        )
        file.write_bytes(draw_book(replace(self.book, sheets=sheets)))
        return file

    def take(self, file: Path) -> dict[str, PlannedFile]:
        """Save it, take it in, write what differs; what was planned, by item."""
        taken = take_workbook(self.project, self.county, own_sheets(self.save(file)))
        write_planned(self.project, taken.planned)
        return {one.item: one for one in taken.planned}
