"""Groups of digits in a line that may be a number of a person, and what stands around them."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from generator.privacy.number_shapes import ID_LENGTH, is_old_citizen_id, length_of_code
from generator.privacy.personal import PersonalKind
from generator.privacy.written_digits import Group, plain_digit

# So many characters beside a number are read for words that say what it is.
NEAR = 24
# A word for telephones; a name or a country code may stand between it and the number.
_CALLED = re.compile(
    "(?:电话|手机|手提|联系|热线|拨打|致电|微信|[Tt][Ee][Ll]|[Pp]hone|[Mm]obile|QQ|☎|📞|📱)"
    "[^。；;\\n]{0,16}$"
)
# In which groups people write the eleven digits; with a word for telephones beside them any will do.
_MOBILE_FORMS = frozenset(((11,), (3, 4, 4), (3, 8), (4, 3, 4), (7, 4), (1,) * 11))
# Not of digits between spaces: there they are figures.
_DASHED_FORMS = frozenset(((4, 4, 3), (3, 2, 2, 2, 2)))
_DAY = (4, 2, 2)
_MOST_GROUPS = 6
_OLD_ID_FORMS = frozenset(((15,), (6, 6, 3), (3,) * 5, (1,) * 15))
_FIFTEEN = re.compile("(?<!\\d)\\d{15}(?!\\d)")
_ROW = re.compile("(?<![\\d.-])\\d{1,7}(?: +\\d{1,7}){2,6}(?![\\d.-])")
_FEWEST_ROWS = 3


class Around:
    """The whole text, for what only the others in it tell of a number.

    ``wider`` is a text that this one is a piece of, such as the table of a cell.
    """

    def __init__(self, text: str, wider: "Around | None" = None) -> None:
        self.text = text
        self._wider = wider

    @cached_property
    def holds_registrations(self) -> bool:
        """Whether fifteen digits of it cannot be an id: then the rest are none either."""
        own = any(not is_old_citizen_id(match[0]) for match in _FIFTEEN.finditer(self.text))
        return own or (self._wider is not None and self._wider.holds_registrations)

    @cached_property
    def holds_rows(self) -> bool:
        """Whether rows of figures stand in it, with spaces between as in the table of a PDF."""
        rows = (match[0].split() for match in _ROW.finditer(self.text))
        others = (row for row in rows if [len(figure) for figure in row[:3]] != [3, 4, 4])
        return sum(1 for _ in islice(others, _FEWEST_ROWS)) == _FEWEST_ROWS


class Candidate(NamedTuple):
    """The groups of a run in a line from ``at`` up to ``to``."""

    line: str
    groups: Sequence[Group]
    at: int
    to: int

    @property
    def written(self) -> Sequence[Group]:
        """The groups themselves."""
        return self.groups[self.at : self.to]

    @property
    def start(self) -> int:
        """Where the number begins in the line."""
        return self.groups[self.at].start

    @property
    def end(self) -> int:
        """Where the number ends in the line."""
        return self.groups[self.to - 1].end

    @property
    def before(self) -> str:
        """What stands before the number."""
        return self.line[max(0, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        """What stands behind the number."""
        return self.line[self.end : self.end + NEAR]

    @property
    def form(self) -> tuple[int, ...]:
        """The lengths of the groups, those with nothing to see between as one."""
        lengths: list[int] = []
        for group in self.written:
            if lengths and group.glued:
                lengths[-1] += len(group.digits)
            else:
                lengths.append(len(group.digits))
        return tuple(lengths)

    @property
    def digit_places(self) -> list[int]:
        """Where its digits stand in the line."""
        return [
            place
            for group in self.written
            for place in range(group.start, group.end)
            if plain_digit(self.line[place])
        ]

    @property
    def called(self) -> bool:
        """Whether words before it say that it is a number to call."""
        return _CALLED.search(self.before) is not None

    @property
    def dashed(self) -> bool:
        """Whether one sign other than a space parts its groups."""
        return len({group.gap.strip() for group in self.written[1:]}) == 1 and not self.spaced

    @property
    def spaced(self) -> bool:
        """Whether there are several groups with nothing but spaces between."""
        rest = self.written[1:]
        return bool(rest) and all(group.spaced and not group.glued for group in rest)

    @property
    def stands_alone(self) -> bool:
        """Whether it is not cut out of a longer number.

        A number that is one group may stand beside a sign of another kind (①138…) or a mark.
        """
        if self.to - self.at == 1:
            return True
        edges = [*self.groups[self.to : self.to + 1], *([self.written[0]] if self.at else [])]
        mixed = any(group.glued for group in self.written[1:])
        return not any(group.glued and (group.gap or mixed) for group in edges)

    def is_written_as(self, kind: PersonalKind) -> bool:
        """Whether people write a number of the kind in such groups."""
        form = self.form
        digits = sum(form)
        # Written digit by digit it has no other such digit beside it.
        beside = [*self.groups[max(0, self.at - 1) : self.at], *self.groups[self.to : self.to + 1]]
        single = any(len(group.digits) == 1 for group in beside)
        if len(form) == digits < ID_LENGTH and single:
            return False
        if kind is PersonalKind.MOBILE:
            return self._is_mobile_form(form)
        if kind is PersonalKind.BANK_CARD:
            return len(form) <= _MOST_GROUPS
        return digits == ID_LENGTH or form in _OLD_ID_FORMS

    def _is_mobile_form(self, form: tuple[int, ...]) -> bool:
        code = length_of_code("".join(group.digits for group in self.written))
        groups = list(form)
        # The country code is a group of its own, several, or the beginning of the first.
        while code:
            taken = min(code, groups[0])
            code -= taken
            groups[0] -= taken
            groups = groups if groups[0] else groups[1:]
        found = tuple(groups)
        if found in _MOBILE_FORMS or (found in _DASHED_FORMS and self.dashed):
            return True
        # A date behind the number of a group in a chat makes none.
        return len(found) <= _MOST_GROUPS and found[-3:] != _DAY and self.called
