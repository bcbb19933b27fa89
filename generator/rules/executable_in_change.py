"""A file of the change is marked as a program.

Evidence is never run; a mark that says so is a mistake, or worse.

Wrong::

    100755 content/counties/jia/attachments/a.pdf

Right::

    100644 content/counties/jia/attachments/2018-03-12-qd.pdf
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is marked as a program to run'), fault.values),
        Message(
            N_("Take the mark away: git update-index --chmod=-x, or put the file in anew."),
            fault.values,
        ),
    )
