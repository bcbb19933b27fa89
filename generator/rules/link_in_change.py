"""A change adds a link to another place in the file system.

Links are not followed: what they lead to may lie anywhere, and is not what is reviewed.

Wrong::

    120000 content/counties/jia/03.md

Right::

    100644 content/counties/jia/03.md
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is a link to another file'), fault.values),
        Message(N_("Put the file itself there."), fault.values),
    )
