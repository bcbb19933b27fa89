"""A ledger row or a claim names a clause the indicator does not have.

The row counts for nothing. Copy the name from the list.

Wrong::

    | 2018-03-12 | 春季活动 | 学术活动 | 1 场 |

Right::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 |
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('the indicator has no clause "{clause}"'), fault.values, fault.terms),
        Message(N_("Use one of its clauses: {known}."), fault.values, fault.terms),
    )
