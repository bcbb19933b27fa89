"""A table in a text file (.csv, .txt), in any of the encodings that offices have."""

import csv
from io import StringIO

from generator.load.intake.raw_sheet import MOST_COLUMNS, RawSheet
from generator.model.errors import NotTaken
from generator.model.message import N_

_SIGNS = "\t,;，"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def text_sheet(content: bytes) -> RawSheet:
    """Return the table. Raises NotTaken, TooLarge."""
    text = _decoded(content)
    sign = _sign(text)
    raw = RawSheet("", lettered=False)
    lines = csv.reader(StringIO(text.replace("\0", "")), delimiter=sign)
    try:
        for number, row in enumerate(lines, start=1):
            for column, cell in enumerate(row[:MOST_COLUMNS]):
                # Excel's own way to keep a text a text: ="0512".
                bare = cell.strip().removeprefix("=").strip('"').strip()
                if bare:
                    raw.put(number, column, ["text", bare])
    except csv.Error as error:
        raise NotTaken(_ROWS) from error
    return raw


def _decoded(content: bytes) -> str:
    if content.startswith(_BOMS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise NotTaken(_LETTERS) from error


def _sign(text: str) -> str:
    """What parts the cells: the sign of which the first lines have most."""
    head = "\n".join(text.splitlines()[:20])
    return max(_SIGNS, key=head.count)


_LETTERS = N_("its letters are neither UTF-8 nor GBK; open it in Excel, and save it as .xlsx")
_ROWS = N_("its rows cannot be told apart; open it in Excel, and save it as .xlsx")
