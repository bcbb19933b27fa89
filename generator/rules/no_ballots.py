"""There is no ballot in the private folder.

Wrong::

    private/roster.yaml

Right::

    private/ballots/L01.yaml
    …
    private/roster.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("there are no ballots here"), fault.values),
        Message(N_("Put one file a judge into ballots/.")),
    )
