"""A county changes its evidence after submission has closed.

The rubric says whether late evidence is taken: where it is refused this is an error, where it is
accepted a warning that marks it.

Wrong::

    content/counties/jia/01.md

Right::

    content/counties/jia/
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    if fault.values["choice"] == "accepted":
        return Found(
            Severity.WARNING,
            fault.place,
            Message(N_("late: submission closed on {day}"), fault.values),
            Message(N_("The rubric takes late evidence; it is marked as late.")),
        )
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("submission closed on {day}; no change is taken any more"), fault.values),
        Message(N_("Withdraw this change. What has to be corrected goes to the organiser.")),
    )
