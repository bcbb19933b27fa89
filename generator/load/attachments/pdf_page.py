"""What a page of a PDF shows: its pieces of text laid out in lines and columns."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

# In sizes of the letters: beyond the first a gap is a space, beyond the second a column.
_SPACE, _COLUMN = 0.12, 0.8
# How far pieces overlap, and lines differ, that belong together all the same.
_OVERLAP, _SAME_LINE = 0.3, 0.4
_DEEPEST = 500
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# What a font makes of the bytes of a string: the letters, and their width in sizes of the font.
Decode = Callable[[bytes], tuple[str, float]]


class LongPage(Exception):
    """The page has more pieces than can be searched."""


class Piece(NamedTuple):
    """A run of letters from ``start`` to ``end`` on the line at ``across``, as the page is turned."""

    turn: int
    across: float
    start: float
    end: float
    size: float
    text: str


@dataclass(slots=True)
class _State:
    """What ``q`` keeps and ``Q`` brings back."""

    page: Matrix = _PLAIN
    font: Decode | None = None
    size: float = 1.0
    between: float = 0.0
    words: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class PageReader:
    """Reads the operations of a page; ``fonts`` by name, and how many pieces at ``most``.

    ``pieces`` are what it shows, ``written`` what stands beside it for those who cannot see.
    """

    fonts: Callable[[str], Decode | None]
    most: int
    pieces: list[Piece] = field(default_factory=list)
    written: list[Any] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _kept: list[_State] = field(default_factory=list)
    _text: Matrix = _PLAIN
    _line: Matrix = _PLAIN

    def read(self, operations: Iterable[tuple[Any, bytes]]) -> None:
        """Read the operations in their order. Raises LongPage."""
        for operands, operator in operations:
            if operator in {b"BDC", b"DP"}:
                self.written.extend(operands)
            elif operator in {b"q", b"Q"}:
                self._keep(operator)
            elif operator == b"BT":
                self._text = self._line = _PLAIN
            elif isinstance(operands, list):
                self._take(operator, operands)

    def _keep(self, operator: bytes) -> None:
        if operator == b"Q":
            self._state = self._kept.pop() if self._kept else _State()
        elif len(self._kept) < _DEEPEST:
            self._kept.append(replace(self._state))

    def _take(self, operator: bytes, operands: list[Any]) -> None:
        numbers = [float(one) for one in operands if isinstance(one, (int, float))]
        state = self._state
        if operator == b"cm" and len(numbers) == 6:
            state.page = _times(_matrix(numbers), state.page)
        elif operator == b"Tm" and len(numbers) == 6:
            self._text = self._line = _matrix(numbers)
        elif operator in {b"Td", b"TD"} and len(numbers) == 2:
            if operator == b"TD":
                state.leading = -numbers[1]
            self._move(*numbers)
        elif operator == b"Tf" and operands:
            state.font, state.size = self.fonts(str(operands[0])), (numbers or [state.size])[0]
        elif operator in _SETTINGS and numbers:
            name, factor = _SETTINGS[operator]
            setattr(state, name, numbers[0] * factor)
        elif operator in {b"Tj", b"TJ", b"T*", b"'", b'"'}:
            self._show(operator, operands, numbers)

    def _show(self, operator: bytes, operands: list[Any], numbers: Sequence[float]) -> None:
        if operator == b'"' and len(numbers) == 2:
            self._state.words, self._state.between = numbers
        if operator in {b"T*", b"'", b'"'}:
            self._move(0, -self._state.leading)
        if operator != b"T*" and operands:
            shown = operands[-1] if operator == b"TJ" else [operands[-1]]
            for one in shown if isinstance(shown, list) else ():
                if isinstance(one, bytes):
                    self._put(one)
                elif isinstance(one, (int, float)):
                    self._advance(-float(one) / 1000 * self._state.size * self._state.scale)

    def _put(self, shown: bytes) -> None:
        state = self._state
        if state.font is None:
            return
        if len(self.pieces) >= self.most:
            raise LongPage
        text, width = state.font(shown)
        spaces = state.between * len(text) + state.words * text.count(" ")
        start = _times(self._text, state.page)
        self._advance((width * state.size + spaces) * state.scale)
        end = _times(self._text, state.page)
        turn = math.atan2(start[1], start[0])
        cosine, sine = math.cos(turn), math.sin(turn)
        x, y = start[4] + state.rise * start[2], start[5] + state.rise * start[3]
        along = cosine * x + sine * y
        if not math.isfinite(x + y + end[4] + end[5]):
            return
        self.pieces.append(
            Piece(
                round(math.degrees(turn)),
                cosine * y - sine * x,
                along,
                along + math.hypot(end[4] - start[4], end[5] - start[5]),
                abs(state.size) * math.hypot(start[2], start[3]) or 1.0,
                text,
            )
        )

    def _move(self, x: float, y: float) -> None:
        self._text = self._line = _times((1, 0, 0, 1, x, y), self._line)

    def _advance(self, x: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + x * a, f + x * b)


_SETTINGS = {
    b"Tc": ("between", 1.0),
    b"Tw": ("words", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def laid_out(pieces: Iterable[Piece]) -> str:
    """The text as a person sees it: a line each, a tab before each column.

    By place, not by order: programs write pages in any order.
    """
    return "\n".join(_joined(line) for line in _lines(pieces))


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.turn, -one.across)):
        first = line[0] if line else piece
        apart = abs(first.across - piece.across) > _SAME_LINE * min(first.size, piece.size)
        if line and (apart or first.turn != piece.turn):
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _joined(line: list[Piece]) -> str:
    texts: list[str] = []
    last: Piece | None = None
    for piece in sorted(line, key=lambda one: one.start):
        if last is not None:
            gap, size = piece.start - last.end, max(piece.size, last.size)
            # Bold letters are often made by writing them twice.
            if piece.text == last.text and piece.start - last.start < _OVERLAP * size:
                continue
            texts.append(_between(gap / size))
        texts.append(piece.text)
        last = piece
    return "".join(texts)


def _between(gap: float) -> str:
    if gap < -_OVERLAP:
        return "\n"
    return "" if gap < _SPACE else " " if gap < _COLUMN else "\t"


def _matrix(numbers: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741 - the letters of the matrix
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


# What draws and shows no letter: paths, colours, clips. Strings are stepped over, whatever they hold.
_DRAWING = re.compile(
    rb"(\((?:[^()\\]|\\.)*+\))"
    rb"|(?<![^\s])(?:[-+.\d]{1,20}\s{1,4}){0,6}(?:m|l|c|v|y|h|re|W\*?|n|S|s|f\*?|F|B\*?|b\*?"
    rb"|w|J|j|M|i|rg|RG|g|G|k|K|sc|SC|scn|SCN)(?=\s)",
    re.DOTALL,
)


def without_drawing(data: bytes) -> bytes:
    """The operations of a page without those that show no letter."""
    return _DRAWING.sub(lambda match: match[1] or b"", data)
