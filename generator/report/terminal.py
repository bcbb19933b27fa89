"""Output for a terminal: colour, and the line of source with a mark under the place."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from generator.chinese.unseen import name_unseen
from generator.model.finding import Severity
from generator.model.place import Place

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_FAINT, _BOLD = "2", "1"
# How much of a line fits beside its number in a window of 80 columns.
_WIDTH = 68
_BEFORE = 24
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class TerminalStyle:
    """How findings are printed: in colour or not, with the source lines in ``excerpts``."""

    excerpts: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))
    coloured: bool = False

    def severity(self, severity: Severity, text: str) -> str:
        """The text in the severity's colour."""
        return self._painted(f"{_BOLD};{_COLOURS[severity]}", text)

    def bold(self, text: str) -> str:
        """The text in bold type."""
        return self._painted(_BOLD, text)

    def excerpt(self, place: Place, marked: int, severity: Severity) -> Iterator[str]:
        """The line of the place with a mark under ``marked`` characters, if it is known."""
        line = self.excerpts.get(place)
        if line is None or not line.strip():
            return
        shown, before, width = _window(line, place.column - 1, marked)
        number = str(place.line)
        gutter = self._painted(_FAINT, f"{number:>6} |")
        yield f"{gutter} {shown}"
        mark = self.severity(severity, "^" * width)
        yield f"{self._painted(_FAINT, ' ' * 6 + ' |')} {' ' * before}{mark}"

    def _painted(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.coloured else text


PLAIN = TerminalStyle()


def _window(line: str, at: int, marked: int) -> tuple[str, int, int]:
    """The line as far as it fits, the columns before the mark, and those under it."""
    # One sign for each, so that the mark stands below its place; a terminal would obey some.
    shown_signs = ((character, name_unseen(character)) for character in line)
    characters = [
        " " if sign == "\t" else sign if named == sign else "·" for sign, named in shown_signs
    ]
    # A fault at the end of a line, such as a missing cell, is behind the last character.
    at = min(at, len(characters))
    start, room = at, _BEFORE
    while start and room >= _columns(characters[start - 1]):
        start -= 1
        room -= _columns(characters[start])
    # An ellipsis in place of one character saves nothing.
    if start <= len(_ELLIPSIS):
        start = 0
    head = _ELLIPSIS if start else ""
    end, room = start, _WIDTH
    while end < len(characters) and room >= _columns(characters[end]):
        room -= _columns(characters[end])
        end += 1
    tail = _ELLIPSIS if end < len(characters) else ""
    under = _total(characters[at : min(end, at + marked)])
    shown = f"{head}{''.join(characters[start:end])}{tail}"
    return shown, len(head) + _total(characters[start:at]), max(1, under)


def _total(characters: list[str]) -> int:
    return sum(map(_columns, characters))


@cache
def _columns(character: str) -> int:
    """How many columns of a terminal the character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
