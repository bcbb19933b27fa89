"""A change adds another repository inside this one.

Its content can change without a change here, and nobody would see it.

Wrong::

    160000 content/counties/jia/attachments/more

Right::

    100644 content/counties/jia/attachments/2018/qd.pdf
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is another repository (a submodule)'), fault.values),
        Message(N_("Put the files themselves there, or take it out."), fault.values),
    )
