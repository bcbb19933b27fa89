"""The decision lists a county twice under one key.

Wrong::

    commended: [jia, 甲县]

Right::

    commended: [jia]
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("a county is listed twice here")),
        Message(N_("Keep one of the two.")),
    )
