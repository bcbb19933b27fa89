"""Prompts of a template, such as 请在此填写, that nobody replaced."""

import re

from generator.chinese.widths import fold_widths

# A name such as 张XX hides a person rightly; signs alone or before a unit wait for a number.
_PROMPT = re.compile(
    r"(?:在此处?|此处|在这里)填[写入]|(?:^|(?<=\W))待(?:填写?|补充?|完善|定)(?=\W|$)|_{3,}"
    r"|\b(?:TODO|TBD|FIXME)\b|(?:(?<!X)X{2,}+|(?<!×)×{2,}+)(?=[年月日场项次家个篇%])"
)
# Every prompt holds one of these and few lines do: most lines need no further look.
_SIGNS = re.compile("[填待_＿XＸ×TＴFＦ]")
_ALONE = re.compile(r"[\W_]*+X{2,}[\W_]*+")


def is_prompt(line: str) -> bool:
    """Whether the line still asks for something to be filled in."""
    if not _SIGNS.search(line):
        return False
    text = fold_widths(line)
    alone = _ALONE.fullmatch(text.replace("×", "X"))
    return _PROMPT.search(text) is not None or alone is not None
