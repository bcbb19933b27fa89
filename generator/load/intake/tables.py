"""The tables of a file, by what it holds and not by its name alone."""

from collections.abc import Iterator
from typing import Any

from generator.load.attachments.file_types import HEAD, seen_type
from generator.load.intake.raw_sheet import RawSheet, TooLarge
from generator.load.intake.sheets import workbook_sheets
from generator.load.intake.text_table import text_sheet
from generator.load.intake.word_tables import word_sheets
from generator.model.errors import NotTaken
from generator.model.message import N_

TABLE_TYPES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".docx"})


def read_tables(content: bytes, suffix: str) -> dict[str, Any]:
    """The sheets of a file as JSON, or the sentence that says why there are none."""
    try:
        return {"sheets": [raw.to_json() for raw in _sheets(content, suffix)]}
    except NotTaken as error:
        return {"reason": error.reason}
    except TooLarge:
        return {"reason": _LARGE}


def _sheets(content: bytes, suffix: str) -> Iterator[RawSheet]:
    kind = seen_type(content[:HEAD])
    if kind == "OLE" and _ENCRYPTED in content:
        raise NotTaken(_PASSWORD)
    if suffix == ".docx" and kind == "ZIP":
        yield from word_sheets(content)
    elif suffix == ".docx":
        raise NotTaken(_NO_DOCX)
    elif kind in {"ZIP", "OLE"}:
        yield from workbook_sheets(content)
    # Programs of offices export pages of HTML under the name .xls.
    elif kind or content[:HEAD].lstrip().startswith(b"<"):
        raise NotTaken(_NO_WORKBOOK)
    else:
        yield text_sheet(content)


# How a file of the new kind with a password names what it holds.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD = N_("it has a password; save it once more without one")
_LARGE = N_(
    "it is too large for a ledger: at most 5,000 rows with something in them and 60 sheets; "
    "part it into several"
)
_NO_DOCX = N_("it is no Word document of the new kind; open it in Word, and save it as .docx")
_NO_WORKBOOK = N_("it is no workbook, whatever its name says; open it, and save it as .xlsx")
