"""An attachment of a type that is not taken.

A page or a drawing with a program in it would run in the reader's browser.

Wrong::

    content/counties/jia/attachments/a.html

Right::

    content/counties/jia/attachments/IMG_1339.JPG
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(
            N_('an attachment like "{name}" is not taken'),
            fault.values,
            fault.terms,
        ),
        Message(
            N_("Hand it in as one of these types: {known}."),
            fault.values,
            fault.terms,
        ),
    )
