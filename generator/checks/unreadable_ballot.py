"""A line of the roster or of a ballot cannot be read.

What stands there is not quoted: ballots are private.

Wrong::

    "01": 很好

Right::

    "01": "4.5"
"""

from generator.checks.rule import Found
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this place of the roster or ballot cannot be read"), fault.values),
        Message(N_('Compare it with the form: scores: county: "item": "points".')),
    )
