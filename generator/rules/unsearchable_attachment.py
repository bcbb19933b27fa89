"""An attachment cannot be searched for personal data: it is encrypted, damaged or too large.

Whatever it holds would be published unseen.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such file."""
    return Found(
        Severity.WARNING,
        fault.place,
        Message(
            N_("this file cannot be searched for personal data: {reason}"),
            fault.values,
            fault.terms,
        ),
        Message(N_("Open the file, save it anew without a password, and replace it.")),
    )
