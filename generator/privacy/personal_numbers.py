"""Numbers and addresses in a text that identify a person: found, and masked.

Citizen ids by GB 11643 (18 digits with a check by ISO 7064 MOD 11-2, and the older 15 digits),
mobile numbers, bank cards (Luhn and a word that says so), e-mail addresses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate, takewhile
from typing import NamedTuple

from generator.chinese.unseen import NO_WIDTH


class PersonalKind(StrEnum):
    """What the data is of."""

    CITIZEN_ID = "citizen-id"
    MOBILE = "mobile"
    BANK_CARD = "bank-card"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Personal:
    """A passage of a text that identifies a person: from ``start`` up to ``end``.

    ``masked`` is as long as the passage; its middle is starred.
    """

    start: int
    end: int
    kind: PersonalKind
    masked: str

    @property
    def masked_line(self) -> str:
        """The masked text on one line, as findings and exemptions quote it."""
        return " ".join(self.masked.split())


class _Piece(NamedTuple):
    """Digits that stand together, from ``start`` up to ``end``, in plain form."""

    start: int
    end: int
    digits: str


# Digits of any width; between them what hides a number: spaces, dashes, emphasis, zero widths.
_DIGIT = "[0-9\uff10-\uff19]"
_SILENT = f"*_~`\\\\\u200c\u200d{NO_WIDTH}"
_GAP = f"[ \t\u00a0\u3000.·•—–‐‑\\-{_SILENT}]{{0,4}}\n?"
# A run begins at a digit with none before it: too short from there, it is so from any later one.
_RUN = re.compile(
    f"{_DIGIT}(?<!{_DIGIT}{_DIGIT})(?:{_GAP}{_DIGIT}){{10,}}+(?:{_GAP}[xX\uff38\uff58])?"
)
_PIECE = re.compile(
    f"{_DIGIT}(?:[{_SILENT}]*{_DIGIT})*(?:[{_SILENT}]*[xX\uff38\uff58])?|[xX\uff38\uff58]"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}[@\uff20][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63})+",
    re.ASCII,
)
_URL = re.compile(r"https?://[^\s<>|)\]\"']+", re.ASCII)
_TO_PLAIN = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF38: "X", 0xFF58: "X"}
_NEAR = 24
_LENGTHS = frozenset({11, 13, 15, 16, 17, 18, 19})
_MOST_PIECES = 6
# Full-width, since an ASCII star would begin emphasis where the text is Markdown.
_STAR = "＊"
_MASKED = re.compile(
    f"{_DIGIT}(?:{_GAP}{_DIGIT}){{2}}(?:{_GAP}{_STAR}){{6,13}}{_GAP}{_DIGIT}{_GAP}[0-9\uff10-\uff19xX\uff38\uff58]"
)
# What stands before a number that is no person's.
_OTHER_NUMBER = re.compile(
    r"(?:编号|单号|订单|流水|文号|合同|批次|条码|序列|型号|标准|专利|版本|[Nn][Oo]\.?|№|ISBN|ISSN)"
    r"[^\n。；;]{0,6}$"
)
_ID_WORDS = re.compile("身份证|证件|公民|身份号")
_CARD_WORDS = re.compile("卡号|银行|账号|帐号|账户|开户|储蓄|信用卡|工资卡")
_AMOUNT = re.compile(r"\s*(?:元|万|亿|吨|公斤|千瓦|平方|立方|字节|MB|KB)")

# The first two digits: provinces, and those of Hong Kong, Macao and Taiwan.
_PROVINCES = frozenset(
    str(number)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for number in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# In which groups people write the eleven digits.
_MOBILE_FORMS = ((11,), (3, 4, 4), (3, 8), (4, 3, 4), (7, 4), (1,) * 11)


def find_personal(text: str) -> Iterator[Personal]:
    """Yield every passage that identifies a person, in the order of the text."""
    passages = [*_numbers(text), *_emails(text)]
    yield from sorted(passages, key=lambda passage: passage.start)


def _emails(text: str) -> Iterator[Personal]:
    if "@" not in text and "\uff20" not in text:
        return
    for match in _EMAIL.finditer(text):
        name, domain = re.split("[@\uff20]", match[0], maxsplit=1)
        # A name of one letter is starred whole: its first letter is all of it.
        shown = name[0] if len(name) > 1 else ""
        masked = f"{shown}{_STAR * (len(name) - len(shown))}@{domain}"
        yield Personal(match.start(), match.end(), PersonalKind.EMAIL, masked)


def _numbers(text: str) -> Iterator[Personal]:
    if _STAR in text:
        # What a mask has left of a number is no part of another one beside it.
        text = _MASKED.sub(lambda masked: _STAR * len(masked[0]), text)
    addresses: list[tuple[int, int]] | None = None
    for run in _RUN.finditer(text):
        if addresses is None:
            addresses = [address.span() for address in _URL.finditer(text)]
        pieces = [
            _Piece(run.start() + match.start(), run.start() + match.end(), _plain(match[0]))
            for match in _PIECE.finditer(run[0])
        ]
        linked = any(start <= run.start() < end for start, end in addresses)
        yield from _in_pieces(text, pieces, linked=linked)


def _plain(written: str) -> str:
    return re.sub("[^0-9X]", "", written.translate(_TO_PLAIN).upper())


def _in_pieces(text: str, pieces: list[_Piece], *, linked: bool) -> Iterator[Personal]:
    """Yield the numbers made of whole pieces in a row; of two that begin alike the longest."""
    at = 0
    while at < len(pieces):
        candidates = ((to, _kind(text, pieces[at:to], linked=linked)) for to in _ends(pieces, at))
        to, kind = next(((to, kind) for to, kind in candidates if kind is not None), (at + 1, None))
        if kind is not None:
            start, end = pieces[at].start, pieces[to - 1].end
            yield Personal(start, end, kind, _masked(text[start:end]))
        at = to


def _ends(pieces: list[_Piece], at: int) -> list[int]:
    """Return where a number that begins with piece ``at`` may end, the longest first.

    A number has few pieces, or is written digit by digit with no other such digit beside it.
    """
    lengths = accumulate(len(piece.digits) for piece in pieces[at : at + _MOST_PIECES])
    ends = [at + nth for nth, length in enumerate(lengths, start=1) if length in _LENGTHS]
    if len(pieces[at].digits) == 1 and (at == 0 or len(pieces[at - 1].digits) > 1):
        singles = takewhile(lambda piece: len(piece.digits) == 1, pieces[at : at + 20])
        end = at + sum(1 for _ in singles)
        ends += [end] if end - at in _LENGTHS else []
    return ends[::-1]


def _masked(passage: str) -> str:
    """Return the passage with every digit starred but the first three and the last two."""
    digits = [at for at, letter in enumerate(passage) if _plain(letter)]
    starred = set(digits[3:-2])
    return "".join(_STAR if at in starred else letter for at, letter in enumerate(passage))


def _kind(text: str, pieces: list[_Piece], *, linked: bool) -> PersonalKind | None:
    number = "".join(piece.digits for piece in pieces)
    form = tuple(len(piece.digits) for piece in pieces)
    kind = _shape(number, form)
    start, end = pieces[0].start, pieces[-1].end
    if kind is None or _touches_word(text, start, end):
        return None
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    other = _OTHER_NUMBER.search(before) is not None
    doubted = {
        # Its check digit puts an id of eighteen digits beyond doubt.
        PersonalKind.CITIZEN_ID: len(number) == 15
        and (linked or (other and not _ID_WORDS.search(before))),
        PersonalKind.BANK_CARD: linked or not _CARD_WORDS.search(before + after),
        PersonalKind.MOBILE: linked or other or _AMOUNT.match(after) is not None,
    }
    return None if doubted[kind] else kind


def _shape(number: str, form: tuple[int, ...]) -> PersonalKind | None:
    """Return what the digits may be, whatever stands beside them."""
    if len(number) <= 13:
        return PersonalKind.MOBILE if _is_mobile(number, form) else None
    if _is_citizen_id(number) or _is_old_citizen_id(number, form):
        return PersonalKind.CITIZEN_ID
    return PersonalKind.BANK_CARD if _is_bank_card(number) else None


def _touches_word(text: str, start: int, end: int) -> bool:
    """Whether the digits are a part of something longer: a hash, a name, a decimal."""
    before, after = text[start - 1 : start], text[end : end + 1]
    letters = any(letter.isascii() and letter.isalnum() for letter in (before, after))
    decimal = before == "." and text[start - 2 : start - 1].isdigit()
    return letters or decimal or (after == "." and text[end + 1 : end + 2].isdigit())


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return 1900 <= day.year <= 2099


def _is_citizen_id(number: str) -> bool:
    if number[:2] not in _PROVINCES or not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _is_day(number[6:14]) and _CHECKS[total % 11] == number[17]


def _is_old_citizen_id(number: str, form: tuple[int, ...]) -> bool:
    whole = form in ((15,), (6, 6, 3), (3,) * 5, (1,) * 15)
    return whole and number.isdigit() and number[:2] in _PROVINCES and _is_day(f"19{number[6:12]}")


def _is_mobile(number: str, form: tuple[int, ...]) -> bool:
    # The country code, in a group of its own or before the first digits.
    if number.startswith("86") and len(number) == 13:
        number = number[2:]
        form = form[1:] if form[0] == 2 else (form[0] - 2, *form[1:])
    return re.fullmatch(r"1[3-9]\d{9}", number) is not None and form in _MOBILE_FORMS


def _is_bank_card(number: str) -> bool:
    if not re.fullmatch(r"(?:62|60|68|9[0-9]|4[0-9]|5[1-5]|3[47])\d{12,17}", number):
        return False
    # Luhn: every second digit from the right is doubled, and its digits are added.
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return 16 <= len(number) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0
