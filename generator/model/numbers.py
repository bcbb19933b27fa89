"""Exact numbers as people read them."""

from fractions import Fraction


def shown_number(number: Fraction) -> str:
    """The number in decimals: exact where it ends within four places, else cut to two.

    What does not end is marked with "约" and never rounded up: 89.99… must not read 90.
    """
    places = number * 10_000
    if places.denominator == 1:
        text = f"{number.numerator * 10_000 // number.denominator:05d}"
        return f"{text[:-4]}.{text[-4:]}".rstrip("0").rstrip(".")
    hundredths = number.numerator * 100 // number.denominator
    return f"约{hundredths // 100}.{hundredths % 100:02d}"
