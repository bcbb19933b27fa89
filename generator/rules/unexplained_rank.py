"""Two counties are ranked otherwise than their points say, and no reason is given.

Everyday work changes standing, with a reason; it never changes points.

Wrong::

    commended: [yi]
    ranks: {yi: "1", jia: "2"}

Right::

    commended: [yi]
    everyday-work: [{county: jia, reason: 试}]
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
        Message(N_("the points do not explain the order of {one} and {other}"), fault.values),
        Message(N_('Give the reason under "everyday-work", or follow the points.')),
    )
