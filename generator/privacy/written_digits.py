"""Digits as people write, dress and hide them: read in groups with what parts these."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator.chinese.unseen import NO_WIDTH

# Signs for digits that are no decimal digits of any script (circled, raised, in brackets).
_SIGNS = (
    "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u247c\u2488-\u2490\u24ea"
    "\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u3220-\u3228\u3280-\u3288"
    "\U0001f100-\U0001f10a"
)
_HAN = "〇零一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖"
# The check of an id that is ten, and what stands for it.
_X = "xX\uff38\uff58×✕✖╳ХхΧχⅩⅹ"
DIGITS = f"\\d{_SIGNS}{_HAN}"
# Them and others, mostly of other scripts: a class without \d is several times as quick to look for.
LIKE_DIGITS = (
    f"0-9\u00b2\u00b3\u00b9\u0660-\u1c59\u2070-\u2fff\u3220-\u3228\u3280-\u3288\ua620-\uabf9\uff10-\uff19{_HAN}"
    "\U00010000-\U0010ffff"
)
# Behind one of them: a run begins at a digit with none before it, since too short from there it
# is so from any later one.
BEGINS = f"(?<=[{DIGITS}])(?<![{DIGITS}][{DIGITS}])"
# Not seen between two digits: zero widths, combining signs, selectors of a form.
_UNSEEN = (
    f"{NO_WIDTH}\u200c\u200d\u0300-\u036f\u0483-\u0489\u180b-\u180d\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufff9-\ufffb\U000e0000-\U000e01ef"
)
SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u3164\uffa0\x0b\x0c\x85\u2028\u2029"
# Spaces, dashes, dots, slashes, brackets, and the marks of emphasis and code.
_PARTING = (
    f"{SPACES}\\-\u00ad\u2010-\u2015\u2212\u2043\u30fb\uff0d\ufe58\ufe63\ufe31\u30fc\u2500\u2501"
    ".\u00b7\u2022\u2027\u2219\u22c5\uff0e\uff65/\\\\\u2044\u2215\uff0f"
    "()\uff08\uff09\\[\\]\uff3b\uff3d\u3010\u3011\u3014\u3015*_~`\uff3f"
)
# Members of a class: all that can stand between the digits of one number.
HIDDEN = f"{_UNSEEN}{_PARTING}"
_GAP = f"[{_UNSEEN}]*+(?:[{_PARTING}][{_UNSEEN}]*+){{0,8}}+"
_RUN = re.compile(f"[{LIKE_DIGITS}]{BEGINS}(?:{_GAP}[{DIGITS}]){{8,}}+(?:{_GAP}[{_X}])?")
_GROUP = re.compile(
    f"(?P<plain>\\d(?:[{_UNSEEN}]*+\\d)*+)|(?P<sign>[{_SIGNS}](?:[{_UNSEEN}]*+[{_SIGNS}])*+)"
    f"|(?P<han>[{_HAN}](?:[{_UNSEEN}]*+[{_HAN}])*+)|(?P<check>[{_X}])"
)
_NOT_GLUE = re.compile(f"[^{_UNSEEN}*_~`\\\\]")
_NOT_SPACE = re.compile(f"[^{_UNSEEN}{SPACES}]")
_FEWEST = 11


class Group(NamedTuple):
    """Digits of one kind that stand together, from ``start`` up to ``end``, in plain form.

    ``gap`` is what parts it from the group before.
    """

    start: int
    end: int
    digits: str
    gap: str

    @property
    def glued(self) -> bool:
        """Whether nothing to see parts it from the group before."""
        return _NOT_GLUE.search(self.gap) is None

    @property
    def spaced(self) -> bool:
        """Whether nothing but spaces parts it from the group before."""
        return not _NOT_SPACE.search(self.gap)


def digit_runs(text: str) -> Iterator[list[Group]]:
    """Yield the groups of each run of digits that is long enough for a number of a person."""
    for run in _RUN.finditer(text):
        groups, last = [], run.start()
        for match in _GROUP.finditer(text, run.start(), run.end()):
            gap = text[last : match.start()]
            digits = match[0]
            if not digits.isascii() or not digits.isdigit():
                digits = "".join(map(plain_digit, digits))
            groups.append(Group(match.start(), match.end(), digits, gap))
            last = match.end()
        if sum(len(group.digits) for group in groups) >= _FEWEST:
            yield groups


def plain_digit(letter: str) -> str:
    """Return the digit that a character stands for, two for one like ⑬, "" for no digit."""
    if letter.isascii() and letter.isdigit():
        return letter
    if letter in _X:
        return "X"
    if letter == "幺":
        return "1"
    value = unicodedata.numeric(letter, -1)
    return str(int(value)) if value >= 0 and not unicodedata.combining(letter) else ""
