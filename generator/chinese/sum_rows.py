"""Rows of a table that are no entries: sums, and the month or quarter over those below."""

import re
from collections.abc import Sequence

from generator.chinese.widths import fold_widths

# Alone in a cell, but for what is summed up before it and the sum behind it.
_SUM = re.compile(
    r"(?:本页|本月|本季|全年|全部|[上下]半年|第?[一二三四1-4]季度?|[\d一二三四五六七八九十]{1,2}月份?)?"
    r"(?P<word>合计|总计|小计|共计|累计|总和)(?:数|次数)?:?(?:[\d.一二三四五六七八九十百千万余]{1,12}.{0,3})?"
)
# What stands over a group of rows, alone in its row.
_GROUP = re.compile(
    r"第?[一二三四1-4]季度?|[上下]半年|全年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
)


def sum_word(text: str) -> str | None:
    """The word that marks a row of sums in the cell, None where it says something else."""
    # No other character is one of these in another form.
    if "计" not in text and "总" not in text:
        return None
    match = _SUM.fullmatch("".join(fold_widths(text).split()).rstrip(":"))
    return None if match is None else match["word"]


def group_word(texts: Sequence[str]) -> str | None:
    """The only words of a row that says to which quarter or month those below belong, else None."""
    return texts[0] if len(texts) == 1 and _GROUP.fullmatch(fold_widths(texts[0])) else None
