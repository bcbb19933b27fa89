"""A quantity that cannot be read, or is missing where a number is asked.

The row counts for nothing. Write value and unit: 1 场, 300余人, 46/50 or 92%.

Wrong::

    | 春季活动 | 活动 | 若干 |

Right::

    | 春季活动 | 活动 | 1 场 |
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    text = (
        N_('"{text}" is not a quantity that can be read')
        if fault.values["text"]
        else N_("the quantity is missing")
    )
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text, fault.values),
        Message(N_('Write value and unit, such as "1 场"; a rate as "46/50" or "92%".')),
    )
