"""A rate is above 100 %.

It counts: more can be reached than was planned. Mostly it is a slip, such as the two numbers of a
ratio the wrong way round.

Wrong::

    | 2018-12-01 | 服务统计 | 服务率 | 51/50 | | [统计](attachments/list.pdf) | j-4 |

Right::

    | 2018-12-01 | 服务统计 | 服务率 | 46/50 | | [统计](attachments/list.pdf) | j-4 |
"""

from collections.abc import Iterator

from generator.chinese.numbers import PERCENT, shown_number
from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry with such a rate."""
    for checklist in checklists.values():
        for result in checklist.entries:
            quantity = result.entry.quantity
            if quantity is not None and quantity.unit == PERCENT and quantity.value > 100:
                values = {
                    "text": result.entry.quantity_text,
                    "rate": shown_number(quantity.value),
                }
                yield Problem(
                    Severity.WARNING,
                    result.entry.quantity_place,
                    Message(N_('the rate "{text}" is above 100 % ({rate} %)'), values),
                    Message(N_("If it is right, leave it: it counts. A ratio is done / planned.")),
                )
