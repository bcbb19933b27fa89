"""Numbers and addresses in a text that identify a person: found, and masked.

A number lies within one line, one cell: neither a line end nor a tab or a bar is in it. Whoever
has a text whose line ends are shown as spaces hands it over with spaces.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from generator.privacy.candidate import NEAR, Around, Candidate
from generator.privacy.number_excuses import is_excused
from generator.privacy.number_shapes import ID_LENGTH, LONGEST, SHORTEST, kind_of
from generator.privacy.personal import STAR, Passage, Personal, PersonalKind
from generator.privacy.shown_text import shown_texts, without_markup
from generator.privacy.spelled_addresses import ADDRESS_REST, ADDRESS_STARTS, addresses_in, has_sign
from generator.privacy.written_digits import (
    BEGINS,
    DIGITS,
    HIDDEN,
    LIKE_DIGITS,
    Group,
    digit_runs,
    plain_digit,
)

__all__ = ["Around", "Personal", "PersonalKind", "find_personal"]

_BORDER = "\n\r\t|"
# Digits enough for a number with no more between them than parts or hides them: as written, and
# without the markup.
_PLAIN = f"(?:[{HIDDEN}]*+[{DIGITS}]){{9,}}+"
_MARKUP = (
    f"<!--[^\n]{{0,300}}?-->|<[^<>]*+>"
    f"|\\](?:\\([^()]*+(?:\\([^()]*+\\)[^()]*+)*+\\)|\\[[^\\[\\]]*+\\])|[{HIDDEN}]"
)
_REFERENCES = "&[a-zA-Z]{2,31}|[&#;xXa-fA-F]"
_MARKED = f"(?:(?:{_MARKUP})*+[{DIGITS}]){{9,}}+"
_REFERRED = f"(?:(?:{_MARKUP}|{_REFERENCES})*+[{DIGITS}]){{9,}}+"


def _sign(*numbers: str) -> re.Pattern[str]:
    """All that begins a number or an address, in one pass over the text."""
    return re.compile(
        f"[{LIKE_DIGITS}{ADDRESS_STARTS}](?:(?<=[{ADDRESS_STARTS}]){ADDRESS_REST}"
        f"|{BEGINS}(?:{'|'.join(numbers)}))"
    )


_PLAIN_SIGN, _MARKED_SIGN, _ANY_SIGN = _sign(_PLAIN), _sign(_MARKED), _sign(_PLAIN, _REFERRED)
_URL = re.compile(r"https?://[!#-&*-;=?-Z\\^-{}~]+")
# How a mobile number, an id and a card begin.
_BEGIN = re.compile(
    r"(?:0{0,2}86)?0?1[3-9]|[1-8]\d{5}(?:19|20|\d\d[01]\d[0-3])|6[028]|9\d|4\d|5[1-5]|3[47]"
)
_END = re.compile(f"[{_BORDER}]")
_MOST_ROUNDS = 9


def find_personal(text: str, wider: Around | None = None) -> Iterator[Personal]:
    """Yield every passage that identifies a person, in the order of the text.

    What the text is with these masked holds none. ``wider`` is what the text is a piece of.
    """
    if not _sign_in(text).search(text):
        return
    found: list[Passage] = []
    masked = text
    # A number that is found can have excused another: as a row of figures or as a registration.
    # So the masked text is searched again.
    for _ in range(_MOST_ROUNDS):
        before = len(found)
        masked = _search(masked, wider, found)
        if len(found) == before:
            break
    last = 0
    for passage in sorted(found, key=lambda one: (one.start, -one.end)):
        start = max(last, passage.start)
        if start < passage.end:
            last = passage.end
            yield Personal(start, last, passage.kind, masked[start:last])


def _search(text: str, wider: Around | None, found: list[Passage]) -> str:
    """Append what is found in the lines of a text; return the text with it masked."""
    around = Around(text, wider)
    pieces, last = [], 0
    for start, end in _lines(text):
        line = _Line(around, start, end)
        found += line.passages()
        pieces += [text[last:start], line.text]
        last = end
    return "".join([*pieces, text[last:]])


def masked_text(text: str, passages: Iterable[Personal]) -> str:
    """Return the text with the passages, which stand in its order, masked."""
    pieces, last = [], 0
    for passage in passages:
        pieces += [text[last : passage.start], passage.masked]
        last = passage.end
    return "".join([*pieces, text[last:]])


def without_numbers(text: str) -> str:
    """Return the text, as long, with every passage that identifies a person masked."""
    return masked_text(text, find_personal(text))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines and cells are that are worth a search, in the text's order."""
    end = 0
    # From the end of each line on: no sign that reaches beyond its line hides one behind it.
    search = _sign_in(text).search
    while (sign := search(text, end)) is not None:
        at = sign.start()
        start = max(end, *(text.rfind(border, end, at) + 1 for border in _BORDER))
        match = _END.search(text, at)
        end = match.start() if match else len(text)
        yield start, end


def _sign_in(text: str) -> re.Pattern[str]:
    """Return the narrowest sign that is enough for what the text is written with."""
    if "&" in text:
        return _ANY_SIGN
    return _MARKED_SIGN if any(mark in text for mark in ("<", "](", "][")) else _PLAIN_SIGN


class _Line:
    """A line or cell of a text, masked step by step."""

    def __init__(self, around: Around, start: int, end: int) -> None:
        self._around = around
        self._start = start
        self.text = around.text[start:end]
        # What stands before and behind counts as words beside a number.
        self._lead = around.text[max(0, start - NEAR) : start]
        self._trail = around.text[end : end + NEAR]

    def passages(self) -> Iterator[Passage]:
        """Yield what is found, and mask it; again in the masked line, until nothing is found."""
        # Most signs are of dates, anchors and addresses of pages.
        for nth in range(_MOST_ROUNDS if _may_hold(self.text) else 0):
            if nth and not _sign_in(self.text).search(self.text):
                return
            found = self._masked_passages(0, whole=nth > 0)
            found += self._masked_passages(1, whole=nth > 0)
            if not found:
                return
            yield from found

    def _masked_passages(self, reading: int, *, whole: bool) -> list[Passage]:
        """Mask what a reading of the line holds, its middle or ``whole``; return the passages."""
        shown = next(islice(shown_texts(self.text), reading, None), None)
        if shown is None:
            return []
        lead = len(self._lead)
        text = f"{self._lead}{shown.text}{self._trail}"
        stars: list[tuple[int, int]] = []
        passages = []
        for passage in _passages_in(text, self._around):
            if lead <= passage.start and passage.end <= lead + len(shown.text):
                starred = range(passage.start, passage.end) if whole else passage.starred
                stars += [
                    shown.place(at - lead)
                    for at in starred
                    if passage.kind is PersonalKind.EMAIL or plain_digit(text[at])
                ]
                start, _ = shown.place(passage.start - lead)
                _, end = shown.place(passage.end - 1 - lead)
                passages.append(Passage(self._start + start, self._start + end, passage.kind, ()))
        if stars:
            letters = list(self.text)
            for start, end in stars:
                letters[start:end] = STAR * (end - start)
            self.text = "".join(letters)
        return passages


def _may_hold(line: str) -> bool:
    """Whether a number or address can be in a reading of the line, whatever stands beside it."""
    if "&" in line:
        return True
    # Read without its markup it has all digits in a row that a reading has, or more.
    readings = {line, without_markup(line)}
    return any(has_sign(text) or next(digit_runs(text), None) is not None for text in readings)


def _passages_in(line: str, around: Around) -> list[Passage]:
    """Return what a line holds, the numbers first."""
    passages = list(_numbers_in(line, around))
    numbers = [passage.start for passage in passages]
    # A telephone number that is the name of an address is a telephone number.
    passages += [
        address
        for address in addresses_in(line)
        if bisect_left(numbers, address.start) == bisect_left(numbers, address.end)
    ]
    return passages


def _numbers_in(line: str, around: Around) -> Iterator[Passage]:
    urls: list[tuple[int, int]] | None = None
    for groups in digit_runs(line):
        if urls is None:
            urls = [url.span() for url in _URL.finditer(line)]
        nth = bisect_right(urls, (groups[0].start, len(line))) - 1
        linked = nth >= 0 and groups[0].start < urls[nth][1]
        at = 0
        while at < len(groups):
            for candidate, kind in _candidates(line, groups, at):
                if not is_excused(candidate, kind, around, linked=linked):
                    starred = tuple(candidate.digit_places[3:-2])
                    yield Passage(candidate.start, candidate.end, kind, starred)
                    at = candidate.to
                    break
            else:
                at += 1


def _candidates(
    line: str, groups: list[Group], at: int
) -> Iterator[tuple[Candidate, PersonalKind]]:
    """Yield what may be a number that begins with a group, the longest first."""
    digits = "".join(group.digits for group in groups[at : at + LONGEST])[: LONGEST + 1]
    if not _BEGIN.match(digits):
        return
    lengths = [len(group.digits) for group in groups[at : at + LONGEST]]
    # In the midst of digits that stand one by one nothing shorter than an id of today begins.
    shortest = ID_LENGTH if at and len(groups[at - 1].digits) == lengths[0] == 1 else SHORTEST
    for to, length in reversed([*enumerate(accumulate(lengths), at + 1)]):
        kind = kind_of(digits[:length]) if shortest <= length <= LONGEST else None
        if kind is not None:
            candidate = Candidate(line, groups, at, to)
            if candidate.stands_alone and candidate.is_written_as(kind):
                yield candidate, kind
