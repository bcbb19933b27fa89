"""Two entries of one county have the same 编号.

A citation could mean either, and both would claim the same address.

Wrong::

    | [签到表](attachments/list.pdf) | j-1 |
    …
    | [签到表](attachments/list.pdf) | j-1 |

Right::

    | [签到表](attachments/list.pdf) | j-1 |
    …
    | [签到表](attachments/list.pdf) | j-2 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each 编号 used again, on the later entry."""
    for folder in portfolio.counties.values():
        first: dict[str, Place] = {}
        for evidence in folder.evidence.values():
            for entry in evidence.entries:
                earlier = first.setdefault(entry.number, entry.place)
                if entry.number and earlier is not entry.place:
                    values = {"number": entry.number, "place": f"{earlier.path}:{earlier.line}"}
                    yield Problem(
                        Severity.ERROR,
                        entry.place,
                        Message(N_('the number "{number}" is already that of {place}'), values),
                        Message(N_("Give this entry a number of its own.")),
                    )
