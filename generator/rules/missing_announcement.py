"""A transition that announces a result lacks its announcement.

Log and announcement are written together; either without the other shows nothing.

Wrong::

    content/results/2018/log/05-proposed.yaml

Right::

    content/results/2018/05-proposed.json
    …
    content/results/2018/log/05-proposed.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("this transition announces a result, and its announcement is not there")),
        Message(
            N_('Write both with "taizhang announce"; the announcement is {expected}.'), fault.values
        ),
    )
