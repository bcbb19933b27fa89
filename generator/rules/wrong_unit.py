"""A quantity in another unit than the clause asks for.

It cannot be added to the rest, so the entry counts for nothing.

Wrong::

    | 秋季活动 | 活动 | 1篇 |

Right::

    | 秋季活动 | 活动 | 1场次 |
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, entries_left_out

# Who took part is no other word for an event.
_PEOPLE = ("人", "名", "位")


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry in another unit."""
    for entry in entries_left_out(checklists, Uncounted.WRONG_UNIT):
        clause = portfolio.rubric.clause(entry.clause or "")
        unit = "" if clause.demand is None else clause.demand.unit
        written = "" if entry.quantity is None else entry.quantity.unit
        values = {
            "text": entry.quantity_text,
            "clause": clause.name,
            "unit": unit,
            "written": written,
        }
        fix = N_("Write the quantity in {unit}.")
        if written not in portfolio.rubric.units and not written.startswith(_PEOPLE):
            # An everyday word for the unit: which words are the same only the organiser can say.
            fix = N_(
                "Write the quantity in {unit}. If {written} means the same, the organiser adds the "
                'word in rubric.yaml, under "units": {unit}: [{written}]'
            )
        yield Problem(
            Severity.WARNING,
            entry.quantity_place,
            Message(N_('"{text}" does not count: {clause} is counted in {unit}'), values),
            Message(fix, values),
        )
