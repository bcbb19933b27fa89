"""Tables of open data: the same rows as CSV and as JSON, and described by schemas."""

import csv
import io
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.chinese.widths import fold_widths
from generator.model.message import Language
from generator.model.open_data import Column, ColumnType
from generator.report.catalogue import Catalogue

# Excel and WPS take a cell that begins with one of these for a formula.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
# What begins so begins with a letter or digit in any form.
_HARMLESS = re.compile("[0-9A-Za-z\u4e00-\u9fff]")
# A number may begin with a sign: it is no formula.
_NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")

Row = tuple[str | int, ...]
"""Texts, whole numbers, and flags as True and False."""

# Exact where JSON's own numbers are not.
_JSON_TYPES: Mapping[ColumnType, str] = {"decimal": "string", "date": "string"}
_CSV_TYPES: Mapping[ColumnType, str] = {"decimal": "string"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table in both forms, packed: those of all counties are held at once.

    Each form is the Base64 of a zlib stream, "" for no rows: a cache takes no other bytes.
    """

    packed_csv: str = ""
    packed_json: str = ""

    @property
    def csv(self) -> bytes:
        """The rows as lines of CSV."""
        return _unpacked(self.packed_csv)

    @property
    def json(self) -> bytes:
        """The rows as lines of JSON, a comma between."""
        return _unpacked(self.packed_json)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of open data; a change of its columns is a new version."""

    name: str
    title: str
    version: int
    columns: tuple[Column, ...]

    def rows(self, rows: Iterable[Row]) -> Rows:
        """The rows in both forms."""
        rows = tuple(rows)
        keys = [column.key for column in self.columns]
        return Rows(
            packed_csv=_packed(csv_lines(rows)),
            packed_json=_packed(
                ",\n".join(_compact(dict(zip(keys, row, strict=True))) for row in rows)
            ),
        )

    def csv(self, rows: Sequence[Rows]) -> Iterator[bytes]:
        """The table as CSV; the byte-order mark makes Excel and WPS read Chinese."""
        header = csv_lines([tuple(column.key for column in self.columns)])
        yield f"\ufeff{header}".encode()
        yield from (row.csv for row in rows)

    def json(self, rows: Sequence[Rows], cycle: str, *, demonstration: bool) -> Iterator[bytes]:
        """The table as JSON, a line a row."""
        head = {
            "schema": self.name,
            "version": self.version,
            "cycle": cycle,
            "demonstration": demonstration,
        }
        # The head without its last brace, so that rows go out piece by piece.
        yield f'{_compact(head)[:-1]},"rows":[\n'.encode()
        # A county without rows would leave a comma with nothing before it.
        for at, piece in enumerate(row.json for row in rows if row.packed_json):
            yield b",\n" + piece if at else piece
        yield b"\n]}\n"

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of the JSON form."""
        chinese = Catalogue(Language.CHINESE)
        row = {
            "type": "object",
            "additionalProperties": False,
            "required": [column.key for column in self.columns],
            "properties": {
                column.key: {
                    "type": _JSON_TYPES.get(column.type, column.type),
                    "description": chinese.text(column.title),
                }
                for column in self.columns
            },
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "type": "object",
            "additionalProperties": False,
            "required": ["schema", "version", "cycle", "demonstration", "rows"],
            "properties": {
                "schema": {"const": self.name},
                "version": {"const": self.version},
                "cycle": {"type": "string", "pattern": "^\\d{4}$"},
                "demonstration": {"type": "boolean"},
                "rows": {"type": "array", "items": row},
            },
        }


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """The Frictionless Table Schema of a table's CSV."""
    chinese = Catalogue(Language.CHINESE)
    return {
        "fields": [
            {
                "name": column.key,
                "title": chinese.text(column.title),
                "type": _CSV_TYPES.get(column.type, column.type),
            }
            for column in columns
        ]
    }


def csv_lines(rows: Iterable[Sequence[str | int]]) -> str:
    """The rows as lines of CSV in which no cell is a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _packed(text: str) -> str:
    return b64encode(zlib.compress(text.encode())).decode() if text else ""


def _unpacked(packed: str) -> bytes:
    return zlib.decompress(b64decode(packed)) if packed else b""


def _cell(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _HARMLESS.match(text):
        return text
    # The apostrophe makes a spreadsheet take the cell for text. A full-width sign begins a
    # formula as well, where the system's language is Chinese.
    guarded = _FORMULA.match(fold_widths(text)) and not _NUMBER.match(text)
    return f"'{text}" if guarded else text


def _compact(document: object) -> str:
    return _JSON.encode(document)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
