"""Rounding of exact numbers, where and as the rubric says."""

from collections.abc import Callable
from fractions import Fraction
from math import floor


def rounder(method: str, digits: int) -> Callable[[Fraction], Fraction]:
    """Return the rubric's rounding: "none", "half-up" or "half-even", to ``digits`` places."""
    if method == "none":
        return lambda number: number
    scale = 10**digits
    if method == "half-even":
        return lambda number: Fraction(round(number * scale), scale)
    return lambda number: Fraction(floor(number * scale + Fraction(1, 2)), scale)
