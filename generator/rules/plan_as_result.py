"""A dated entry tells what is planned, not what was done.

The ledger holds facts. What is still to come stands under 方案, and is entered when it has
taken place.

Wrong::

    | 2018-03-12 | 拟举办春季活动 |

Right::

    | 2018-03-12 | 春季活动 |
"""

import re
from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem

# Words that only a plan begins with or holds; 筹备 and 计划 alone name things that were done.
_PLANNED = re.compile(
    r"^(?:拟|预计|计划(?:于|在|开展|举办|组织|召开)|将(?:于|在))|(?:拟|计划|将|预计)于"
)


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry that counts and reads as a plan."""
    for checklist in checklists.values():
        for result in checklist.entries:
            match = _PLANNED.search(result.entry.title)
            if result.uncounted is None and match is not None:
                values = {"title": result.entry.title, "word": match[0]}
                yield Problem(
                    Severity.WARNING,
                    result.entry.place,
                    Message(N_('"{title}" reads as a plan ("{word}"), not as a fact'), values),
                    Message(N_("Enter it when it has taken place; a plan belongs under 方案.")),
                )
