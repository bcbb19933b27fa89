"""A score is missing where the rubric refuses a total without it.

Wrong::

    "01": "4.5"
    "B1": "0"

Right::

    "01": "5"
    "02": "2"
    "B1": "0"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county}, {item}: the score is missing"), fault.values),
        Message(N_("Ask the judge and add it.")),
    )
