"""decision.yaml cannot be read where the finding stands.

What stands there is private and is never quoted.

Wrong::

    commended: 待填

Right::

    commended: [甲县]
"""

from generator.checks.rule import Found
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the decision cannot be read here")),
        Message(N_('See the example in the guide; "taizhang decision" writes a form to fill in.')),
    )
