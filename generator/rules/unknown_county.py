"""A folder under content/counties that the rubric does not name.

Nothing in it is read. Correct the folder's name.

Wrong::

    content/counties/bing/01.md

Right::

    content/counties/yi/index.md
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
            N_('the folder "{name}" is not that of a county in rubric.yaml'),
            fault.values,
            fault.terms,
        ),
        Message(N_("Rename it to one of: {known}."), fault.values, fault.terms),
    )
