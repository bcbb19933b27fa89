"""Totals are equal, the rubric lets the decision order them, and it does not.

Wrong::

    commended: [jia]

Right::

    commended: [jia]
    ranks: {jia: "1", yi: "2"}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("totals are equal, and the rubric leaves their order to the decision")),
        Message(N_('Write the rank of every county under "ranks".')),
    )
