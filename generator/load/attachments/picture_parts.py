"""The parts of a picture file that are no picture: metadata, comments, what stands behind the end.

The parts are found by their lengths, so that the data of the picture itself, in which any sign may
occur by chance, is stepped over.
"""

import re
import zlib
from collections.abc import Iterator

_LARGEST_TEXT = 4_000_000
# Parts of JPEG without a length, and those of its data that the picture is made of.
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_TABLES = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD))
_SCAN, _END_OF_PICTURE = 0xDA, 0xD9
# The next sign of JPEG that is not a part of its data.
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENDED_HEAD = len(_EXTENDED) + 40
_PNG_DATA = frozenset((b"IHDR", b"PLTE", b"IDAT", b"fdAT", b"fcTL", b"tRNS", b"IEND"))
_WEBP_DATA = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_BEGINNINGS = {"jpeg": b"\xff\xd8", "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF8", "webp": b"RIFF"}


class MissingEnd(Exception):
    """The file ends before the picture does."""


def picture_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts, each ``part`` or, behind the end of the picture, ``behind``.

    Raises MissingEnd once all are yielded.
    """
    kind = next((name for name, start in _BEGINNINGS.items() if content.startswith(start)), "")
    if kind == "jpeg":
        yield from _jpeg_parts(content)
    elif kind == "png":
        yield from _png_parts(content)
    elif kind == "gif":
        yield from _gif_parts(content)
    elif kind == "webp":
        yield from _webp_parts(content)
    else:
        yield "part", content


def lacks_end(content: bytes) -> bool:
    """Whether the file ends before the picture does."""
    try:
        for _ in picture_parts(content):
            pass
    except MissingEnd:
        return True
    return False


def _jpeg_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    at, extended = 2, list[bytes]()
    while True:
        found = _NEXT.search(content, at)
        if found is None:
            break
        # Between two segments there is nothing, unless somebody put it there.
        if between := content[at : found.start()].strip(b"\xff"):
            yield "part", between
        at, sign = found.end(), content[found.end() - 1]
        if sign == _END_OF_PICTURE:
            break
        if sign in _ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        segment = content[at + 2 : at + length]
        at += max(length, 2)
        if segment.startswith(_EXTENDED):
            extended.append(segment[_EXTENDED_HEAD:])
        elif sign not in _TABLES:
            yield "part", segment
        if sign == _SCAN:
            found = _NEXT.search(content, at)
            at = found.start() if found is not None else len(content)
    yield "part", b"".join(extended)
    yield "behind", content[at:]


def _png_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    at, kind = 8, b""
    while at + 12 <= len(content) and kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            yield "part", _png_text(kind, data)
        elif kind not in _PNG_DATA or (kind == b"IEND" and data):
            yield "part", data
    yield "behind", content[at:]
    if kind != b"IEND":
        raise MissingEnd


def _png_text(kind: bytes, data: bytes) -> bytes:
    """The text of a chunk, unpacked; other programs' metadata stand in it as digits."""
    key, _, text = data.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = text[:1] == b"\1"
        # Behind the two flags the language and the translated key.
        language, _, rest = text[2:].partition(b"\0")
        translated, _, text = rest.partition(b"\0")
        key = b"\n".join((key, language, translated))
    elif packed:
        text = text[1:]
    if packed:
        try:
            text = zlib.decompressobj().decompress(text, _LARGEST_TEXT)
        except zlib.error:
            text = data
    if key.startswith(b"Raw profile type"):
        digits = b"".join(text.split()[2:])
        try:
            return bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            pass
    return key + b"\n" + text


def _gif_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    flags = content[10] if len(content) > 10 else 0
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    while at < len(content):
        sign, begin = content[at], at + 2
        if sign == 0x3B:
            yield "behind", content[at + 1 :]
            return
        if sign == 0x2C:
            flags = content[at + 9] if at + 9 < len(content) else 0
            begin = at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
        elif sign != 0x21:
            break
        joined, end = _gif_blocks(content, begin)
        if sign == 0x21 and content[at + 1] != 0xF9:
            # XMP stands there in one piece, comments in blocks.
            yield "part", joined
            yield "part", content[begin:end]
        at = end
    raise MissingEnd


def _gif_blocks(content: bytes, at: int) -> tuple[bytes, int]:
    blocks = []
    while at < len(content) and (length := content[at]):
        blocks.append(content[at + 1 : at + 1 + length])
        at += 1 + length
    return b"".join(blocks), at + 1


def _webp_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    end = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(end, len(content)):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind not in _WEBP_DATA:
            yield "part", content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    yield "behind", content[end:]
    if len(content) < end:
        raise MissingEnd
