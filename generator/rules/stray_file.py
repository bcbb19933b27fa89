"""A file in a county's folder that is neither evidence nor an attachment.

Wrong::

    content/counties/jia/总结.docx

Right::

    content/counties/jia/attachments/list.pdf
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.WARNING,
        fault.place,
        Message(
            N_('"{name}" is not read: only NN.md, BN.md, index.md and attachments/ are'),
            fault.values,
            fault.terms,
        ),
        Message(
            N_("Move it to attachments/ and link it from an entry, or delete it."),
            fault.values,
            fault.terms,
        ),
    )
