"""E-mail addresses in a text, also with full-width signs or with (at) and (dot)."""

import re
from collections.abc import Iterator

from generator.chinese.unseen import NO_WIDTH
from generator.privacy.personal import STAR, Passage, PersonalKind

_OPEN, _CLOSE = "[(\uff08\\[\u3010\u3014{]", "[)\uff09\\]\u3011\u3015}]"
_WORD = "A-Za-z0-9\uff21-\uff3a\uff41-\uff5a\uff10-\uff19"
_SILENT = f"[{NO_WIDTH}\u200c\u200d*`~\\\\]{{0,9}}"
_AT = f"{_SILENT}(?: ?[@\uff20\ufe6b] ?| ?{_OPEN} ?(?:[aA][tT]|艾特|@) ?{_CLOSE} ?){_SILENT}"
_DOT = f"{_SILENT}(?:[.\uff0e\u3002]| ?{_OPEN} ?(?:[dD][oO][tT]|点) ?{_CLOSE} ?){_SILENT}"
_PART = f"[{_WORD}-]{{1,63}}"
_ADDRESS = re.compile(
    f"(?<![{_WORD}_.+-])(?P<name>[{_WORD}][{_WORD}_.+-]{{0,63}}){_AT}{_PART}(?:{_DOT}[{_WORD}-]{{2,63}})+"
)
# What an address cannot do without, also where it is a character reference.
# It begins with one class, which is quicker to look for than several patterns.
ADDRESS_STARTS = "@\uff20\ufe6b(\uff08\\[\u3010\u3014{&"
ADDRESS_REST = (
    f"(?:(?<=[@\uff20\ufe6b])|(?<=[^&]) ?(?:[aA][tT]|艾特) ?{_CLOSE}"
    "|(?<=&)(?:#0{0,5}64|#[xX]0{0,5}40|commat))"
)
_SIGN = re.compile(f"[{ADDRESS_STARTS}]{ADDRESS_REST}")
# The digits that the mask of a number leaves.
_LEFT = 2


def has_sign(text: str) -> bool:
    """Whether the text has what an address cannot do without."""
    return _SIGN.search(text) is not None


def addresses_in(text: str) -> Iterator[Passage]:
    """Yield the e-mail addresses of a line."""
    if not has_sign(text):
        return
    for match in _ADDRESS.finditer(text):
        start, end = match.span("name")
        if text[start - 1 : start] == STAR and end - start == _LEFT:
            continue
        # A name of one letter is starred whole: its first letter is all of it.
        first = start + 1 if end - start > 1 else start
        yield Passage(start, match.end(), PersonalKind.EMAIL, tuple(range(first, end)))
