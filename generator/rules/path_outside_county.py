"""A change touches a path outside the county's own folder.

A county changes its own evidence alone: not the rubric, not the results, not a neighbour's
files, not the program. Moving a file out of another folder touches that folder as well.

Wrong::

    rubric.yaml

Right::

    content/counties/jia/03.md
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is not in this county\'s folder {folder}'), fault.values),
        Message(
            N_("Change only files in {folder}. Put this one back as it was, or ask the organiser."),
            fault.values,
        ),
    )
