"""The decision weighs everyday work and does not say which ranks follow from it.

Nobody but those who decide can know.

Wrong::

    commended: [jia]
    everyday-work: [{county: yi, reason: 试}]

Right::

    everyday-work: [{county: yi, reason: 试}]
    ranks: {yi: "1", jia: "2"}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("everyday work is given, but not the ranks that follow from it")),
        Message(N_('Write the rank of every county under "ranks".')),
    )
