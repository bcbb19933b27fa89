"""Exact numbers as people read them."""

from fractions import Fraction


def shown_number(number: Fraction, *, up: bool = False, about: str = "约") -> str:
    """The number in decimals: exact where it ends within four places, else cut to two.

    What does not end is marked with ``about`` and never rounded up: 89.99… must not read 90.
    ``up`` is for what is missing, which must not read less than it is.
    """
    if number.denominator == 1:
        return str(number.numerator)
    places = number * 10_000
    if places.denominator == 1:
        text = f"{places.numerator:05d}"
        return f"{text[:-4]}.{text[-4:]}".rstrip("0").rstrip(".")
    hundredths = number.numerator * 100 // number.denominator + up
    return f"{about}{hundredths // 100}.{hundredths % 100:02d}"


def shown_beside(number: Fraction, other: str, *, about: str = "约") -> str:
    """The number with at least as many decimals as the text of another has."""
    whole, _, part = shown_number(number, about=about).partition(".")
    part = part.ljust(len(other.partition(".")[2]), "0")
    return f"{whole}.{part}" if part else whole
