"""A county is vetoed and commended.

Wrong::

    commended: [jia]
    vetoes: [{county: jia, ground: failure, reason: 试}]

Right::

    commended: [yi]
    vetoes: [{county: jia, ground: failure, reason: 试}]
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county} is vetoed and commended"), fault.values),
        Message(N_('Take it out of "commended".')),
    )
