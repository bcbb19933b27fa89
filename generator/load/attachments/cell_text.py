"""What a cell with a number shows."""

import re
from decimal import Decimal

from generator.privacy.personal_numbers import find_personal

_NUMBER = re.compile(r"\d{1,20}(?:\.\d{0,20})?(?:[eE]\+?0{0,3}(\d{1,2}))?")
# A workbook keeps fifteen digits of a number, zeros for the others.
_KEPT, _ID_LENGTH = 15, 18


def plain_number(text: str) -> str:
    """The digits of a number such as 1.3812345678E10; any other text as it is.

    Of a citizen id kept as a number the last digits are lost: it is given with a right check digit.
    """
    if text.isdecimal() and len(text) <= _KEPT:
        return text
    text = text.strip() if len(text) < 60 else text
    match = _NUMBER.fullmatch(text)
    if match is None or (not text.isdecimal() and int(match[1] or 0) > 20):
        return text
    number = Decimal(text)
    if number != number.to_integral_value():
        return text
    digits = f"{number:f}".partition(".")[0]
    if len(digits) == _ID_LENGTH and digits.endswith("0" * (_ID_LENGTH - _KEPT)):
        candidates = (digits[:-1] + check for check in "0123456789X")
        return next((one for one in candidates if any(find_personal(one))), digits)
    return digits
