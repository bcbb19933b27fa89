"""A roster or ballot of another cycle than the rubric's.

Wrong::

    cycle: "2017"
    judge: L01

Right::

    cycle: 2018
    judge: L01
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this belongs to another cycle"), fault.values),
        Message(N_("Take it out, or correct its cycle.")),
    )
