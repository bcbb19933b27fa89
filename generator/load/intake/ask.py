"""The worker asked: what it answers is checked like any other input."""

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from generator.load.attachments.scan_process import FileTooCostly, kept_process
from generator.load.intake.worker import CLEAN
from generator.model.attachment import TOO_COSTLY
from generator.model.errors import NotTaken
from generator.model.sheet import Sheet, Value

_LONGEST_ANSWER = 40_000_000
_MALFORMED = (ValueError, TypeError, KeyError, AttributeError, OverflowError, NoBase64)
_WORKER = kept_process("generator.load.intake.worker", _LONGEST_ANSWER)


def read_sheets(content: bytes, suffix: str, file: str) -> tuple[Sheet, ...]:
    """The tables of a file, with the name that people know it by. Raises NotTaken."""
    found = _asked(content, suffix)
    try:
        return tuple(_sheet(file, row) for row in found["sheets"])
    except _MALFORMED as error:
        raise NotTaken(TOO_COSTLY) from error


def clean_file(content: bytes, suffix: str) -> tuple[bytes, str]:
    """The file made clean, and its ending. Raises NotTaken."""
    found = _asked(content, CLEAN + suffix)
    try:
        clean = b64decode(found["content"], validate=True) if "content" in found else content
        return clean, str(found["suffix"])
    except _MALFORMED as error:
        raise NotTaken(TOO_COSTLY) from error


def _asked(content: bytes, what: str) -> Mapping[str, Any]:
    try:
        found = _WORKER.ask(content, what).found
    except FileTooCostly as error:
        raise NotTaken(TOO_COSTLY) from error
    if not isinstance(found, dict) or "reason" in found:
        raise NotTaken(str(found["reason"]) if isinstance(found, dict) else TOO_COSTLY)
    return found


def _sheet(file: str, raw: Any) -> Sheet:
    name, hidden, lettered, title, rows, merged = raw
    areas = {
        (row, column): (top, bottom - top + 1)
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    cells = {int(at): {int(column): _value(*cell) for column, cell in row} for at, row in rows}
    return Sheet(
        file=file,
        name=str(name),
        rows=cells,
        merged=areas,
        hidden=bool(hidden),
        lettered=bool(lettered),
        title=str(title),
    )


def _value(kind: str, text: str) -> Value:
    if kind == "number":
        return Fraction(text)
    if kind == "date":
        return date.fromisoformat(text)
    text.encode()
    return text
