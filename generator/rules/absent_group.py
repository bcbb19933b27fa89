"""Nobody of a judge group scored where the rubric refuses a total without it.

Wrong::

    private/ballots/C01.yaml
    …
    private/ballots/D01.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county}, {item}: a judge group has given no score"), fault.values),
        Message(N_("Add the ballots that are missing.")),
    )
