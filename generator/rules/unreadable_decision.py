"""decision.yaml cannot be read where the finding stands.

What stands there is private and is never quoted.

Wrong::

    commended: 待填

Right::

    commended: [甲县]
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    text, fix = (
        N_("the decision cannot be read here"),
        N_('See the example in the guide; "taizhang decision" writes a form to fill in.'),
    )
    if "absent" in fault.values:
        text, fix = (
            N_("there is no such file"),
            N_('"taizhang decision" writes a form to fill in; keep its name.'),
        )
    elif "expected" in fault.values:
        fix = N_("Write there: {expected}.")
    elif "key" in fault.values:
        fix = N_('Add a line "{key}: …" here.')
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text),
        Message(fix, fault.values, fault.terms),
    )
