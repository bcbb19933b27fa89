"""With the step of a score in rubric.yaml the full points of an item cannot be given.

A score is a multiple of the step. Where the points of an item are none, even a judge who finds
nothing wanting gives less, and an item below the step always gets 0.

Wrong::

    score-step: {choice: "5", why: 试}

Right::

    score-step: {choice: "0.5", why: 试}
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from generator.chinese.numbers import shown_number
from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.model.rubric import Indicator
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield one problem for all items that the step does not reach."""
    rubric, step = portfolio.rubric, portfolio.rubric.score_step
    items = rubric.items.values()
    missed = [item for item in items if step and (item.points / step).denominator != 1]
    if missed:
        values = {
            "step": shown_number(step),
            "items": listed_points(missed),
            "fitting": shown_number(reduce(_common_step, (item.points for item in items))),
        }
        text = N_("with a step of {step} the full points of these items cannot be given: {items}")
        fix = N_(
            "Choose a step that divides all points, such as {fitting}; 0 takes any number with decimals."
        )
        place = rubric.open_rules["score-step"].place
        yield Problem(Severity.ERROR, place, Message(text, values), Message(fix, values))


def listed_points(items: Iterable[Indicator]) -> str:
    """The items with their points: 03（2）、B3（2）."""
    return "、".join(f"{item.id}（{shown_number(item.points)}）" for item in items)


def _common_step(first: Fraction, second: Fraction) -> Fraction:
    """The largest number of which both are multiples."""
    denominator = lcm(first.denominator, second.denominator)
    return Fraction(gcd(int(first * denominator), int(second * denominator)), denominator)
