"""A transition of the log is dated before it can have happened.

Nothing is published from such a log. A result that is proposed stays so for the days of publicity;
those days are working days, so at least as many must pass.

Wrong::

    state: closed
    date: "2018-01-01"

Right::

    state: closed
    date: "2018-01-15"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the date {written} is too early"), fault.values),
        Message(
            N_(
                "The earliest day is {expected}: no transition is before the one it follows, and a final result not before the days of publicity are over."
            ),
            fault.values,
        ),
    )
