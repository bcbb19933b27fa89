"""Files that somebody could hand in to do harm, or that were damaged on their way."""

import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import bombs
import documents
import office_ledgers
import pdf_files
from PIL import Image

Maker = Callable[[], bytes]
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12))
    + "]>"
)


def sheet(data: str, head: str = "", tail: str = "") -> bytes:
    """A workbook whose only sheet has this XML."""
    honest = office_ledgers.inline([["时间", "活动名称"], ["2018-03-12", "报告会"]])
    return _with_part(
        honest,
        "xl/worksheets/sheet1.xml",
        f'{head}<worksheet xmlns="{_SPACE}"><sheetData>{data}</sheetData>{tail}</worksheet>',
    )


def _with_part(package: bytes, name: str, text: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as opened:
        parts = {part: opened.read(part) for part in opened.namelist()}
    return office_ledgers.archive({**parts, name: text.encode()})


def _cell(name: str, text: str = "x") -> str:
    row = "".join(filter(str.isdecimal, name))
    return f'<row r="{row}"><c r="{name}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _word(body: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _with_part(office_ledgers.word("x"), "word/document.xml", document)


def _merges() -> bytes:
    areas = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 3000))
    return sheet(_cell("A1"), tail=f"<mergeCells>{areas}</mergeCells>")


TABLES: dict[str, Maker] = {
    "corners.xlsx": lambda: sheet(_cell("A1") + _cell("XFD1048576")),
    "tall.xlsx": lambda: sheet("".join(_cell(f"A{row}") for row in range(1, 60_000))),
    "wide.xlsx": lambda: sheet(
        f'<row r="1">{"".join(f"<c><v>{at}</v></c>" for at in range(400_000))}</row>'
    ),
    "merges.xlsx": _merges,
    "laughs.xlsx": lambda: sheet(_cell("A1", "&m;"), head=_LAUGHS),
    "external.xlsx": lambda: sheet(
        _cell("A1", "&x;"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "nesting.xlsx": lambda: sheet("<row>" * 200_000),
    "long-cell.xlsx": lambda: sheet(_cell("A1", "甲" * 10_000_000)),
    "zeros.xlsx": lambda: office_ledgers.archive({"xl/workbook.xml": b"\0" * 200_000_000}),
    "laughs.docx": lambda: _word("<w:tbl><w:tr><w:tc>&m;</w:tc></w:tr></w:tbl>", _LAUGHS),
    "tables.docx": lambda: _word("<w:tbl>" * 5_000),
    "cells.docx": lambda: _word(f"<w:tbl><w:tr>{'<w:tc/>' * 300_000}</w:tr></w:tbl>"),
    "rows.docx": lambda: _word(
        f"<w:tbl>{'<w:tr><w:tc><w:p><w:t>x</w:t></w:p></w:tc></w:tr>' * 30_000}</w:tbl>"
    ),
    "span.docx": lambda: _word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'
    ),
    "zeros.docx": lambda: office_ledgers.archive({"word/document.xml": b" " * 300_000_000}),
    "rows.csv": lambda: "时间,活动名称\n".encode() + b"2018-03-12,x\n" * 400_000,
    "columns.csv": lambda: b"," * 3_000_000,
    "quote.csv": lambda: b'"' + b"a,\n" * 500_000,
    "nothing.csv": lambda: b"\0" * 1_000_000,
    "formula.csv": "时间,活动名称\n2018-03-12,=cmd|' /C calc'!A0\n".encode,
}


def _heic() -> bytes:
    head = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"
    return head + b"\0\0\xff\xff" + b"meta" + b"\xff" * 5_000


def _bmp() -> bytes:
    return (
        b"BM"
        + b"\xff" * 4
        + b"\0" * 4
        + b"\x36\0\0\0\x28\0\0\0"
        + b"\xff\xff\0\0" * 2
        + b"\1\0\x18\0"
        + b"\0" * 90
    )


def _script() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"


POLYGLOTS: dict[str, Maker] = {
    "picture.pdf": lambda: _sample(".png"),
    "archive.jpg": lambda: office_ledgers.archive({"a.exe": b"MZ"}),
    "behind.jpg": lambda: _sample(".jpg") + office_ledgers.archive({"a.exe": b"MZ" * 900}),
    "behind.png": lambda: _sample(".png") + _EICAR,
    "script.gif": lambda: b"GIF89a=1;alert(1)//" + b"\0" * 200,
    "page.png": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.xls": lambda: b"<html><script>alert(1)</script><table><tr><td>x</td></tr></table></html>",
    "paper.jpg": lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) run\n",
    "program.jpg": lambda: b"MZ" + b"\x90" * 3_000,
    "program.docx": lambda: b"\x7fELF" + b"\0" * 3_000,
    "rich.docx": lambda: rb"{\rtf1{\object\objocx\objdata 0105}}",
    "script.pdf": _script,
    "archive.pdf": lambda: (
        pdf_files.one_page(pdf_files.shown("x")) + office_ledgers.archive({"a.exe": b"MZ"})
    ),
    "meta.heic": _heic,
    "size.bmp": _bmp,
    "link.txt": lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "virus.txt": lambda: _EICAR,
    "program.exe": lambda: b"MZ",
    "page.html": lambda: b"<script>alert(1)</script>",
    "drawing.svg": lambda: b"<svg onload='alert(1)'/>",
    "archive.zip": lambda: office_ledgers.archive({"a.jpg": b"x"}),
    "packed.rar": lambda: b"Rar!\x1a\x07\x01\0" + b"\0" * 90,
    "none.jpg": lambda: b"",
    "none.xlsx": lambda: b"",
}

MACROS: dict[str, Maker] = {
    "macro.docx": lambda: _with_part(office_ledgers.word("x"), "word/vbaProject.bin", "x"),
    "macro.xlsx": lambda: _with_part(sheet(_cell("A1")), "xl/vbaProject.bin", "x"),
    "macro.docm": lambda: _with_part(office_ledgers.word("x"), "word/vbaProject.bin", "x"),
    "macro.xls": lambda: documents.compound("_VBA_PROJECT", b"x" * 5_000),
    "macro.doc": lambda: documents.compound("_VBA_PROJECT", b"x" * 5_000),
}


def _sample(suffix: str) -> bytes:
    if suffix in {".jpg", ".png", ".gif", ".webp"}:
        kind = {".jpg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}[suffix]
        out = BytesIO()
        Image.effect_noise((300, 200), 50).convert("RGB").save(out, kind)
        return out.getvalue()
    if suffix == ".pdf":
        return pdf_files.one_page(pdf_files.shown("报告会"))
    if suffix == ".xls":
        return documents.xls([["时间", "活动名称"], ["2018-03-12", "报告会"]])
    rows = [["时间", "活动名称"], ["2018-03-12", "报告会"]]
    return office_ledgers.word(rows) if suffix == ".docx" else office_ledgers.inline(rows)


_SUFFIXES = (".jpg", ".png", ".gif", ".webp", ".pdf", ".xls", ".docx", ".xlsx")


def _damaged() -> Iterator[tuple[str, Maker]]:
    for suffix in _SUFFIXES:
        for part in (3, 50, 97):

            def cut(suffix: str = suffix, part: int = part) -> bytes:
                content = _sample(suffix)
                return content[: len(content) * part // 100]

            yield f"cut-{part}{suffix}", cut
        for seed in range(3):

            def flipped(suffix: str = suffix, seed: int = seed) -> bytes:
                chance, content = random.Random(seed), bytearray(_sample(suffix))
                for _ in range(1 + len(content) // 200):
                    content[chance.randrange(len(content))] = chance.randrange(256)
                return bytes(content)

            yield f"flipped-{seed}{suffix}", flipped


HOSTILE: dict[str, Maker] = {**bombs.BOMBS, **TABLES, **POLYGLOTS, **MACROS, **dict(_damaged())}

# One of each kind, quick to make.
FEW = (
    *("corners.xlsx", "merges.xlsx", "laughs.xlsx", "external.xlsx", "laughs.docx", "tables.docx"),
    *("span.docx", "columns.csv", "false.png", "deep.pdf", "xref.pdf", "brackets.docx"),
    *("behind.jpg", "script.gif", "paper.jpg", "script.pdf", "meta.heic", "macro.docx"),
    *("cut-50.xls", "flipped-1.pdf", "macro.xls", "archive.zip"),
)
