"""What the cells of a workbook (.xlsx) refer to: names of sheets, and strings that cells share."""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, join, normpath

from generator.load.attachments.xml_text import decoded

_SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\s[^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]{1,40})\s?=\s?(?:"([^"<>]*)"|'([^'<>]*)')""")
_RELATION = re.compile(r"<(?:\w{1,20}:)?Relationship\s[^<>]*>")


class Workbook:
    """The shared strings, which of them cells used, and the names of sheets by part."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.used: set[int] = set()
        self.sheets: dict[str, str] = {}
        self._targets: dict[str, dict[str, str]] = {}

    def take_relations(self, name: str, content: bytes) -> None:
        """Note which parts the part beside these relations refers to."""
        folder = dirname(dirname(name))
        targets = self._targets.setdefault(folder, {})
        for attributes in _elements(_RELATION, content):
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else normpath(join(folder, target))
            targets[attributes.get("Id", "")] = path

    def take_sheets(self, name: str, content: bytes) -> None:
        """Note the names that a reader sees on the sheets."""
        targets = self._targets.get(dirname(name), {})
        for attributes in _elements(_SHEET, content):
            identity = next((attributes[key] for key in attributes if key.endswith(":id")), "")
            if identity in targets:
                self.sheets[targets[identity]] = attributes.get("name", "")

    def unused(self) -> Iterator[str]:
        """The strings that no cell shows."""
        return (text for at, text in enumerate(self.strings) if at not in self.used)


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as B7; columns are counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _elements(pattern: re.Pattern[str], content: bytes) -> Iterator[dict[str, str]]:
    for match in pattern.finditer(decoded(content)):
        yield {
            name: unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(match[0])
        }
