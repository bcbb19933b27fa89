"""Values of the model to JSON and back, by the types that they are declared with."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Reader = Callable[[Any], Any]


class UnreadableLine(Exception):
    """The line is none that was written from the type."""


def written(value: object) -> bytes:
    """The value as one line of JSON; what has fields as the list of them."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    # A file's name may hold what is no text: read_back takes it as it was.
    return text.encode("utf-8", "surrogatepass")


def read_back(kind: type[Value], line: bytes) -> Value:
    """The value of that type. Raises UnreadableLine."""
    try:
        value: Value = _reader(kind)(json.loads(line))  # type: ignore[arg-type] # types are hashable
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise UnreadableLine from error
    return value


def _plain(value: Any) -> Any:
    return _writer(value.__class__)(value)


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        names = [one.name for one in fields(kind)]
        return lambda value: [getattr(value, name) for name in names]
    if issubclass(kind, Mapping):
        return dict
    if issubclass(kind, frozenset):
        return sorted
    if issubclass(kind, Fraction | date):
        return str
    raise TypeError(kind.__name__)


@cache
def _reader(kind: Any) -> Reader:
    made, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _fields_reader(kind)
    if made is Literal:
        return {value: value for value in inner}.__getitem__
    if NoneType in inner:
        one = _reader(next(one for one in inner if one is not NoneType))
        return lambda value: None if value is None else one(value)
    if made is Mapping:
        one = _reader(inner[1])
        return lambda value: {str(key): one(item) for key, item in value.items()}
    if made in (tuple, frozenset, Iterable):
        one, whole = _reader(inner[0]), tuple if made is Iterable else made
        return lambda value: whole(one(item) for item in value)
    return _plain_reader(kind)


def _fields_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [one.name for one in fields(kind)]
    readers = [_reader(hints[name]) for name in names]
    keywords = is_dataclass(kind) and any(one.kw_only for one in fields(kind))
    if keywords:
        named = list(zip(names, readers, strict=True))
        return lambda values: kind(
            **{name: read(one) for (name, read), one in zip(named, values, strict=True)}
        )
    return lambda values: kind(*[read(one) for read, one in zip(readers, values, strict=True)])


def _plain_reader(kind: Any) -> Reader:
    if kind is str:
        # Paths, codes and sentences come again and again: one of each is enough.
        return sys.intern
    if kind is Fraction:
        return _fraction
    if kind is date:
        return date.fromisoformat
    if issubclass(kind, Enum):
        return {one.value: one for one in kind}.__getitem__
    return lambda value: _of_kind(kind, value)


@cache
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _of_kind(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value
