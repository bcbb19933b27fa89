"""Picture files written as tests need them: with a text in each of the places that can hold one."""

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from pdf_files import one_page, shown
from PIL import Image
from PIL.PngImagePlugin import PngInfo

EXIF, XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
LONG_XMP = b"http://ns.adobe.com/xmp/extension/\0"
PIXELS = random.Random(4).randbytes(24 * 24 * 3)


def drawn(kind: str, **more: object) -> bytes:
    """A picture of random pixels."""
    out = BytesIO()
    Image.frombytes("RGB", (24, 24), PIXELS).save(out, kind, **more)
    return out.getvalue()


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with these segments at its beginning."""
    parts = (
        b"\xff%c%s%s" % (sign, struct.pack(">H", len(data) + 2), data) for sign, data in segments
    )
    return b"\xff\xd8" + b"".join(parts) + drawn("JPEG")[2:]


def exif(tag: int, value: bytes, group: int = 0, order: str = "<") -> bytes:
    """EXIF with one field, in the first directory or in the group of that tag."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    field = struct.pack(f"{order}HHI", tag, 7, len(value))
    if not group:
        return (
            EXIF
            + head
            + struct.pack(f"{order}H", 1)
            + field
            + struct.pack(f"{order}II", 26, 0)
            + value
        )
    outer = struct.pack(f"{order}HHHIII", 1, group, 4, 1, 26, 0)
    return (
        EXIF
        + head
        + outer
        + struct.pack(f"{order}H", 1)
        + field
        + struct.pack(f"{order}II", 44, 0)
        + value
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(kind: bytes, data: bytes, *, last: bool = False) -> bytes:
    """A PNG with one more chunk, before its data or behind them."""
    content = drawn("PNG")
    at = content.index(b"IEND") - 4 if last else 33
    return content[:at] + chunk(kind, data) + content[at:]


def webp(kind: bytes, data: bytes) -> bytes:
    """A WebP with one more chunk."""
    content = drawn("WEBP") + kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]


def gif(sign: int, data: bytes) -> bytes:
    """A GIF with one extension."""
    content = drawn("GIF")
    blocks = b"".join(
        bytes([len(data[at : at + 255])]) + data[at : at + 255] for at in range(0, len(data), 255)
    )
    return content[:-1] + bytes([0x21, sign]) + blocks + b"\0;"


def _info(key: str, text: str, **more: bool) -> bytes:
    info = PngInfo()
    info.add_itxt(key, text, zip=more.get("zip", False)) if more.get("wide") else info.add_text(
        key, text, zip=more.get("zip", False)
    )
    return drawn("PNG", pnginfo=info)


def _xmp(text: str) -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{text}</dc:creator></x:xmpmeta>'.encode()
    )


def _extended(text: str) -> bytes:
    """XMP in two segments, which part the text."""
    whole = b" " * 90 + text.encode()
    cut = 90 + len(text) // 2
    return jpeg(
        *(
            (0xE1, LONG_XMP + b"0" * 32 + struct.pack(">II", len(whole), at) + piece)
            for at, piece in ((0, whole[:cut]), (cut, whole[cut:]))
        )
    )


def _iptc(text: str) -> bytes:
    record = b"\x1c\x02\x78" + struct.pack(">H", len(text)) + text.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def _raw_profile(text: str) -> bytes:
    profile = exif(0x010E, text.encode())
    lines = b"\nexif\n%8d\n%s\n" % (len(profile), profile.hex().encode())
    return png(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(lines))


PLACES: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "description": (".jpg", lambda text: jpeg((0xE1, exif(0x010E, text.encode())))),
    "description, other order": (
        ".jpg",
        lambda text: jpeg((0xE1, exif(0x010E, text.encode(), order=">"))),
    ),
    "XPComment": (".jpg", lambda text: jpeg((0xE1, exif(0x9C9C, text.encode("utf-16-le"))))),
    "XPAuthor": (".jpg", lambda text: jpeg((0xE1, exif(0x9C9D, text.encode("utf-16-le"))))),
    "XPKeywords": (".jpg", lambda text: jpeg((0xE1, exif(0x9C9E, text.encode("utf-16-le"))))),
    "comment of the user": (
        ".jpg",
        lambda text: jpeg((0xE1, exif(0x9286, b"ASCII\0\0\0" + text.encode(), 0x8769))),
    ),
    "comment of the user in Unicode": (
        ".jpg",
        lambda text: jpeg((0xE1, exif(0x9286, b"UNICODE\0" + text.encode("utf-16-be"), 0x8769))),
    ),
    "notes of the maker": (
        ".jpg",
        lambda text: jpeg((0xE1, exif(0x927C, b"\1\xff\0" + text.encode() + b"\0\xfe", 0x8769))),
    ),
    "first of two comments": (
        ".jpg",
        lambda text: jpeg((0xFE, text.encode()), (0xFE, b"made by a program")),
    ),
    "second comment": (".jpg", lambda text: jpeg((0xFE, b"x"), (0xFE, text.encode()))),
    "second EXIF": (
        ".jpg",
        lambda text: jpeg((0xE1, exif(0x010E, b"x")), (0xE1, exif(0x010E, text.encode()))),
    ),
    "IPTC": (".jpg", lambda text: jpeg((0xED, _iptc(text)))),
    "XMP": (".jpg", lambda text: jpeg((0xE1, XMP + _xmp(text)))),
    "second XMP": (".jpg", lambda text: jpeg((0xE1, XMP + _xmp("x")), (0xE1, XMP + _xmp(text)))),
    "XMP with entities": (
        ".jpg",
        lambda text: jpeg((0xE1, XMP + _xmp(text[:3] + f"&#{ord(text[3])};" + text[4:]))),
    ),
    "XMP in two segments": (".jpg", _extended),
    "unknown segment": (".jpg", lambda text: jpeg((0xEB, b"\1\2\xff" + text.encode()))),
    "between segments": (
        ".jpg",
        lambda text: b"\xff\xd8" + b"\xff\xe0\0\2" + text.encode() + drawn("JPEG")[2:],
    ),
    "behind the end": (".jpg", lambda text: drawn("JPEG") + text.encode()),
    "behind the end in UTF-16": (".jpg", lambda text: drawn("JPEG") + text.encode("utf-16")),
    "second picture": (".jpg", lambda text: drawn("JPEG") + jpeg((0xFE, text.encode()))),
    "PDF behind": (".jpg", lambda text: drawn("JPEG") + one_page(shown(text))),
    "behind a PNG": (".png", lambda text: drawn("PNG") + b"\0\xff" + text.encode()),
    "PNG text": (".png", lambda text: _info("Author", text)),
    "PNG packed text": (".png", lambda text: _info("Comment", text, zip=True)),
    "PNG wide text": (".png", lambda text: _info("Title", text, wide=True)),
    "PNG packed wide text": (".png", lambda text: _info("Title", text, wide=True, zip=True)),
    "PNG key": (".png", lambda text: png(b"tEXt", text.encode() + b"\0x")),
    "PNG XMP": (
        ".png",
        lambda text: png(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _xmp(text)),
    ),
    "PNG EXIF": (".png", lambda text: png(b"eXIf", exif(0x010E, text.encode())[6:])),
    "PNG EXIF behind its data": (
        ".png",
        lambda text: png(b"eXIf", exif(0x010E, text.encode())[6:], last=True),
    ),
    "PNG text behind its data": (
        ".png",
        lambda text: png(b"tEXt", b"Author\0" + text.encode(), last=True),
    ),
    "PNG profile in digits": (".png", _raw_profile),
    "PNG own chunk": (".png", lambda text: png(b"prVt", b"\xff\0" + text.encode())),
    "GIF comment": (".gif", lambda text: gif(0xFE, text.encode())),
    "long GIF comment": (".gif", lambda text: gif(0xFE, b"." * 250 + text.encode())),
    "GIF of a program": (".gif", lambda text: gif(0xFF, b"XMP DataXMP" + _xmp(text))),
    "GIF plain text": (".gif", lambda text: gif(0x01, b"\0" * 12 + text.encode())),
    "behind a GIF": (".gif", lambda text: drawn("GIF") + text.encode()),
    "WebP EXIF": (".webp", lambda text: webp(b"EXIF", exif(0x010E, text.encode()))),
    "WebP XMP": (".webp", lambda text: webp(b"XMP ", _xmp(text))),
    "WebP own chunk": (".webp", lambda text: webp(b"NOTE", text.encode())),
    "behind a WebP": (".webp", lambda text: drawn("WEBP") + text.encode()),
}

POSITIONS: Mapping[str, tuple[str, bytes]] = {
    "EXIF": (".jpg", jpeg((0xE1, exif(2, b"\0" * 24, 0x8825)))),
    "EXIF, other order": (".jpg", jpeg((0xE1, exif(4, b"\0" * 24, 0x8825, ">")))),
    "XMP attribute": (
        ".jpg",
        jpeg((0xE1, XMP + b'<rdf:Description exif:GPSLatitude="34,35.7N"/>')),
    ),
    "XMP element": (
        ".jpg",
        jpeg((0xE1, XMP + b"<exif:GPSLongitude>119,10.5E</exif:GPSLongitude>")),
    ),
    "XMP in PNG": (
        ".png",
        png(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<a exif:GPSLongitude='119,10E'/>"),
    ),
    "EXIF in PNG, last": (".png", png(b"eXIf", exif(2, b"\0" * 24, 0x8825)[6:], last=True)),
    "EXIF in WebP": (".webp", webp(b"EXIF", exif(2, b"\0" * 24, 0x8825)[6:])),
    "second EXIF": (
        ".jpg",
        jpeg((0xE1, exif(0x010E, b"x")), (0xE1, exif(2, b"\0" * 24, 0x8825))),
    ),
}


def honest(nth: int) -> tuple[str, bytes]:
    """A picture as a camera or a program leaves it: random data, notes of the maker, comments."""
    chance = random.Random(nth)
    kind, suffix = (("JPEG", ".jpg"), ("PNG", ".png"), ("GIF", ".gif"), ("WEBP", ".webp"))[nth % 4]
    out = BytesIO()
    pixels = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
    pixels.save(out, kind)
    content = out.getvalue()
    if kind == "JPEG":
        made = chance.randbytes(40_000)
        day = f"2018:{chance.randint(1, 12):02}:14 09:12:{chance.randint(10, 59)}".encode()
        segments = (
            (0xE1, exif(0x9003, day + b"\0", 0x8769)),
            (0xE1, exif(0x927C, made, 0x8769)),
            (0xE2, b"ICC_PROFILE\0" + chance.randbytes(3_000)),
            (0xE1, XMP + f'<a xmpMM:InstanceID="xmp.iid:{made[:16].hex()}"/>'.encode()),
            (0xFE, b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), quality = 90"),
        )
        parts = (
            b"\xff%c%s%s" % (sign, struct.pack(">H", len(data) + 2), data)
            for sign, data in segments
        )
        content = content[:2] + b"".join(parts) + content[2:] + chance.randbytes(20_000)
    return suffix, content
