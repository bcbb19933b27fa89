"""A key that must be there is not.

Nothing is assumed in its place. Add it.

Wrong::

    ---
    指标: "01"
    申报:

Right::

    ---
    指标: "01"
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
        Message(N_('the key "{key}" is missing'), fault.values, fault.terms),
        Message(N_('Add a line "{key}: …" here.'), fault.values, fault.terms),
    )
