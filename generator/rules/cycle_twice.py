"""The archive holds a cycle of the same name as the current one.

Both would have the same addresses, so the archived one is not published. It comes about where
the cycle in rubric.yaml was not changed for the new year.

Wrong::

    content/archive/2018/rubric.yaml
    …
    cycle: "2018"

Right::

    content/archive/2018/rubric.yaml
    …
    cycle: "2019"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(
            N_("the cycle {written} is archived, and is the current one as well"), fault.values
        ),
        Message(N_("Give the current cycle its own year: cycle in rubric.yaml."), fault.values),
    )
