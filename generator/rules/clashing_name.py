"""Two names differ in capitals or in their Unicode form alone.

On Windows and macOS they are one file: one of the two would be lost there.

Wrong::

    content/counties/jia/attachments/LIST.pdf
    …
    content/counties/jia/attachments/list.pdf

Right::

    content/counties/jia/attachments/list.pdf
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" differs from "{twin}" in capitals or form alone'), fault.values),
        Message(N_("Give one of the two another name."), fault.values),
    )
