"""The decision names a county or a ground of veto that rubric.yaml lacks.

Wrong::

    commended: [jia, bing]

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
        Message(N_("rubric.yaml knows no county or ground of this name")),
        Message(N_("Write one of: {known}."), fault.values),
    )
