"""The objects of a PDF file, those of earlier revisions too, as they stand in its bytes.

A reader of pages follows the newest table of objects alone; what was replaced or deleted is in the
file all the same, and whoever opens it in an editor reads it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

_OBJECT = re.compile(
    rb"(?<!\d)(\d{1,10})\s{1,20}(\d{1,5})\s{1,20}obj(?![A-Za-z])(?:[\s\0]|%[^\r\n]*+[\r\n])*+"
)
# Bytes of a picture may look like the beginning of an object; a file full of them is made so.
_MOST_UNREAD = 100
_MOST_OBJECTS = 200_000


class UnreadableObjects(Exception):
    """There are more objects than can be searched, or hardly any can be read."""


ReadObject = Callable[[BytesIO, Any], Any]


def all_objects(reader: Any, content: bytes, read_object: ReadObject) -> Iterator[tuple[int, Any]]:
    """Yield number and value of each object in the file. Raises UnreadableObjects.

    ``read_object`` is what pypdf reads an object with.
    """
    unread = count = 0
    encrypts = reader.trailer.raw_get("/Encrypt") if "/Encrypt" in reader.trailer else None
    protected = getattr(encrypts, "idnum", 0)
    stream = BytesIO(content)
    found = _OBJECT.search(content)
    while found is not None:
        at, number = found.end(), int(found[1])
        try:
            stream.seek(at)
            value = read_object(stream, reader)
            if number != protected:
                value = _decrypted(reader, value, number, int(found[2]))
                for one in _with_inner(reader, number, value, read_object):
                    count += 1
                    yield one
            at = max(at, stream.tell())
        except UnreadableObjects:
            raise
        except Exception as error:
            # What is no object raises many kinds of error.
            unread += 1
            if unread > _MOST_UNREAD:
                raise UnreadableObjects from error
        if count > _MOST_OBJECTS:
            raise UnreadableObjects
        found = _OBJECT.search(content, at)


def direct_values(value: Any) -> Iterator[Any]:
    """Yield the keys and values in an object, not those of other objects that it refers to."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(raw for key, raw in one.items() if key != "/ID")
            yield from one
        elif isinstance(one, list):
            waiting.extend(reversed(one))
        else:
            yield one


def number_of(value: Any) -> int | None:
    """The number of the object that the value refers to, None for another value."""
    number = getattr(value, "idnum", None)
    return number if isinstance(number, int) else None


def references(value: Any) -> Iterable[int]:
    """The numbers of the objects that a reference, or a list of them, leads to."""
    values = value if isinstance(value, list) else [value]
    return [number for one in values if (number := number_of(one)) is not None]


def _decrypted(reader: Any, value: Any, number: int, generation: int) -> Any:
    # The reader decrypts what it finds by its table alone.
    encryption = reader._encryption  # noqa: SLF001
    if encryption is None or _is_plain(value):
        return value
    return encryption.decrypt_object(value, number, generation, strict=False)


def _is_plain(value: Any) -> bool:
    return isinstance(value, dict) and value.get("/Type") == "/XRef"


def _with_inner(
    reader: Any, number: int, value: Any, read_object: ReadObject
) -> Iterator[tuple[int, Any]]:
    """Yield the object, or those that are packed in it."""
    if not isinstance(value, dict) or value.get("/Type") != "/ObjStm":
        yield number, value
        return
    stored: Any = value
    packed, first = stored.get_data(), int(stored["/First"])
    numbers = [int(one) for one in packed[:first].split()[: 2 * int(stored["/N"])]]
    stream, end = BytesIO(packed), 0
    places = zip(numbers[1::2], numbers[::2], strict=False)
    for offset, inner in sorted(places):
        # One that begins within another is none: all of them together are read once.
        if first + offset >= end:
            stream.seek(first + offset)
            yield inner, read_object(stream, reader)
            end = stream.tell()


def streams_of(contents: Any) -> list[Any]:
    """The streams that make up the content of a page."""
    contents = contents.get_object() if contents is not None else []
    values = contents if isinstance(contents, list) else [contents]
    resolved = [value.get_object() for value in values]
    return [value for value in resolved if hasattr(value, "get_data")]


def content_numbers(page: Any) -> list[int]:
    """The numbers of those streams."""
    if "/Contents" not in page:
        return []
    contents = page.raw_get("/Contents")
    value = page["/Contents"]
    return list(references(value if isinstance(value, list) else contents))


def inherited(page: Any, key: str) -> Any:
    """The value of a page's key, or of that of the pages it is one of; an empty one for none."""
    for _ in range(50):
        if key in page:
            return page[key]
        page = page.get("/Parent")
        page = page.get_object() if page is not None else {}
        if not isinstance(page, dict):
            break
    return {}


def filters_of(stream: Any) -> list[str]:
    """The names of the ways in which a stream is packed."""
    names = stream.get("/Filter", [])
    return [str(name) for name in names] if isinstance(names, list) else [str(names)]
