"""A ballot scores a county or an item that the rubric does not have.

Wrong::

    jia:
        "01": "4.5"
        "09": "2"

Right::

    jia:
        "01": "4.5"
        "02": "2"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this county or item is not in rubric.yaml"), fault.values),
        Message(N_("Correct the id.")),
    )
