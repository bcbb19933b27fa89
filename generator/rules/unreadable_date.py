"""A date that is not written as a date, or that no calendar has.

The row counts for nothing: a date is not guessed. Write 2018-05-14, or a range
as 2018-05-14 至 2018-05-15.

Wrong::

    | 2018年3月12日 | 春季活动 |
    …
    | 2018-06-02 至 2018-06-01 | 夏季活动 |

Right::

    | 2018-03-12 | 春季活动 |
    …
    | 2018-06-01 至 2018-06-02 | 夏季活动 |
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    text = (
        N_('"{text}" is not a date that can be read')
        if fault.values["text"]
        else N_("the date is missing")
    )
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text, fault.values),
        Message(N_("Write the day as 2018-05-14, a range as 2018-05-14 至 2018-05-15.")),
    )
