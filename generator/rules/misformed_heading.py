"""A line is meant as the heading of a part and is not written as one.

It is read as it was meant, so that nothing of the part is lost; written so, other programs
would not see a heading. A heading of a part is two signs, a space and the name: "## 台账".

Wrong::

    **目标**

    办好活动。

Right::

    ## 目标

    办好活动。
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such line."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{line}" is not written as the heading of a part'), fault.values),
        Message(N_("Write this line as: {meant}"), fault.values),
    )
