"""The cells of a workbook (.xlsx) with their text, by sheet and cell."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from zipfile import ZipFile, ZipInfo

# No XML parser: a hostile part could expand its entities.
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_RELATION = re.compile(r"<Relationship\s[^<>]*>")
# Where each begins: a search for its end from every beginning could take hours.
_STRING = re.compile(r"<(?:\w+:)?si\b")
_CELL = re.compile(r"<(?:\w+:)?c(?=\s)")
_TEXT = re.compile(r"<(?:\w+:)?(?:t|v)\b[^<>]*>([^<>]*)<")


def workbook_cells(
    archive: ZipFile, unpack: Callable[[ZipInfo], bytes]
) -> Iterator[tuple[str, str]]:
    """Yield sheet and cell (``名单!B7``) and the text in it; ``unpack`` gives a part's content."""

    def read(part: str) -> str:
        known = part in archive.namelist()
        return unpack(archive.getinfo(part)).decode("utf-8", errors="ignore") if known else ""

    shared = [_joined(string) for string in _STRING.split(read("xl/sharedStrings.xml"))[1:]]
    for part, sheet in _sheets(read).items():
        for cell in _CELL.split(read(part))[1:]:
            opening, _, content = cell.partition(">")
            attributes = dict(_ATTRIBUTE.findall(opening))
            text = _joined(content)
            if attributes.get("t") == "s" and text.isdecimal():
                text = shared[int(text)] if int(text) < len(shared) else ""
            yield f"{sheet}!{attributes.get('r', '')}", text


def _sheets(read: Callable[[str], str]) -> Mapping[str, str]:
    """The names that a reader sees on the sheets, by part."""
    parts = {}
    for match in _RELATION.finditer(read("xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(match[0]))
        target = attributes.get("Target", "")
        absolute = target.startswith("/")
        parts[attributes.get("Id", "")] = target[1:] if absolute else f"xl/{target}"
    sheets = (
        dict(_ATTRIBUTE.findall(match[0])) for match in _SHEET.finditer(read("xl/workbook.xml"))
    )
    return {
        parts.get(sheet.get("r:id", ""), ""): unescape(sheet.get("name", "")) for sheet in sheets
    }


def _joined(xml: str) -> str:
    return unescape("".join(_TEXT.findall(xml)))
