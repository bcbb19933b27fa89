"""A file or its front matter names an item that does not exist or is another one.

Evidence would be counted for the wrong indicator. Name file and 指标 alike.

Wrong::

    content/counties/jia/01.md
    ---
    指标: "02"

Right::

    content/counties/jia/01.md
    ---
    指标: "01"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{written}" is not the indicator of this place'), fault.values, fault.terms),
        Message(N_("Write: {expected}."), fault.values, fault.terms),
    )
