"""The part 台账 holds no table, or a table that is not a ledger.

Only rows of a ledger with its seven columns are counted.

Wrong::

    ## 台账

    开了一次会。

Right::

    ## 台账

    | 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |
    |---|---|---|---|---|---|---|
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the ledger cannot be read: {reason}"), fault.values, fault.terms),
        Message(N_("Begin the table with: | {columns} |"), fault.values, fault.terms),
    )
