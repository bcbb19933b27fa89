"""An announcement that does not hold what an announcement of this assessment holds.

Nothing is published from it.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the announcement cannot be used: {reason}"), fault.values, fault.terms),
        Message(N_('Announcements are written by "taizhang announce", never by hand.')),
    )
