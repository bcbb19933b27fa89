"""Office documents made from strings as the tests run: archives of XML, and old workbooks."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

Cell = str | int | float


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    """A paragraph of Word of these runs, with the marks that an editor leaves between them."""
    written = "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{run}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for run in runs
    )
    return f'<w:p w:rsidR="00138123"><w:pPr><w:tabs><w:tab w:pos="420"/></w:tabs></w:pPr>{written}</w:p>'


def word_table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table of Word; of a row of one cell the cell is as wide as the table."""
    width = max(map(len, rows))
    written = ""
    for row in rows:
        span = f'<w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>' if len(row) == 1 else ""
        cells = "".join(f"<w:tc>{span}{paragraph(escape(str(cell)))}</w:tc>" for cell in row)
        written += f"<w:tr>{cells}</w:tr>"
    return f'<w:tbl><w:tblGrid><w:gridCol w:w="1381234"/></w:tblGrid>{written}</w:tbl>'


def docx(body: str = "", **parts: str | bytes) -> bytes:
    """A document of Word; further parts by name, with "__" for "/" and "_xml" at the end."""
    named = {_name(name): content for name, content in parts.items()}
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | named)


def _name(name: str) -> str:
    stem, _, suffix = name.replace("__", "/").rpartition("_")
    return f"{stem}.{suffix}"


def column(at: int) -> str:
    """The letters of a column, counted from 0."""
    return chr(65 + at) if at < 26 else column(at // 26 - 1) + chr(65 + at % 26)


def sheet(rows: Sequence[Sequence[Cell]], strings: list[str], further: str = "") -> str:
    """A sheet; texts go into ``strings``, which its cells refer to."""
    written = ""
    for number, row in enumerate(rows, start=1):
        cells = ""
        for at, cell in enumerate(row):
            reference = f'r="{column(at)}{number}" s="3"'
            if isinstance(cell, str):
                strings.append(cell)
                cells += f'<c {reference} t="s"><v>{len(strings) - 1}</v></c>'
            else:
                cells += f"<c {reference}><v>{cell!r}</v></c>"
        written += f'<row r="{number}" spans="1:9" ht="15.75">{cells}</row>'
    return f'<worksheet xmlns="x"><dimension ref="A1:I30"/><sheetData>{written}</sheetData>{further}</worksheet>'


def xlsx(
    rows: Sequence[Sequence[Cell]] = ((),),
    name: str = "表",
    further: str = "",
    **parts: str | bytes,
) -> bytes:
    """A workbook with one sheet."""
    strings: list[str] = []
    made = sheet(rows, strings, further)
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/worksheets/sheet1.xml": made,
            "xl/workbook.xml": f'<workbook><sheets><sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/sharedStrings.xml": f'<sst count="9">{shared}</sst>',
        }
        | {_name(part): content for part, content in parts.items()}
    )


def pptx(body: str = "", **parts: str | bytes) -> bytes:
    """Slides, of which the second holds the shapes."""
    slide = f"<p:sld><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>"
    return archive(
        {"ppt/slides/slide1.xml": "<p:sld/>", "ppt/slides/slide2.xml": slide}
        | {_name(part): content for part, content in parts.items()}
    )


def shape(*runs: str) -> str:
    """A shape of a slide with a paragraph of these runs."""
    written = "".join(f'<a:r><a:rPr lang="zh-CN" sz="1800"/><a:t>{run}</a:t></a:r>' for run in runs)
    return f'<p:sp><p:nvSpPr><p:cNvPr id="4" name="标题 3"/></p:nvSpPr><p:txBody><a:p>{written}</a:p></p:txBody></p:sp>'


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _wide(text: str, size: str) -> bytes:
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def xls(rows: Sequence[Sequence[Cell]], name: str = "表", further: bytes = b"") -> bytes:
    """An old workbook (BIFF8 in a compound file) with one sheet; ``further`` are records of it."""
    cells = b""
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            head = struct.pack("<HHH", number, at, 0)
            if isinstance(cell, str):
                cells += _record(0x0204, head + _wide(cell, "<H"))
            else:
                cells += _record(0x0203, head + struct.pack("<d", cell))
    end = _record(0x0A, b"")
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    bound = _wide(name, "<B")
    size = 20 + 4 + 6 + len(bound) + 4
    globals_ = _record(0x0809, begin) + _record(0x85, struct.pack("<IH", size, 0) + bound) + end
    begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    return compound("Workbook", globals_ + _record(0x0809, begin) + cells + further + end)


def compound(name: str, stream: bytes) -> bytes:
    """A compound file (OLE) with one stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    fat = [-3, -2, *range(3, sectors + 2), -2]
    tables = -(-len(fat) // 128)
    assert tables == 1
    fat += [-1] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IiiIiiIiI", 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", 0, *[-1] * 108)
    folder = _entry("Root Entry", 5, 1, -2, 0) + _entry(name, 2, -1, 2, len(stream))
    return (header + struct.pack("<128i", *fat) + folder + bytes(256)) + stream.ljust(
        sectors * 512, b"\0"
    )


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(written), kind, 1, -1, -1, child)
        + bytes(36)
        + struct.pack("<iII", first, size, 0)
    )
