"""Chinese text on a page of another language, marked as what it is."""

import re

# From a Chinese letter to the last that follows without a Latin one between, its digits and
# brackets included.
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_SIGN = r"[\u3000-\u303f\uff00-\uffef“”…]"
_RUN = re.compile(rf"[\d〔（《“]*{_HAN}(?:[^A-Za-z<>&]*{_HAN})?{_SIGN}*")

CHINESE_ATTRIBUTE = ' lang="zh-CN"'
"""What an element carries that holds Chinese alone."""


def mark_chinese(escaped: str) -> str:
    """The escaped text, each run of Chinese in it an element of its own."""
    return _RUN.sub(lambda run: f"<span{CHINESE_ATTRIBUTE}>{run[0]}</span>", escaped)
