"""Faults of the ledger and its entries."""

import re
from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words

_TENTHS = re.compile("[一二三四五六七八九1-9]成")


def _unreadable_date(fault: Fault) -> Words:
    message = N_("the date is missing")
    if fault.values["text"]:
        message = N_('"{text}" is not a date that can be read')
    fix = N_("Write the day as 2018-05-14, a range as 2018-05-14 至 2018-05-15.")
    return Words(Severity.ERROR, message, fix)


def _unreadable_quantity(fault: Fault) -> Words:
    message = N_("the quantity is missing")
    if fault.values["text"]:
        message = N_('"{text}" is not a quantity that can be read')
    fix = N_('Write value and unit, such as "1 场"; a rate as "46/50" or "92%".')
    if fault.values.get("unit", "%") not in ("", "%"):
        fix = N_('Write value and unit, such as "1 {unit}".')
    if _TENTHS.search(fault.values["text"]):
        fix = N_('Write tenths as a rate, such as "95%" for 九成五.')
    return Words(Severity.ERROR, message, fix)


def _misformed_row(fault: Fault) -> Words:
    if "columns" in fault.values:
        message = N_("the row has {cells} cells, its table {columns}: those over are not shown")
        return Words(
            Severity.ERROR, message, N_("Give the table as many columns, or the row fewer.")
        )
    if "fenced" in fault.values:
        message = N_("the row stands in a block of code (between lines of ```)")
        return Words(Severity.ERROR, message, N_("Delete the lines of ``` above and below it."))
    if "\t" in fault.values["line"]:
        message = N_("the cells of this row are parted by tabs, as a sheet of Excel copies them")
        return Words(
            Severity.ERROR, message, N_("Part them by |; the row is read as it was meant.")
        )
    message = N_("the bars of this row are full-width (｜)")
    return Words(Severity.ERROR, message, N_("Write the bar as |; it is read as it was meant."))


def _sum_row(fault: Fault) -> Words:
    if "group" in fault.values:
        message = N_('a row over others ("{word}") is no entry and does not count')
        fix = N_("Delete the row, or write it as a heading with an empty line above: ### {word}")
        return Words(Severity.WARNING, message, fix)
    message = N_('a row of sums ("{word}") is no entry and does not count')
    fix = N_("Delete the row: the entries are added up by the program.")
    return Words(Severity.WARNING, message, fix)


def _invisible_character(fault: Fault) -> Words:
    message = N_("the line holds characters that are not what they look like: {signs}")
    fix = N_("Write the line as it looks; it is read so.")
    if fault.values["link"]:
        message = N_("the web address in this line holds characters that nobody sees: {signs}")
        fix = N_("Copy the address anew from the browser.")
    return Words(Severity.WARNING, message, fix)


def _unknown_clause(fault: Fault) -> Words:
    message = N_("the clause is missing")
    if fault.values["clause"]:
        message = N_('the indicator has no clause "{clause}"')
    return Words(Severity.ERROR, message, N_("Use one of its clauses: {known}."))


WORDING: Mapping[Code, Wording] = {
    "unreadable-ledger": Wording(
        Words(
            Severity.ERROR,
            N_("the ledger cannot be read: {reason}"),
            N_("Begin the table with: | {columns} |"),
        ),
        """
        The part 台账 holds no table, or a table that is not a ledger.

        Only rows of a ledger with its seven columns are counted.

        Wrong::

            ## 台账

            开了一次会。

        Right::

            ## 台账

            | 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |
            |---|---|---|---|---|---|---|
        """,
    ),
    "misformed-row": Wording(
        _misformed_row,
        """
        A row with full-width bars or tabs, in a block of code, or with more cells than its table has.

        Full-width bars and tabs are read as they were meant; others would see no table. A row in a
        block of code is shown and does not count. Cells beyond the columns are shown nowhere.

        Wrong::

            ｜ 2018-03-12 ｜ 春季活动 ｜ 活动 ｜ 1 场 ｜ 甲县 ｜

        Right::

            | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 |
        """,
    ),
    "invisible-character": Wording(
        _invisible_character,
        """
        A line holds characters that nobody sees, or that look like others.

        They come with text from Word, WeChat or a web page: a space without width (U+200B), a
        hyphen (U+2011) or a space (U+00A0) that does not break a line. The line is read as it
        looks; searches and other programs would not find what stands there.

        Wrong::

            | 2018‑03‑12 | 春季活动 |

        Right::

            | 2018-03-12 | 春季活动 |
        """,
    ),
    "sum-row": Wording(
        _sum_row,
        """
        A row of the ledger that adds up others, or says only to which quarter they belong.

        Entries are facts with a day of their own; the sums are on the checklist.

        Wrong::

            | 合计 | | | 2 场 | | | |

        Right::

            | 2018-09-20 | 秋季活动 | 活动 | 1场次 |
        """,
    ),
    "unreadable-row": Wording(
        Words(
            Severity.ERROR,
            N_("the row has {cells} cells, the ledger has {columns} columns"),
            N_(
                'Separate the cells by "|"; leave a cell empty rather than out. Text below a table needs an empty line before it.'
            ),
        ),
        """
        A row of the ledger has too few or too many cells.

        It counts for nothing: which cell was meant is not guessed. Text under a table
        needs an empty line before it.

        Wrong::

            | [统计](attachments/list.pdf) | j-4 |
            以上属实。

        Right::

            | 2018-12-01 | 服务统计 | 服务率 | 46/50 | | [统计](attachments/list.pdf) | j-4 |
        """,
    ),
    "unreadable-date": Wording(
        _unreadable_date,
        """
        A date that is not written as a date, or that no calendar has.

        The row counts for nothing: a date is not guessed. Write 2018-05-14, or a range
        as 2018-05-14 至 2018-05-15.

        Wrong::

            | 2018年3月12日 | 春季活动 |
            …
            | 2018-06-02 至 2018-06-01 | 夏季活动 |

        Right::

            | 2018-03-12 | 春季活动 |
            …
            | 2018-06-01 至 2018-06-02 | 夏季活动 |
        """,
    ),
    "unknown-clause": Wording(
        _unknown_clause,
        """
        A ledger row or a claim names a clause the indicator does not have.

        The row counts for nothing. Copy the name from the list.

        Wrong::

            | 2018-03-12 | 春季活动 | 学术活动 | 1 场 |

        Right::

            | 2018-03-12 | 春季活动 | 活动 | 1 场 |
        """,
    ),
    "unreadable-quantity": Wording(
        _unreadable_quantity,
        """
        A quantity that cannot be read, or is missing where a number is asked.

        The row counts for nothing. Write value and unit: 1 场, 300余人, 46/50 or 92%.

        Wrong::

            | 春季活动 | 活动 | 若干 |

        Right::

            | 春季活动 | 活动 | 1 场 |
        """,
    ),
}
