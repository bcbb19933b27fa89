"""The same key stands twice in one mapping.

Programs silently keep one of the two; which one a reader believes is chance.
Keep one of them and delete the other.

Wrong::

    状态: submitted
    状态: draft

Right::

    状态: submitted
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
            N_('the key "{key}" stands twice; it is first used on line {first}'),
            fault.values,
            fault.terms,
        ),
        Message(N_("Keep one of the two and delete the other."), fault.values, fault.terms),
    )
