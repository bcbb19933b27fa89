"""Small attachments that take long to read or fill the memory, each made where it is needed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

DOCUMENT = "word/document.xml"


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return content.getvalue()


def _slides(number: int, size: int) -> bytes:
    slide = b"<a:t>" + b"x" * size
    return packed((f"ppt/slides/slide{nth}.xml", slide) for nth in range(number))


def _overlapping() -> bytes:
    """Sixty sheets in the directory that are all the same packed bytes."""
    names = [f"xl/worksheets/sheet{nth:02}.xml" for nth in range(60)]
    whole = packed([(names[0], b"<c>" * 6_000_000)])
    directory = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[directory:end]
    entries = b"".join(entry.replace(names[0].encode(), name.encode()) for name in names)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 60, 60, len(entries), directory, 0)
    return whole[:directory] + entries + tail


def _nested() -> bytes:
    inner = packed([(DOCUMENT, b"<w:t>" * 4_000_000)])
    for _ in range(20):
        inner = packed((f"word/embeddings/{nth}.docx", inner) for nth in range(3))
        inner = packed([(DOCUMENT, b"<w:t>a</w:t>"), ("word/embeddings/x.docx", inner)])
    return inner


def _pdf(pages: int, stream: StreamObject, *, shared: bool = True) -> bytes:
    writer = PdfWriter()
    content = writer._add_object(stream)  # noqa: SLF001 - several pages are to share it
    for nth in range(pages):
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
        font[NameObject("/Subtype")] = NameObject("/Type1")
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        if not shared:
            own = DecodedStreamObject()
            own.set_data(stream.get_data() + b"%%%d" % nth)
            content = writer._add_object(own.flate_encode())  # noqa: SLF001 - as above
        page[NameObject("/Contents")] = content
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _text_stream(operators: int) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * operators + b"ET")
    return stream.flate_encode()


def _chained(times: int, size: int) -> StreamObject:
    """A stream packed several times over."""
    content = b" " * size
    for _ in range(times):
        content = zlib.compress(content, 9)
    stream = StreamObject()
    stream._data = content  # noqa: SLF001 - packed already
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * times)
    stream[NameObject("/Length")] = NumberObject(len(content))
    return stream


def _filtered(name: str, content: bytes) -> StreamObject:
    stream = StreamObject()
    stream._data = content  # noqa: SLF001 - what it holds is not what it says
    stream[NameObject("/Filter")] = NameObject(name)
    return stream


def _looping_xref() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    body += b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999>>endobj\n"
    start = len(body)
    xref = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %d>>\n" % start
    return body + xref + b"startxref\n%d\n%%%%EOF" % start


def _deep_pages(depth: int) -> bytes:
    """A tree of pages in which each branch holds the next one twice."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    branch = b"<</Type/Pages/Count 9/Kids[%d 0 R %d 0 R]>>"
    objects += (branch % (nth + 1, nth + 1) for nth in range(2, depth + 2))
    objects.append(b"<</Type/Page/MediaBox[0 0 9 9]>>")
    body = b"%PDF-1.4\n"
    for nth, text in enumerate(objects, start=1):
        body += b"%d 0 obj%sendobj\n" % (nth, text)
    return body + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF" % (len(objects) + 1)


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    """A blank picture."""
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind, **options)
    return content.getvalue()


def _repeated_scans(times: int) -> bytes:
    whole = picture("JPEG", (4000, 4000), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * times + b"\xff\xd9"


def _frames(kind: str, number: int) -> bytes:
    images = [Image.new("P", (2000, 2000), nth % 200) for nth in range(number)]
    content = io.BytesIO()
    images[0].save(content, kind, save_all=True, append_images=images[1:])
    return content.getvalue()


def _false_png(width: int, height: int) -> bytes:
    """A picture whose header states far more than there is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "brackets.docx": lambda: packed([(DOCUMENT, b"<" * 80_000)]),
    "many-brackets.docx": lambda: packed([(DOCUMENT, b"<w:t " * 3_900_000)]),
    "parts.pptx": lambda: _slides(12, 19_900_000),
    "members.xlsx": lambda: packed((f"xl/worksheets/{nth}.xml", b"") for nth in range(12_000)),
    "overlapping.xlsx": _overlapping,
    "nested.docx": _nested,
    "shared.pdf": lambda: _pdf(300, _text_stream(1000)),
    "own-streams.pdf": lambda: _pdf(300, _text_stream(1000), shared=False),
    "one-page.pdf": lambda: _pdf(1, _text_stream(300_000)),
    "chained.pdf": lambda: _pdf(5, _chained(3, 70_000_000)),
    "lzw.pdf": lambda: _pdf(300, _filtered("/LZWDecode", b"\x80\x0b" * 400_000)),
    "jbig2.pdf": lambda: _pdf(300, _filtered("/JBIG2Decode", b"\x97JB2" * 1000)),
    "xref.pdf": _looping_xref,
    "deep.pdf": lambda: _deep_pages(60),
    "one-bit.png": lambda: picture("PNG", (13_000, 13_000), "1"),
    "false.png": lambda: _false_png(9000, 9000),
    "large.webp": lambda: picture("WEBP", (5_000, 5_000), quality=0, method=0),
    "scans.jpg": lambda: _repeated_scans(400),
    "few-scans.jpg": lambda: _repeated_scans(80),
    "progressive.jpg": lambda: picture("JPEG", (7_000, 7_000), progressive=True, subsampling=0),
    "frames.gif": lambda: _frames("GIF", 40),
    "frames.png": lambda: _frames("PNG", 30),
    "large.gif": lambda: picture("GIF", (12_000, 12_000), "P"),
    "tiff.jpg": lambda: picture("TIFF", (12_000, 12_000), compression="tiff_deflate"),
    "numbers.xls": lambda: b"\xd0\xcf\x11\xe0" + b"1380000" * 1_400_000,
    "dots.txt": lambda: b"13 8.0-0_" * 300_000,
    "mails.csv": lambda: b"a.b-c@d." * 1_200_000,
}
