"""The ranks of the decision are no ranking of the counties that get one.

Wrong::

    ranks: {jia: "2", yi: "3"}

Right::

    ranks: {jia: "1", yi: "2"}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("these ranks are no ranking of the counties")),
        Message(
            N_(
                "Give every county that is ranked one whole number, and no other; after two firsts comes a third."
            )
        ),
    )
