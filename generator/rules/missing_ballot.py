"""A judge of the roster has no ballot, where the rubric refuses a total without every score.

Wrong::

    - {id: L06, group: leaders}

Right::

    - {id: L05, group: leaders}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this judge of the roster has no ballot")),
        Message(N_("Put the ballot into ballots/; who did not judge is taken out of roster.yaml.")),
    )
