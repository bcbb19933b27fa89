"""A file of a change, or an attachment, is larger than is taken.

What is pushed stays in the history of the repository, for everybody who copies it. Such an
attachment is not opened, not published, and proves nothing.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" has {megabytes} MB; at most {most} MB are taken'), fault.values),
        Message(N_("Make the picture or the scan smaller, or split the file."), fault.values),
    )
