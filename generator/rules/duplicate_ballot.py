"""A judge stands twice in the roster or has two ballots.

Wrong::

    private/ballots/L01-2.yaml
    …
    private/ballots/L01.yaml

Right::

    private/ballots/L01.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this judge is here a second time"), fault.values),
        Message(N_("Keep one of the two.")),
    )
