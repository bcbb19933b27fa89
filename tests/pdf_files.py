"""PDF files written as tests need them: with a text in each of the places that can hold one."""

import random
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
RESOURCES = b"/Resources<</Font<</F1 " + FONT + b">>>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, the first of them the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), list[int]()
    for number, value in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, keys: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream with these keys."""
    if packed:
        data, keys = zlib.compress(data), keys + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(data), data)


def one_page(
    content: bytes, *more: bytes, page: bytes = b"", catalogue: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A page of that content; ``more`` are further objects, from number 5 on."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s%s>>"
            % (b"" if b"/Resources" in page else RESOURCES, page),
            stream(content),
            *more,
        ],
        trailer,
    )


def shown(text: str, x: float = 40, y: float = 700) -> bytes:
    """The operations that show a text."""
    return b"BT /F1 11 Tf %g %g Td (%s) Tj ET\n" % (x, y, text.encode())


def table(rows: Sequence[Sequence[str]], chance: random.Random) -> bytes:
    """A page with the table, written in one of the ways in which programs write them."""
    width, way = chance.choice((48, 60, 75)), chance.randrange(4)
    cells = [
        (40 + width * column, 760 - 15 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    if way == 0:
        content = b"".join(shown(text, x, y) for x, y, text in cells)
    elif way == 1:
        # One text object, each cell at its own place.
        moves = (b"1 0 0 1 %g %g Tm (%s) Tj " % (x, y, text.encode()) for x, y, text in cells)
        content = b"BT /F1 11 Tf " + b"".join(moves) + b"ET"
    elif way == 2:
        # A row in one operation, its cells apart by numbers.
        lines = (
            b"1 0 0 1 40 %d Tm [%s] TJ "
            % (760 - 15 * row, b" -3500 ".join(b"(%s )" % text.encode() for text in texts))
            for row, texts in enumerate(rows)
        )
        content = b"BT /F1 11 Tf " + b"".join(lines) + b"ET"
    else:
        # Column after column, below a scale.
        content = b"q .5 0 0 .5 0 0 cm " + b"".join(
            b"BT /F1 22 Tf %g %g Td (%s) Tj ET " % (2 * x, 2 * y, text.encode())
            for x, y, text in sorted(cells)
        )
    return one_page(content)


def _written(text: str, change: Callable[[PdfWriter, str], object]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    change(writer, text)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _encrypted(text: str, method: str) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(one_page(shown(text)))))
    writer.encrypt("", "owner", algorithm=method)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _revised(text: str) -> bytes:
    """A file whose first revision shows the text, and whose second shows another."""
    first = one_page(shown(text))
    start = len(first)
    value = b"4 0 obj\n%s\nendobj\n" % stream(shown("2018"))
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    before = first[first.rindex(b"startxref") :].split()[1]
    return first + value + table % (start, before, start + len(value))


def _replaced(value: bytes) -> bytes:
    """A file whose second revision empties an object."""
    first = one_page(b"", value)
    start = len(first)
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    before = first[first.rindex(b"startxref") :].split()[1]
    new = b"5 0 obj\nnull\nendobj\n"
    return first + new + table % (start, before, start + len(new))


def _numbered(text: str) -> bytes:
    """The text in a font whose letters have numbers of their own."""
    codes = {letter: at for at, letter in enumerate(sorted(set(text)), start=3)}
    shown_codes = "".join(f"{codes[letter]:04x}" for letter in text).encode()
    letters = "".join(f"<{at:04x}> <{ord(letter):04x}>\n" for letter, at in codes.items())
    table = (
        "begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(codes)} beginbfchar\n{letters}endbfchar\nendcmap"
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/ToUnicode 5 0 R"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 500>>]>>"
    )
    return one_page(
        b"BT /F1 9 Tf 9 9 Td <%s> Tj ET" % shown_codes,
        stream(table.encode()),
        page=b"/Resources<</Font<</F1 " + font + b">>>>",
    )


def _packed(text: str) -> bytes:
    """An outline kept in a stream of objects."""
    inner = b"9 0 <</Title(%s)/Parent 1 0 R>>" % text.encode()
    return one_page(b"", stream(inner, b"/Type/ObjStm/N 1/First 4"))


def _utf16(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def _annotated(text: str, keys: bytes) -> bytes:
    return one_page(b"", b"<</Type/Annot%s>>" % (keys % text.encode()), page=b"/Annots[5 0 R]")


def _xmp(text: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:rights>{text}</dc:rights></x:xmpmeta>'.encode()


def _attached(text: str, name: str) -> bytes:
    return _written(text, lambda writer, one: writer.add_attachment(name, one.encode()))


def _pieces(text: str) -> bytes:
    """The text letter by letter, each at its own place."""
    letters = (
        b"1 0 0 1 %g 700 Tm (%s) Tj " % (40 + 6.116 * at, one.encode())
        for at, one in enumerate(text)
    )
    return one_page(b"BT /F1 11 Tf " + b"".join(letters) + b"ET")


PLACES: Mapping[str, Callable[[str], bytes]] = {
    "page": lambda text: one_page(shown(text)),
    "kerned pieces": lambda text: one_page(
        b"BT /F1 11 Tf 40 700 Td [(%s) 20 (%s)] TJ ET" % (text[:3].encode(), text[3:].encode())
    ),
    "letter by letter": _pieces,
    "turned page": lambda text: one_page(
        b"BT /F1 11 Tf 0 1 -1 0 300 100 Tm (%s) Tj ET" % text.encode()
    ),
    "unseen letters": lambda text: one_page(b"BT 3 Tr /F1 11 Tf 9 9 Td (%s) Tj ET" % text.encode()),
    "next line": lambda text: one_page(b"BT /F1 11 Tf 12 TL 9 99 Td (%s) ' ET" % text.encode()),
    "form": lambda text: one_page(
        b"/X Do", stream(shown(text), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + RESOURCES)
    ),
    "word for a picture": lambda text: one_page(b"/Span<</ActualText(%s)>>BDC EMC" % text.encode()),
    "note": lambda text: _written(
        text, lambda writer, one: writer.add_annotation(0, Text(rect=(9, 9, 20, 20), text=one))
    ),
    "free text": lambda text: _written(
        text, lambda writer, one: writer.add_annotation(0, FreeText(rect=(9, 9, 20, 20), text=one))
    ),
    "author of a note": lambda text: _annotated(text, b"/Subtype/Text/T(%s)"),
    "subject of a note": lambda text: _annotated(text, b"/Subtype/Text/Subj(%s)"),
    "rich note": lambda text: _annotated(text, b"/Subtype/Text/RC(<body><p>%s</p></body>)"),
    "telephone link": lambda text: _annotated(text, b"/Subtype/Link/A<</S/URI/URI(tel:%s)>>"),
    "note in UTF-16": lambda text: one_page(
        b"", b"<</Type/Annot/Contents %s>>" % _utf16(text), page=b"/Annots[5 0 R]"
    ),
    "appearance of a note": lambda text: one_page(
        b"",
        b"<</Type/Annot/AP<</N 6 0 R>>>>",
        stream(shown(text), b"/Subtype/Form" + RESOURCES),
        page=b"/Annots[5 0 R]",
    ),
    "field": lambda text: one_page(
        b"", b"<</FT/Tx/T(a)/V(%s)>>" % text.encode(), catalogue=b"/AcroForm<</Fields[5 0 R]>>"
    ),
    "default of a field": lambda text: one_page(
        b"", b"<</FT/Tx/T(a)/DV(%s)>>" % text.encode(), catalogue=b"/AcroForm<</Fields[5 0 R]>>"
    ),
    "name of a field": lambda text: one_page(
        b"", b"<</FT/Tx/TU(%s)>>" % text.encode(), catalogue=b"/AcroForm<</Fields[5 0 R]>>"
    ),
    "choice of a field": lambda text: one_page(
        b"", b"<</FT/Ch/Opt[(a)(%s)]>>" % text.encode(), catalogue=b"/AcroForm<</Fields[5 0 R]>>"
    ),
    "XFA": lambda text: one_page(
        b"",
        stream(b"<xfa:data><a>%s</a></xfa:data>" % text.encode()),
        catalogue=b"/AcroForm<</XFA[(datasets) 5 0 R]>>",
    ),
    "bookmark": lambda text: _written(
        text, lambda writer, one: writer.add_outline_item(title=one, page_number=0)
    ),
    "named target": lambda text: _written(
        text, lambda writer, one: writer.add_named_destination(one, 0)
    ),
    "author": lambda text: _written(
        text, lambda writer, one: writer.add_metadata({"/Author": one})
    ),
    "own property": lambda text: _written(
        text, lambda writer, one: writer.add_metadata({"/Kontakt": one})
    ),
    "XMP": lambda text: one_page(
        b"", stream(_xmp(text), b"/Type/Metadata/Subtype/XML"), catalogue=b"/Metadata 5 0 R"
    ),
    "XMP of a page": lambda text: one_page(
        b"", stream(_xmp(text), b"/Type/Metadata"), page=b"/Metadata 5 0 R"
    ),
    "program": lambda text: one_page(
        b"", catalogue=b"/OpenAction<</S/JavaScript/JS(alert\\('%s'\\))>>" % text.encode()
    ),
    "program in a stream": lambda text: one_page(
        b"", stream(text.encode()), catalogue=b"/OpenAction<</S/JavaScript/JS 5 0 R>>"
    ),
    "label of pages": lambda text: one_page(
        b"", catalogue=b"/PageLabels<</Nums[0<</P(%s)>>]>>" % text.encode()
    ),
    "structure": lambda text: one_page(
        b"", b"<</S/Figure/Alt(%s)>>" % text.encode(), catalogue=b"/StructTreeRoot<</K 5 0 R>>"
    ),
    "name of a layer": lambda text: one_page(
        b"", b"<</Type/OCG/Name(%s)>>" % text.encode(), catalogue=b"/OCProperties<</OCGs[5 0 R]>>"
    ),
    "attached text": lambda text: _attached(text, "a.txt"),
    "attached table": lambda text: _attached(f"a,{text}\n", "a.csv"),
    "attached file of an unknown kind": lambda text: _attached(text, "a.xyz"),
    "name of an attached file": lambda text: _attached("x", f"{text}.txt"),
    "attached PDF": lambda text: one_page(
        b"",
        stream(one_page(shown(text)), b"/Type/EmbeddedFile"),
        b"<</Type/Filespec/F(a.pdf)/EF<</F 5 0 R>>>>",
    ),
    "earlier revision": _revised,
    "object nobody refers to": lambda text: one_page(b"", b"(%s)" % text.encode()),
    "objects in a stream": _packed,
    "behind the end": lambda text: one_page(b"") + text.encode(),
    "behind the end in UTF-16": lambda text: one_page(b"") + text.encode("utf-16-le"),
    "comment": lambda text: one_page(b"").replace(b"\nxref", b"\n%% %s\nxref" % text.encode()),
    "digits in hexadecimal": lambda text: one_page(
        b"BT /F1 9 Tf 9 9 Td <%s> Tj ET" % text.encode().hex().encode()
    ),
    "digits with a stroke": lambda text: one_page(
        b"BT /F1 9 Tf 9 9 Td (%s) Tj ET" % b"".join(b"\\%03o" % ord(one) for one in text)
    ),
    "letters of a Chinese font": _numbered,
    "turned upside down": lambda text: one_page(b"q -1 0 0 -1 600 800 cm %s Q" % shown(text)),
    "earlier author": lambda text: _replaced(b"<</Author(%s)>>" % text.encode()),
    "earlier note": lambda text: _replaced(b"<</Type/Annot/Contents(%s)>>" % text.encode()),
    "data of a form kept whole": lambda text: one_page(
        b"", stream(b"<![CDATA[%s]]>" % text.encode()), catalogue=b"/AcroForm<</XFA 5 0 R>>"
    ),
    "encrypted by RC4": lambda text: _encrypted(text, "RC4-128"),
    "encrypted by AES": lambda text: _encrypted(text, "AES-128"),
    "encrypted by AES-256": lambda text: _encrypted(text, "AES-256"),
}


def scan(picture: bytes) -> bytes:
    """A page that is a picture (a JPEG)."""
    return one_page(
        b"q 600 0 0 800 0 0 cm /P Do Q",
        stream(
            picture,
            b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB"
            b"/BitsPerComponent 8/Filter/DCTDecode",
            packed=False,
        ),
        page=b"/Resources<</XObject<</P 5 0 R>>>>",
    )
