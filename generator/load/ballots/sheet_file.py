"""A score sheet as it was handed in, read twice: as written and as calculated; alone knows openpyxl."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from generator.model.message import N_, Message
from generator.model.score_sheet import IDENTITY, SHEET

Value = str | int | float | bool | object
"""What openpyxl makes of a cell; a formula is a text that begins with an equals sign."""

# A sheet that LibreOffice has saved has some 30 KB, and 300 KB unpacked.
_LARGEST = 4_000_000
_LARGEST_UNPACKED = 40_000_000
_MOST_CELLS = 20_000


class UnreadableSheet(Exception):
    """The file is no score sheet that can be read; carries the sentence that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """The cells of a file by name: formulas as written, and what they came to where it was saved."""

    identity: Mapping[str, str]
    written: Mapping[str, Value]
    calculated: Mapping[str, Value]


def read_bytes(file: Path) -> bytes:
    """The bytes of the file. Raises UnreadableSheet."""
    try:
        if file.stat().st_size > _LARGEST:
            raise UnreadableSheet(Message(N_("this is too large for a score sheet")))
        return file.read_bytes()
    except OSError as error:
        raise UnreadableSheet(Message(N_("the file cannot be read; is the name right?"))) from error


def read_sheet(content: bytes) -> WrittenSheet:
    """The cells of a workbook. Raises UnreadableSheet."""
    _refuse_other_files(content)
    try:
        books = [load_workbook(io.BytesIO(content), data_only=once) for once in (False, True)]
        sheets = [_cells(book[SHEET]) if SHEET in book.sheetnames else None for book in books]
        hidden = _cells(books[0][IDENTITY]) if IDENTITY in books[0].sheetnames else {}
    except UnreadableSheet:
        raise
    # Whatever a damaged file leads the library into: it names no errors of its own.
    except Exception as error:
        raise UnreadableSheet(Message(_DAMAGED)) from error
    written, calculated = sheets
    if written is None or calculated is None or not hidden:
        raise UnreadableSheet(Message(_NO_SHEET))
    identity = {
        str(key): str(hidden.get(f"B{name[1:]}", ""))
        for name, key in hidden.items()
        if name.startswith("A")
    }
    return WrittenSheet(identity, written, calculated)


def _refuse_other_files(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_workbook = "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableSheet(Message(_OTHER_FILE)) from error
    if not is_workbook:
        raise UnreadableSheet(Message(_OTHER_FILE))
    if unpacked > _LARGEST_UNPACKED:
        raise UnreadableSheet(Message(N_("this is too large for a score sheet")))


def _cells(sheet: Any) -> Mapping[str, Value]:
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise UnreadableSheet(Message(N_("this is too large for a score sheet")))
    return {
        cell.coordinate: _value(cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _value(value: Any, number_format: str) -> Value:
    # A formula over several cells is an object of its own.
    if isinstance(value, ArrayFormula | DataTableFormula):
        return f"={getattr(value, 'text', '')}"
    # Who types 50% sees and prints 50%, and the cell holds 0.5.
    if "%" in number_format and isinstance(value, int | float):
        return f"{value:.0%}"
    return value  # type: ignore[no-any-return]


_OTHER_FILE = N_("this is no .xlsx workbook; in Excel, WPS or LibreOffice save it as .xlsx")
_DAMAGED = N_(
    "the workbook is damaged; open it, save it again, or take the copy that was handed in"
)
_NO_SHEET = N_('this is no score sheet of "taizhang sheets": its pages are not there')
