"""An announcement is not the one that was issued: its SHA-256 differs from the log's.

Nothing is published from it.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the announcement {expected} was changed after it was issued"), fault.values),
        Message(
            N_(
                'Take the change back. What must be corrected is announced with "taizhang announce amended".'
            )
        ),
    )
