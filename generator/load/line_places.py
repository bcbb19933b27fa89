"""Where an offset in a text stands: found in a list of line starts that is made once."""

from bisect import bisect_right
from itertools import accumulate

from generator.model.place import Place


class LinePlaces:
    """The places of one text. Counting lines from its start for each would take the square."""

    def __init__(self, text: str, path: str) -> None:
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._path, self._starts = path, [*accumulate(lengths, initial=0)]

    def line(self, offset: int) -> int:
        """The number of the line that the offset stands in."""
        return bisect_right(self._starts, offset)

    def place(self, offset: int) -> Place:
        """Line and column of the offset."""
        line = self.line(offset)
        return Place(self._path, line, offset - self._starts[line - 1] + 1)
