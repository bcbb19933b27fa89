"""A name in rubric.yaml that is declared nowhere in it.

Wrong::

    target: {all: "10"}, unit: 份

Right::

    target: {all: "10"}, unit: 篇
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is not declared in rubric.yaml'), fault.values, fault.terms),
        Message(N_("Use one of: {known}."), fault.values, fault.terms),
    )
