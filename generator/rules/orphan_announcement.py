"""An announcement that no file of the log names.

Log and announcement are written together; either without the other shows nothing.

Wrong::

    content/results/2018/05-proposed.json

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
        Message(N_("no file of the log names this announcement")),
        Message(N_("Take it away, or bring back the file of the log that was written with it.")),
    )
