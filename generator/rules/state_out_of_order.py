"""The log leads to a state that does not follow the one before.

Nothing is published from such a log.

Wrong::

    content/results/2018/log/02-closed.yaml
    …
    content/results/2018/log/03-open.yaml

Right::

    content/results/2018/log/02-closed.yaml
    …
    content/results/2018/log/03-reviewing.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{later}" cannot follow "{earlier}"'), fault.values),
        Message(
            N_(
                'After "{earlier}" comes "{expected}". Correct the log; what has been published is never taken back.'
            ),
            fault.values,
        ),
    )
