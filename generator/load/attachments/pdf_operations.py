"""The operations of a page of a PDF, read from its bytes: several times as fast as pypdf does."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TOKEN = re.compile(
    rb"(?P<string>\((?:[^()\\]|\\.)*+\))"
    rb"|(?P<open>\()"
    rb"|(?P<number>[-+]*+(?:\d++\.?\d*+|\.\d++)(?=[\s()<>\[\]{}/%]|$))"
    rb"|(?P<hex><[0-9A-Fa-f\s]*+>)"
    rb"|(?P<list>\[)|(?P<end>\])"
    rb"|(?P<name>/[^\s\0()<>\[\]{}/%]*+)"
    rb"|(?P<skip>%[^\r\n]*+|<<|>>|[{}<>)])"
    rb"|(?P<word>[^\s\0()<>\[\]{}/%]++)",
    re.DOTALL,
)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_INLINE_END = re.compile(rb"\sEI(?=\s|$)")


def operations(data: bytes) -> Iterator[tuple[list[Any], bytes]]:
    """Yield operands and operator: strings as bytes, numbers, names with their slash, lists."""
    operands: list[Any] = []
    inner: list[Any] | None = None
    at = 0
    while (found := _TOKEN.search(data, at)) is not None:
        at, kind, token = found.end(), found.lastgroup or "", found[0]
        here = operands if inner is None else inner
        if kind in _VALUES:
            here.append(_VALUES[kind](token))
        elif kind == "open":
            end = _closing(data, at)
            here.append(_unescaped(data[at:end]))
            at = end + 1
        elif kind == "list":
            inner = []
        elif kind == "end" and inner is not None:
            operands.append(inner)
            inner = None
        elif kind == "word":
            if token == b"ID":
                image = _INLINE_END.search(data, at)
                at = image.end() if image is not None else len(data)
            yield operands, token
            operands, inner = [], None


def _number(token: bytes) -> float:
    digits = token.lstrip(b"+-")
    return -float(digits) if token.startswith(b"-") else float(digits)


def _closing(data: bytes, at: int) -> int:
    """Where the string that was opened before ``at`` ends."""
    depth = 1
    for found in _BRACKET.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    return len(data)


def _unescaped(written: bytes) -> bytes:
    return _ESCAPE.sub(_meant, written) if b"\\" in written else written


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign.isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign in {b"\n", b"\r", b"\r\n"} else _ESCAPED.get(sign, sign)


def _from_hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


_VALUES: Mapping[str, Callable[[bytes], Any]] = {
    "number": _number,
    "string": lambda token: _unescaped(token[1:-1]),
    "hex": lambda token: _from_hex(token[1:-1]),
    "name": lambda token: token.decode("latin-1"),
}
