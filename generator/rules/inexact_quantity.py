"""A quantity that is only about right, where a number decides.

"约" says neither at least nor exactly, so the entry counts for nothing.

Wrong::

    | 秋季活动 | 活动 | 约2场 |

Right::

    | 秋季活动 | 活动 | 1场次 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, entries_left_out


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each inexact entry."""
    for entry in entries_left_out(checklists, Uncounted.ABOUT):
        yield Problem(
            Severity.WARNING,
            entry.quantity_place,
            Message(N_('"{text}" is not exact and does not count'), {"text": entry.quantity_text}),
            Message(N_('Write the exact number, or at least so many as "300余人".')),
        )
