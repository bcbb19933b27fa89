"""An entry of a submitted file is dated after the day on which the cycle was closed.

When the file was handed in this had not happened yet. It counts where it lies in the period:
whether it may is for the organiser to say.

Wrong::

    content/results/2018/log/02-closed.yaml
    state: closed
    date: "2018-11-30"
    …
    | 2018-12-01 | 服务统计 |

Right::

    content/results/2018/log/02-closed.yaml
    state: closed
    date: "2018-12-01"
    …
    | 2018-12-01 | 服务统计 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, EntryResult, Uncounted
from generator.model.evidence import Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.model.state import State
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry that ends after the close; citations are left to their sources."""
    steps = portfolio.log.transitions
    closed = next((step.day for step in steps if step.state is State.CLOSED), None)
    if closed is None:
        return
    for result in _submitted(portfolio, checklists):
        entry = result.entry
        if entry.when is not None and entry.when.last > closed:
            values = {"text": entry.when_text, "closed": str(closed)}
            yield Problem(
                Severity.WARNING,
                entry.place,
                Message(N_("{text} is after {closed}, when the cycle was closed"), values),
                Message(N_("Correct the date if it is mistyped; else ask the organiser.")),
            )


def _submitted(portfolio: Portfolio, checklists: Checklists) -> Iterator[EntryResult]:
    """The entries of submitted files inside the period that cite no other."""
    for (county, item), checklist in checklists.items():
        evidence = portfolio.counties[county].evidence.get(item)
        if evidence is not None and evidence.status is Status.SUBMITTED:
            for result in checklist.entries:
                if result.entry.cites is None and result.uncounted is not Uncounted.OUTSIDE_PERIOD:
                    yield result
