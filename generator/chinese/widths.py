"""Full-width and half-width forms of one character, and names that differ in form alone."""

import re
import unicodedata

_FORM = re.compile(r"[\s“”\"'‘’·,，、。;；:：]")


def fold_widths(text: str) -> str:
    """Return the text with letters, digits and signs in one width (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text)


def bare_name(name: str) -> str:
    """Return the name without width, spaces, quotes, punctuation and capitals.

    Two names that people would take for the same have the same bare name.
    """
    return _FORM.sub("", fold_widths(name)).casefold()
