"""Chinese text on a page of another language, marked as what it is."""

import re

# From a Chinese letter to the last that follows without a Latin one between, its digits and
# brackets included.
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_SIGN = r"[\u3000-\u303f\uff00-\uffef“”…]"
_RUN = re.compile(rf"(?<![\d〔（《“])[\d〔（《“]*+{_HAN}(?:[^A-Za-z<>&]*{_HAN})?{_SIGN}*")
# What is no text to read, an element that says its language, a tag, and a text.
_PARTS = re.compile(
    r"(<(script|style|title)\b.*?</\2>|<(\w+)\b[^>]*\blang=\"zh[^>]*>[^<]*</\3>|<[^>]*>)|([^<]+)",
    re.DOTALL,
)

CHINESE_ATTRIBUTE = ' lang="zh-CN"'
"""What an element carries that holds Chinese alone."""


def mark_chinese(escaped: str) -> str:
    """The escaped text, each run of Chinese in it an element of its own."""
    return _RUN.sub(lambda run: f"<span{CHINESE_ATTRIBUTE}>{run[0]}</span>", escaped)


def mark_chinese_page(html: str) -> str:
    """The finished page, each run of Chinese that is not marked yet an element of its own."""
    return _PARTS.sub(lambda part: part[1] or mark_chinese(part[4]), html)
