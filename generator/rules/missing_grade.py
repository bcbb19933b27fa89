"""Grades are announced, and a county has none.

Grades come from the decision and are never computed.

Wrong::

    grades: {jia: 优秀}

Right::

    grades: {jia: 优秀, yi: 良好}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("no grade is given for {counties}"), fault.values),
        Message(N_('Give every county a grade under "grades".')),
    )
