"""A score above the points of its item.

Wrong::

    "01": "6.5"

Right::

    "01": "6"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county}, {item}: the score is above the item's points"), fault.values),
        Message(N_("Ask the judge and correct it.")),
    )
