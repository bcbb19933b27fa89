"""Full-width and half-width forms of one character, and names that differ in form alone."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

_FORM = re.compile(r"[\s“”\"'‘’·,，、。;；:：]")
# Unicode's bound for text to be read as a stream: no letter of any script has more marks.
_MOST_MARKS = 30


def fold_widths(text: str) -> str:
    """Return the text with letters, digits and signs in one width (Unicode NFKC)."""
    return composed(text, "NFKC")


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return the text in a normal form of Unicode, without marks that no letter has so many of."""
    return text if text.isascii() else unicodedata.normalize(form, _with_few_marks(text))


def _with_few_marks(text: str) -> str:
    """Putting marks in order takes time by the square of their number."""
    if len(text) <= _MOST_MARKS:
        return text
    marks = "".join(sorted(filter(_is_mark, set(text))))
    run = rf"([{marks}]{{{_MOST_MARKS}}})[{marks}]+"
    return re.sub(run, r"\1", text) if marks else text


@lru_cache(maxsize=8192)
def _is_mark(letter: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKD", letter)[0]) > 0


def bare_name(name: str) -> str:
    """Return the name without width, spaces, quotes, punctuation and capitals.

    Two names that people would take for the same have the same bare name.
    """
    return _FORM.sub("", fold_widths(name)).casefold()
