"""A county is commended, and one that stands above it is not.

The notice has units commended by their points (根据得分情况).

Wrong::

    commended: [yi]

Right::

    commended: [yi, jia]
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county} is commended, and {before} stands above it"), fault.values),
        Message(
            N_(
                'Units are commended by their standing. Everyday work that changes it belongs under "everyday-work" and "ranks".'
            )
        ),
    )
