"""A value is not of the form its key takes.

It is not guessed. Write it in the form that is named.

Wrong::

    状态: 完成

Right::

    状态: 已提交
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{written}" cannot stand under "{key}"'), fault.values, fault.terms),
        Message(N_("Write there: {expected}."), fault.values, fault.terms),
    )
