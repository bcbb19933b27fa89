"""A key that nothing reads.

Mostly a slip of the pen: what was meant is then silently missing.
Correct its spelling, or delete it.

Wrong::

    申抱:
      活动: 3 场

Right::

    申报:
      活动: 3 场
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    known = fault.values["known"]
    fix = N_("Use one of: {known}.") if known else N_("Correct its spelling, or delete it.")
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('the key "{key}" is not known'), fault.values),
        Message(fix, fault.values),
    )
