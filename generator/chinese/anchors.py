"""Anchors of headings: what a heading says, so that a link to it can be written and read."""

import re

from generator.chinese.widths import composed

_ASCII_SIGNS = re.compile(r"[!-,./:-@\[-^`{-~]")
_SPACE = re.compile(r"[\s-]+")


def heading_anchor(title: str, separator: str = "-") -> str:
    """The anchor of a heading: lower case, without signs of ASCII, Chinese as it is written.

    Chinese punctuation stays: ``#一、总则`` leads to the heading 一、总则.
    """
    text = _ASCII_SIGNS.sub("", composed(title)).strip().lower()
    return _SPACE.sub(separator, text)
