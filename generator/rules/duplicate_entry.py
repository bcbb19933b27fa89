"""The same row (日期, 事项, 条款) stands twice in one ledger, or is cited where it counts already.

It counts once. If they were two events, say in 事项 what tells them apart.

Wrong::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1 |
    …
    | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-9 |

Right::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.evidence import Entry
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each repeated row, on the later one."""
    for checklist in checklists.values():
        first: dict[tuple[str, str, str], Entry] = {}
        for result in checklist.entries:
            entry = result.entry
            earlier = first.setdefault(entry.row_key, entry)
            if earlier is not entry:
                yield _repeated_row(
                    entry, N_("this row repeats line {line}; it counts once"), earlier
                )
            elif result.uncounted is Uncounted.DUPLICATE:
                yield _repeated_row(
                    entry, N_("the entry cited counts for this clause already"), earlier
                )


def _repeated_row(entry: Entry, text: str, earlier: Entry) -> Problem:
    return Problem(
        Severity.WARNING,
        entry.place,
        Message(text, {"line": str(earlier.place.line)}),
        Message(N_("Delete this row; if it was another event, say in 事项 what tells it apart.")),
    )
