"""A row cites an entry that this county's submitted files do not hold.

It counts for nothing. An entry is cited by its 编号, and a citation cannot be cited.

Wrong::

    | | 见 j-77 | 成效 | | | | |

Right::

    | | 见 j-2 | 成效 | | | | |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, entries_left_out


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each citation that leads nowhere."""
    # The entry that is cited may stand in what could not be read.
    unread = {county for county, folder in portfolio.counties.items() if folder.unread}
    for entry in entries_left_out(checklists, Uncounted.UNKNOWN_CITATION):
        if entry.place.county in unread:
            continue
        yield Problem(
            Severity.ERROR,
            entry.place,
            Message(
                N_('no submitted entry has the number "{number}"'), {"number": entry.cites or ""}
            ),
            Message(
                N_("Give the 编号 of the entry that is meant, in a submitted file of this county.")
            ),
        )
