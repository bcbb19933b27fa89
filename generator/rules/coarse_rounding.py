"""Rounding in rubric.yaml keeps fewer decimals than the points of an item have.

Each figure that is announced is rounded to so many decimals. The full points of such an item then
read as more or less than the notice gives.

Wrong::

    rounding-digits: {choice: "0", why: 试}
    …
    points: "5.5"

Right::

    rounding-digits: {choice: "1", why: 试}
    …
    points: "5.5"
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.model.rubric import Indicator
from generator.rules.rule import Problem
from generator.rules.unreachable_points import listed_points


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield one problem for all items whose points have more decimals."""
    rubric = portfolio.rubric
    rule = rubric.open_rules["rounding-digits"]
    finer = [item for item in rubric.items.values() if _digits(item) > int(rule.choice)]
    if finer:
        values = {
            "digits": rule.choice,
            "items": listed_points(finer),
            "needed": str(max(map(_digits, finer))),
        }
        text = N_(
            "figures are rounded to {digits} decimals, but the points of these items have more: {items}"
        )
        fix = N_("Choose {needed} under rounding-digits, or more.")
        yield Problem(Severity.ERROR, rule.place, Message(text, values), Message(fix, values))


def _digits(item: Indicator) -> int:
    """How many decimals the item's points have; those of rubric.yaml end."""
    return next(digits for digits in range(7) if (item.points * 10**digits).denominator == 1)
