"""An entry's date lies outside the assessed period.

It counts for nothing. A range counts when both its ends are inside.

Wrong::

    | 2017-03-12 | 春季活动 |

Right::

    | 2018-03-12 | 春季活动 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, entries_left_out


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry outside the period."""
    first, last = portfolio.rubric.period
    for entry in entries_left_out(checklists, Uncounted.OUTSIDE_PERIOD):
        values = {"text": entry.when_text, "first": str(first), "last": str(last)}
        yield Problem(
            Severity.WARNING,
            entry.place,
            Message(N_("{text} is outside the assessed period {first} to {last}"), values),
            Message(N_("Correct the date if it is mistyped; else delete the row.")),
        )
