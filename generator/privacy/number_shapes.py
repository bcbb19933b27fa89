"""What a row of digits may be, whatever stands beside it.

Citizen ids by GB 11643 (18 digits with a check by ISO 7064 MOD 11-2, and the older 15 digits),
mobile numbers, bank cards (Luhn).
"""

import re
from datetime import date

from generator.privacy.personal import PersonalKind

# Of a mobile number with its country code and the 0 of long distance, up to a card.
SHORTEST, LONGEST = 11, 19
ID_LENGTH = 18
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
# Later days are of other numbers, which are many.
_NOT_YET_BORN = 2030
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"(?P<code>(?:0{0,2}86)?0?)1[3-9]\d{9}")
_CARD = re.compile(r"(?:62|60|68|9[0-9]|4[0-9]|5[1-5]|3[47])\d{14,17}")


def kind_of(number: str) -> PersonalKind | None:
    """Return the kind of number that the digits may be."""
    if _MOBILE.fullmatch(number):
        return PersonalKind.MOBILE
    if is_citizen_id(number) or is_old_citizen_id(number):
        return PersonalKind.CITIZEN_ID
    return PersonalKind.BANK_CARD if _is_bank_card(number) else None


def length_of_code(number: str) -> int:
    """Return how many digits of a mobile number are the country code and the 0 before it."""
    match = _MOBILE.fullmatch(number)
    return len(match["code"]) if match else 0


def is_citizen_id(number: str) -> bool:
    """Whether the eighteen digits are an id with its check."""
    if len(number) != ID_LENGTH or number[:2] not in _PROVINCES or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17] and _is_day(number[6:14])


def is_old_citizen_id(number: str) -> bool:
    """Whether the fifteen digits may be an id of before 1999, which has no check."""
    if len(number) != 15 or number[:2] not in _PROVINCES or not number.isdigit():
        return False
    return _is_day(f"19{number[6:12]}")


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return 1900 <= day.year < _NOT_YET_BORN


def _is_bank_card(number: str) -> bool:
    if not _CARD.fullmatch(number):
        return False
    # Luhn: every second digit from the right is doubled, and its digits are added.
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
