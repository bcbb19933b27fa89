"""A file of the log whose name is not its number and state.

Wrong::

    content/results/2018/log/02-open.yaml
    state: closed

Right::

    content/results/2018/log/02-closed.yaml
    state: closed
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('the file "{written}" of the log is misnamed'), fault.values, fault.terms),
        Message(N_('Name it "{expected}".'), fault.values, fault.terms),
    )
