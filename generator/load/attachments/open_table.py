"""A table of an office document while its part is read."""


class OpenTable:
    """A table while it is read."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: list[tuple[int, dict[int, str]]] = []
        self.texts: list[str] = []
        self._column = 0
        self._width = 1

    def open_row(self, number: str = "") -> None:
        """Begin a row, with its number where it says one."""
        last = self.rows[-1][0] if self.rows else 0
        known = number.isdecimal() and len(number) < 9
        self.rows.append((int(number) if known else last + 1, {}))
        self._column = 0

    def widen(self, width: str) -> None:
        """Take the open cell for as many columns."""
        if width.isdecimal() and len(width) < 4:
            self._width = max(1, int(width))

    def close_cell(self) -> None:
        """Put the open paragraphs into a cell."""
        if not self.rows:
            self.open_row()
        if text := "\n".join(filter(None, self.texts)):
            self.rows[-1][1][self._column] = text
        self._column += self._width
        self.texts, self._width = [], 1

    def put(self, reference: str, text: str) -> None:
        """Put a text into the cell of a name such as B7, or into the next one."""
        if not self.rows:
            self.open_row()
        letters = reference.rstrip("0123456789")
        if letters and len(letters) < 4 and letters.isascii() and letters.isalpha():
            self._column = column_number(letters)
        if text:
            number, row = self.rows[-1]
            # A row may leave its number to its cells.
            digits = reference[len(letters) :]
            if digits.isdecimal() and len(digits) < 9 and int(digits) != number:
                self.rows[-1] = int(digits), row
            # Two cells at one place: both are read.
            row[self._column] = f"{row[self._column]}\n{text}" if self._column in row else text
        self._column += 1


def column_number(letters: str) -> int:
    """The column, counted from 0, of letters such as AB."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
