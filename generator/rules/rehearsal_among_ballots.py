"""A rehearsal's ballot lies among real ones.

Its figures are invented; no total is made of a mixture.

Wrong::

    judge: L01
    rehearsal: false
    …
    judge: L02
    rehearsal: true

Right::

    judge: L01
    rehearsal: true
    …
    judge: L02
    rehearsal: true
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this ballot is a rehearsal, others are not"), fault.values),
        Message(N_("Take the rehearsal out.")),
    )
