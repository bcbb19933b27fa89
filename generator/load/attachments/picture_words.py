"""Words and positions in the metadata of pictures, and words in bytes of an unknown kind."""

import re
from collections.abc import Iterator
from html import unescape

# Shorter runs come about by chance, and no number is shorter.
_RUN = re.compile(rb"[\x20-\x7e]{11,}")
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\0){11,}")
_EXIF = b"Exif\0\0"
_ORDERS = {b"II*\0": "little", b"MM\0*": "big"}
# The group of the position, and the groups of details.
_POSITION, _GROUPS = 0x8825, frozenset((0x8769, 0xA005, 0x014A))
_COMMENT = 0x9286
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 13: 4}
_MOST_GROUPS, _MOST_FIELDS, _MOST_BYTES = 50, 2_000, 1_000_000
_XMP_POSITION = re.compile(
    rb"GPS(?:Latitude|Longitude|DestLatitude|DestLongitude|Position)"
    rb"(?:\s{0,9}=\s{0,9}[\"'][^\"'<>]*\d|(?:\s[^<>]{0,200})?>[^<>]*\d)"
)
# Numbers of programs, not of persons.
_MADE_UP = re.compile(r"(?i)\b(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\b")


def words_in(data: bytes) -> str:
    """The text that the bytes are, or the runs of letters in them, a line each."""
    whole = _whole_text(data)
    if whole is not None:
        return _MADE_UP.sub("", unescape(whole))
    runs = [run[0].decode("ascii") for run in _RUN.finditer(data)]
    runs += [run[0][::2].decode("ascii") for run in _WIDE_RUN.finditer(data)]
    return _MADE_UP.sub("", unescape("\n".join(runs)))


def exif_words(part: bytes) -> Iterator[str]:
    """Yield the texts of the fields of EXIF, with the words of Chinese in them."""
    for _, tag, kind, value in _fields(part):
        if 0x9C9B <= tag <= 0x9C9F:
            yield value.decode("utf-16-le", errors="ignore")
        elif tag == _COMMENT and value[:7] == b"UNICODE":
            yield value[8:].decode("utf-16-le", errors="ignore")
            yield value[8:].decode("utf-16-be", errors="ignore")
        elif kind == 2 or tag == _COMMENT:
            yield value.rstrip(b"\0").decode("gb18030", errors="ignore")


def says_where(part: bytes) -> bool:
    """Whether metadata say where a picture was taken."""
    if _XMP_POSITION.search(part.replace(b"\0", b"")):
        return True
    # Of the group's version alone nobody learns a place.
    return any(group == _POSITION and tag for group, tag, _, _ in _fields(part))


def _whole_text(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="ignore")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _fields(part: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield group, tag, type and value of each field of EXIF; none of another part."""
    data = part.removeprefix(_EXIF)
    order = _ORDERS.get(data[:4])
    if order is None:
        return

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")

    waiting, seen, taken = [(0, number(4, 4))], set[int](), 0
    while waiting and len(seen) < _MOST_GROUPS and taken < _MOST_BYTES:
        group, at = waiting.pop()
        if at in seen or not 0 < at < len(data):
            continue
        seen.add(at)
        count = min(number(at, 2), _MOST_FIELDS, (len(data) - at) // 12)
        for field in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, values = number(field, 2), number(field + 2, 2), number(field + 4, 4)
            size = values * _SIZES.get(kind, 1)
            start = number(field + 8, 4) if size > 4 else field + 8
            if tag == _POSITION or tag in _GROUPS:
                ends = range(start, start + 4 * min(values, 8), 4)
                waiting.extend((tag, number(one, 4)) for one in ends)
            # Many fields may share one long value, only to make work.
            value = data[start : start + size] if taken < _MOST_BYTES else b""
            taken += len(value)
            yield group, tag, kind, value
        waiting.append((group, number(at + 2 + 12 * count, 4)))
