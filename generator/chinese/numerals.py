"""Numbers in digits, in Chinese numerals, and in both together: 300, 三百二十, 3百, 1.2万."""

import re
from fractions import Fraction

NUMERALS = "零〇一二两三四五六七八九十百千万亿"
"""The characters that Chinese numerals are written with."""

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_TOKEN = re.compile(rf"\d{{1,12}}(?:\.\d{{1,6}})?|[{NUMERALS}]", re.ASCII)


def read_numeral(text: str) -> Fraction | None:
    """Return the number, None where the text is none or not beyond doubt.

    一千二 may be 1,002 or 1,200, and digits one after the other, as in 二三, may be "two or
    three": both are left to a person.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text or not tokens:
        return None
    return _Numeral().read(tokens)


class _Numeral:
    """Adds up a numeral: digits before 十百千, these in groups before 万 and 亿."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group = Fraction(0)
        self.digit: Fraction | None = None
        # The last place that was named: the next one must be lower.
        self.place: int | None = None
        self.myriad: int | None = None
        self.zero = False

    def read(self, tokens: list[str]) -> Fraction | None:
        for token in tokens:
            if not (self._myriad(token) if token in _MYRIADS else self._token(token)):
                return None
        if self.digit is not None:
            if self.place not in (None, 10) and not self.zero:
                return None
            self.group += self.digit
        return self.total + self.group

    def _token(self, token: str) -> bool:
        if token in _TENS:
            return self._tens(_TENS[token])
        value = Fraction(_DIGITS[token]) if token in _DIGITS else Fraction(token)
        if token in ("零", "〇"):
            # A place that is skipped, as in 三百零五.
            self.zero = True
            return self.digit is None
        if self.digit is not None:
            return False
        self.digit = value
        return True

    def _tens(self, place: int) -> bool:
        if self.place is not None and place >= self.place:
            return False
        if self.digit is None:
            # 十五 is fifteen; 百 and 千 want a number before them.
            if place != 10 or (self.group and not self.zero):
                return False
            self.digit = Fraction(1)
        self.group += self.digit * place
        self.digit, self.place, self.zero = None, place, False
        return True

    def _myriad(self, token: str) -> bool:
        unit = _MYRIADS[token]
        group = self.group + (self.digit or 0)
        if not group or (self.myriad is not None and unit >= self.myriad):
            return False
        self.total += group * unit
        # 一万二 is as doubtful as 一千二.
        self.group, self.digit, self.place, self.zero = Fraction(0), None, unit, False
        self.myriad = unit
        return True
