"""A quantity such as "30余场" rests on a single proof.

It counts with the number that it names, as "at least so many" does. Whether one file shows as many
is for the judges to see, so they are told; the county can link more.

Wrong::

    | 秋季活动 | 活动 | 30余场 | 乙镇 | [汇总](attachments/list.pdf) |

Right::

    | 秋季活动 | 活动 | 30余场 | 乙镇 | [汇总](attachments/list.pdf) [照片](attachments/plan.pdf) |
"""

from collections.abc import Iterator

from generator.chinese.numbers import PERCENT, shown_number
from generator.model.checklist import Checklists, EntryResult
from generator.model.evidence import Precision, Quantity
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a note for each entry that counts for many and has one proof."""
    for checklist in checklists.values():
        for result in checklist.entries:
            quantity = result.entry.quantity
            if quantity is None or not _is_many_on_one(result, quantity, portfolio):
                continue
            values = {
                "text": result.entry.quantity_text,
                "number": shown_number(quantity.value),
                "unit": quantity.unit,
            }
            yield Problem(
                Severity.NOTE,
                result.entry.quantity_place,
                Message(N_('"{text}" has one proof; {number} {unit} count'), values),
                Message(N_("Judges see whether it shows as many; link more proofs if there are.")),
            )


def _is_many_on_one(result: EntryResult, quantity: Quantity, portfolio: Portfolio) -> bool:
    # What counts has a clause; where no number is asked the quantity decides nothing.
    counts = result.uncounted is None and result.proven and len(result.entry.proofs) == 1
    return (
        counts
        and quantity.precision is Precision.AT_LEAST
        # A rate has one table that shows it, however high.
        and quantity.unit != PERCENT
        and quantity.value > 1
        and portfolio.rubric.clause(result.entry.clause or "").demand is not None
    )
