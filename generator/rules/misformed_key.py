"""A line of the front matter has a full-width colon, curved quotes or a tab.

It is read as it was meant. Word processors put such signs in by themselves; a key is written
with a plain colon and a space: "状态: 草稿".

Wrong::

    指标：“01”

Right::

    指标: "01"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such line."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{line}": full-width signs, curved quotes or a tab'), fault.values),
        Message(N_("Write this line as: {meant}"), fault.values),
    )
