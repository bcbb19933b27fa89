"""A block of data cannot be read as YAML, or uses what data files have no need of.

Anchors, tags, merge keys and second documents make two readers see two things.

Wrong::

    状态: [submitted

Right::

    状态: "submitted" # 定稿
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the data cannot be read: {reason}"), fault.values, fault.terms),
        Message(
            N_('Compare this place with the template; write "key: value", one a line.'),
            fault.values,
            fault.terms,
        ),
    )
