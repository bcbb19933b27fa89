"""The name of a file would not be the same everywhere, or cannot be seen whole.

Control and invisible characters, names that begin with a full stop or a hyphen, characters
and names that Windows refuses, spaces at the ends, letters put together from parts.

Wrong::

    content/counties/jia/attachments/NUL.pdf

Right::

    content/counties/jia/attachments/签到表（3月）.pdf
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such path."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('the name "{name}" is not safe on every system'), fault.values),
        Message(
            N_(
                "Use letters, digits, Chinese characters, hyphens; no signs, no spaces at the ends."
            ),
            fault.values,
        ),
    )
