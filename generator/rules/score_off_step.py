"""A score between two steps of the scale that the rubric sets.

Wrong::

    "01": "4.25"

Right::

    "01": "4.5"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county}, {item}: the score is no multiple of the step"), fault.values),
        Message(N_("Ask the judge and correct it.")),
    )
