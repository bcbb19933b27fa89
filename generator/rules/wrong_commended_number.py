"""The decision commends more or fewer counties than the rubric says.

Wrong::

    commended: []

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
        Message(N_("{found} units are commended, the rubric says {expected}"), fault.values),
        Message(N_("Commend as many as the rubric says.")),
    )
