"""A row of the ledger has too few or too many cells.

It counts for nothing: which cell was meant is not guessed. Text under a table
needs an empty line before it.

Wrong::

    | [统计](attachments/list.pdf) | j-4 |
    以上属实。

Right::

    | 2018-12-01 | 服务统计 | 服务率 | 46/50 | | [统计](attachments/list.pdf) | j-4 |
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(
            N_("the row has {cells} cells, the ledger has 7 columns"), fault.values, fault.terms
        ),
        Message(
            N_(
                'Separate seven cells by "|"; leave a cell empty rather than out. Text below a table needs an empty line before it.'
            ),
            fault.values,
            fault.terms,
        ),
    )
