"""A county's folder is not what it was when submission closed, or when judging began.

The steps to these two states record what each county has handed in. A later change is told for as
long as it stands, whether the rubric takes late evidence or not.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.WARNING,
        fault.place,
        Message(
            N_("the evidence of {county} is not what was recorded on {day}"),
            fault.values,
        ),
        Message(
            N_(
                "See what has changed: git log -p --since={day} -- {folder}. What must not change is put back as it was."
            ),
            fault.values,
        ),
    )
