"""A ballot of a judge whom the roster does not name.

Whose group it would count for is not guessed.

Wrong::

    judge: L99

Right::

    judge: L01
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the judge of this ballot is not in the roster"), fault.values),
        Message(N_("Correct the judge's id, or enter the judge in roster.yaml.")),
    )
